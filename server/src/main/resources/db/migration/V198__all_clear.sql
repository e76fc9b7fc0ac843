-- The words of the Cancel, written with the warning and approved with it: [{"language":…,"headline":…,…},…] or null.
ALTER TABLE warnings ADD COLUMN all_clear jsonb
    CHECK (all_clear IS NULL OR (jsonb_typeof(all_clear) = 'array' AND jsonb_array_length(all_clear) >= 2));

CREATE FUNCTION guard_all_clear() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.all_clear IS DISTINCT FROM OLD.all_clear
       AND (OLD.state NOT IN ('draft', 'returned') OR NEW.state <> 'draft') THEN
        RAISE EXCEPTION 'the all-clear of a % warning cannot change', OLD.state
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER warnings_all_clear_guard BEFORE UPDATE ON warnings FOR EACH ROW EXECUTE FUNCTION guard_all_clear();
