-- Warnings of other authorities that reach this city's public. No rows of warnings: nobody here wrote or approved them.

CREATE TABLE relayed_warnings (
    id               uuid PRIMARY KEY,
    -- The message that devices get.
    message_id       uuid NOT NULL UNIQUE,
    version          bigint NOT NULL DEFAULT 1,
    state            text NOT NULL DEFAULT 'published' CHECK (state IN ('published', 'superseded', 'cancelled')),
    source_name      jsonb NOT NULL CHECK (source_name ? 'zh-CN' AND source_name ? 'en'),
    sender           text NOT NULL,
    identifier       text NOT NULL,
    sent             timestamptz NOT NULL,
    category         text NOT NULL,
    event            text NOT NULL,
    urgency          text NOT NULL CHECK (urgency IN ('Immediate', 'Expected', 'Future', 'Past', 'Unknown')),
    severity         text NOT NULL CHECK (severity IN ('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown')),
    certainty        text NOT NULL CHECK (certainty IN ('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown')),
    onset            timestamptz,
    expires          timestamptz NOT NULL,
    infos            jsonb NOT NULL CHECK (jsonb_typeof(infos) = 'array' AND jsonb_array_length(infos) BETWEEN 1 AND 2),
    area_description jsonb NOT NULL,
    -- The GeoJSON MultiPolygon that people are warned by. No area never means everyone.
    saved_area       jsonb NOT NULL CHECK (saved_area ->> 'type' = 'MultiPolygon'
                         AND jsonb_array_length(saved_area -> 'coordinates') > 0),
    xml              bytea NOT NULL,
    relayed_at       timestamptz NOT NULL,
    ended_at         timestamptz,
    -- What people read when it is taken back, as the sender's Cancel has it.
    cancellation     jsonb,
    UNIQUE (sender, identifier),
    CHECK ((state = 'published') = (ended_at IS NULL)),
    CHECK ((state = 'cancelled') = (cancellation IS NOT NULL))
);
CREATE INDEX relayed_warnings_out ON relayed_warnings (expires);

CREATE FUNCTION guard_relayed_warning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'published' OR (NEW.id, NEW.message_id, NEW.sender, NEW.identifier, NEW.infos, NEW.saved_area, NEW.xml, NEW.expires)
       IS DISTINCT FROM (OLD.id, OLD.message_id, OLD.sender, OLD.identifier, OLD.infos, OLD.saved_area, OLD.xml, OLD.expires) THEN
        RAISE EXCEPTION 'a relayed warning only ends' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER relayed_warnings_guard BEFORE UPDATE ON relayed_warnings FOR EACH ROW EXECUTE FUNCTION guard_relayed_warning();
