-- Whoever led in an area on a day that is over led there: since when it holds stays, and so does an end that is past.
CREATE FUNCTION refuse_an_area_that_never_was() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    today CONSTANT date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
BEGIN
    IF OLD.valid_from <> NEW.valid_from AND OLD.valid_from < today
       OR OLD.valid_to IS DISTINCT FROM NEW.valid_to AND (OLD.valid_to < today OR NEW.valid_to < today) THEN
        RAISE EXCEPTION 'area %: it keeps since when it holds, and ends today or later', NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'areas_keep_the_past';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER areas_keep_the_past BEFORE UPDATE ON areas
    FOR EACH ROW
    WHEN ((OLD.valid_from, OLD.valid_to) IS DISTINCT FROM (NEW.valid_from, NEW.valid_to))
    EXECUTE FUNCTION refuse_an_area_that_never_was();
