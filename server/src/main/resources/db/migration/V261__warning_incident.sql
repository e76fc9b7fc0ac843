-- The event a warning belongs to (CAP's incidents): warnings of several areas about one event have it alike. Null: its
-- chain is an event of its own.
ALTER TABLE warnings ADD COLUMN incident text CHECK (incident ~ '^[A-Za-z0-9._-]{1,64}$');

CREATE FUNCTION guard_warning_incident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.incident IS DISTINCT FROM OLD.incident
       AND (OLD.state NOT IN ('draft', 'returned') OR NEW.state <> 'draft') THEN
        RAISE EXCEPTION 'the event of a % warning cannot change', OLD.state
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER warnings_incident_guard BEFORE UPDATE ON warnings FOR EACH ROW EXECUTE FUNCTION guard_warning_incident();
