-- Where an area was, and under which one, decided who led on days that are over. Nobody was routed by it before it was
-- entered, so on that day both may still be put right.
ALTER TABLE areas ADD COLUMN entered_on date NOT NULL DEFAULT '1900-01-01';
ALTER TABLE areas ALTER COLUMN entered_on SET DEFAULT (now() AT TIME ZONE 'Asia/Shanghai')::date;
UPDATE areas SET entered_on = (changed_at AT TIME ZONE 'Asia/Shanghai')::date WHERE version = 1;

CREATE FUNCTION area_is_settled(since date, entered date) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT greatest(since, entered) < (now() AT TIME ZONE 'Asia/Shanghai')::date
$$;

CREATE FUNCTION refuse_an_area_elsewhere() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.entered_on <> NEW.entered_on OR area_is_settled(OLD.valid_from, OLD.entered_on) THEN
        RAISE EXCEPTION 'area %: it stays where it was and under which one', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'areas_stay_where_they_were';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER areas_stay_where_they_were BEFORE UPDATE ON areas
    FOR EACH ROW
    WHEN ((OLD.boundary, OLD.parent_id, OLD.entered_on)
          IS DISTINCT FROM (NEW.boundary, NEW.parent_id, NEW.entered_on))
    EXECUTE FUNCTION refuse_an_area_elsewhere();
