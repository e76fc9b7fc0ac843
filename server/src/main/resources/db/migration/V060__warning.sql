-- Warnings: what two officers agree on, and the CAP 1.2 messages that came of it.

CREATE TABLE warnings (
    id                  uuid PRIMARY KEY,
    -- The first warning of the chain of updates; its own id when it is that one.
    chain_id            uuid NOT NULL REFERENCES warnings (id),
    supersedes          uuid UNIQUE REFERENCES warnings (id),
    state               text NOT NULL DEFAULT 'draft' CHECK (state IN (
                            'draft', 'submitted', 'returned', 'rejected',
                            'published', 'superseded', 'cancelled', 'expired')),
    version             bigint NOT NULL DEFAULT 1,
    author_id           uuid NOT NULL REFERENCES accounts (id),
    author_department   uuid,
    case_id             uuid,
    created_at          timestamptz NOT NULL,
    changed_at          timestamptz NOT NULL,

    -- What is approved. exercise_public: the author wants an exercise to reach the public.
    mode                text NOT NULL CHECK (mode IN ('actual', 'exercise', 'test')),
    exercise_public     boolean NOT NULL DEFAULT false,
    category            text NOT NULL,
    event               text NOT NULL,
    event_code          text,
    urgency             text NOT NULL CHECK (urgency IN ('Immediate', 'Expected', 'Future', 'Past', 'Unknown')),
    severity            text NOT NULL CHECK (severity IN ('Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown')),
    certainty           text NOT NULL CHECK (certainty IN ('Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown')),
    onset               timestamptz,
    expires             timestamptz NOT NULL,
    infos               jsonb NOT NULL CHECK (jsonb_typeof(infos) = 'array' AND jsonb_array_length(infos) >= 2),
    -- area: as drawn and picked. saved_area: the GeoJSON MultiPolygon it comes to; what people are warned by.
    area                jsonb NOT NULL CHECK (jsonb_typeof(area) = 'object'),
    saved_area          jsonb NOT NULL CHECK (saved_area ->> 'type' = 'MultiPolygon'
                            AND jsonb_array_length(saved_area -> 'coordinates') > 0),
    geocodes            text[] NOT NULL DEFAULT '{}',

    -- What the author submitted: the hash covers all of the above and the number of recipients.
    submitted_at        timestamptz,
    recipients          integer CHECK (recipients >= 0),
    content_hash        bytea CHECK (octet_length(content_hash) = 32),

    -- The second officer.
    approver_id         uuid REFERENCES accounts (id),
    exercise_confirmed  boolean NOT NULL DEFAULT false,
    published_at        timestamptz,
    ended_at            timestamptz,

    CONSTRAINT warnings_area_description CHECK (area ? 'description'),
    CONSTRAINT warnings_onset_before_expires CHECK (onset IS NULL OR onset < expires),
    CONSTRAINT warnings_exercise_public CHECK (NOT exercise_public OR mode = 'exercise'),
    -- Nobody approves what they wrote.
    CONSTRAINT warnings_two_persons CHECK (approver_id <> author_id),
    CONSTRAINT warnings_submitted_is_hashed CHECK (
        state IN ('draft', 'returned', 'rejected') OR
        (submitted_at IS NOT NULL AND recipients IS NOT NULL AND content_hash IS NOT NULL)),
    CONSTRAINT warnings_published_is_approved CHECK (
        (published_at IS NOT NULL) = (state IN ('published', 'superseded', 'cancelled', 'expired'))
        AND (published_at IS NULL OR approver_id IS NOT NULL)),
    -- An exercise reaches the public only when its author chose so and the approver confirmed.
    CONSTRAINT warnings_exercise_confirmed CHECK (
        published_at IS NULL OR NOT exercise_public OR exercise_confirmed)
);
CREATE INDEX warnings_active ON warnings (expires) WHERE state = 'published';
CREATE INDEX warnings_by_change ON warnings (changed_at DESC, id DESC);
CREATE INDEX warnings_by_chain ON warnings (chain_id);

