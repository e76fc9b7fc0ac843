-- A suspension keeps the name it was given under: its owner may come back with another one.
ALTER TABLE volunteers
    ADD COLUMN suspended_as text CHECK (char_length(suspended_as) BETWEEN 1 AND 200);

-- Known where nothing was changed since; a name that may be another one is not made up.
UPDATE volunteers
   SET suspended_as = name
 WHERE suspended_at = changed_at AND suspension_ended_at IS NULL AND status = 'suspended';

ALTER TABLE volunteers
    ADD CONSTRAINT volunteers_suspended_as CHECK (
        suspended_as IS NULL
        OR suspended_at IS NOT NULL AND (status <> 'withdrawn' OR suspension_ended_at IS NULL));

CREATE FUNCTION guard_suspended_as() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'whom a suspension names stays written';
END
$$;
-- It is written with a suspension, and goes when its owner leaves after it ended.
CREATE TRIGGER volunteers_suspended_as BEFORE UPDATE OF suspended_as ON volunteers
    FOR EACH ROW
    WHEN (OLD.suspended_as IS DISTINCT FROM NEW.suspended_as AND OLD.suspended_at IS NOT DISTINCT FROM NEW.suspended_at
          AND NOT (NEW.suspended_as IS NULL AND NEW.status = 'withdrawn' AND NEW.suspension_ended_at IS NOT NULL))
    EXECUTE FUNCTION guard_suspended_as();