-- What was submitted, approved or published keeps its content; only draft and returned are edited, and an edit takes
-- the submission and every approval away.
CREATE FUNCTION guard_warning() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.chain_id <> OLD.chain_id OR NEW.author_id <> OLD.author_id THEN
        RAISE EXCEPTION 'a warning keeps its id, chain and author' USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF (NEW.mode, NEW.exercise_public, NEW.category, NEW.event, NEW.event_code, NEW.urgency, NEW.severity,
        NEW.certainty, NEW.onset, NEW.expires, NEW.infos, NEW.area, NEW.saved_area, NEW.geocodes)
       IS DISTINCT FROM
       (OLD.mode, OLD.exercise_public, OLD.category, OLD.event, OLD.event_code, OLD.urgency, OLD.severity,
        OLD.certainty, OLD.onset, OLD.expires, OLD.infos, OLD.area, OLD.saved_area, OLD.geocodes) THEN
        IF OLD.state NOT IN ('draft', 'returned') THEN
            RAISE EXCEPTION 'the content of a % warning cannot change', OLD.state
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        IF NEW.state <> 'draft' OR NEW.content_hash IS NOT NULL OR NEW.approver_id IS NOT NULL THEN
            RAISE EXCEPTION 'an edited warning is a draft without approval' USING ERRCODE = 'insufficient_privilege';
        END IF;
    END IF;
    IF OLD.published_at IS NOT NULL AND
       (NEW.published_at, NEW.approver_id, NEW.content_hash, NEW.recipients, NEW.exercise_confirmed)
       IS DISTINCT FROM
       (OLD.published_at, OLD.approver_id, OLD.content_hash, OLD.recipients, OLD.exercise_confirmed) THEN
        RAISE EXCEPTION 'a published warning keeps its approval' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER warnings_guard BEFORE UPDATE ON warnings FOR EACH ROW EXECUTE FUNCTION guard_warning();

-- The decision record of each step: who, when, why, about which content.
CREATE TABLE warning_decisions (
    id                  uuid PRIMARY KEY,
    warning_id          uuid NOT NULL REFERENCES warnings (id),
    decision            text NOT NULL CHECK (decision IN (
                            'submitted', 'approved', 'returned', 'rejected', 'cancelled')),
    account_id          uuid NOT NULL REFERENCES accounts (id),
    content_hash        bytea CHECK (octet_length(content_hash) = 32),
    rationale           text CHECK (char_length(rationale) BETWEEN 1 AND 2000),
    at                  timestamptz NOT NULL,
    CHECK (decision NOT IN ('returned', 'rejected', 'cancelled') OR rationale IS NOT NULL)
);
CREATE INDEX warning_decisions_by_warning ON warning_decisions (warning_id, id);

-- The CAP messages as they went out, byte for byte. The id is also the id of the message that delivery sends.
CREATE TABLE cap_messages (
    id                  uuid PRIMARY KEY,
    warning_id          uuid NOT NULL REFERENCES warnings (id),
    identifier          text NOT NULL UNIQUE CHECK (identifier ~ '^[A-Za-z0-9._-]{1,200}$'),
    sender              text NOT NULL,
    msg_type            text NOT NULL CHECK (msg_type IN ('Alert', 'Update', 'Cancel')),
    sent                timestamptz NOT NULL,
    refers_to           uuid REFERENCES cap_messages (id),
    is_public           boolean NOT NULL,
    -- [{"language":…,"headline":…,"description":…,"instruction":…},…] as sent, marks included.
    texts               jsonb NOT NULL,
    xml                 text NOT NULL,
    UNIQUE (warning_id, msg_type),
    CHECK ((msg_type = 'Alert') = (refers_to IS NULL))
);

CREATE FUNCTION refuse_warning_history_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER cap_messages_immutable BEFORE UPDATE OR DELETE OR TRUNCATE ON cap_messages
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_warning_history_change();
CREATE TRIGGER warning_decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON warning_decisions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_warning_history_change();

-- What people answer: one answer of each kind per account, the latest counts.
CREATE TABLE warning_feedback (
    warning_id          uuid NOT NULL REFERENCES warnings (id),
    account_id          uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    kind                text NOT NULL CHECK (kind IN ('received', 'understood', 'acted', 'falseAlarm')),
    device_id           uuid,
    comment             text CHECK (char_length(comment) BETWEEN 1 AND 1000),
    at                  timestamptz NOT NULL,
    PRIMARY KEY (warning_id, account_id, kind)
);
