-- Nobody was routed by a line before it was entered, so on that day all of it may still be put right, however long ago it
-- begins. What is there already counts as entered long ago.
ALTER TABLE responsibilities ADD COLUMN entered_on date NOT NULL DEFAULT '1900-01-01';
ALTER TABLE responsibilities ALTER COLUMN entered_on SET DEFAULT (now() AT TIME ZONE 'Asia/Shanghai')::date;

-- Since when a line holds and an end that is past are of the past, too.
CREATE OR REPLACE FUNCTION refuse_rewriting_the_past() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    today CONSTANT date := (now() AT TIME ZONE 'Asia/Shanghai')::date;
    settled CONSTANT boolean := greatest(OLD.valid_from, OLD.entered_on) < today;
BEGIN
    IF OLD.entered_on <> NEW.entered_on
       OR OLD.entered_on < today AND OLD.valid_from <> NEW.valid_from AND least(OLD.valid_from, NEW.valid_from) < today
       OR settled AND (OLD.department_id, OLD.duty, OLD.category_id, OLD.area_id, OLD.role)
                      IS DISTINCT FROM (NEW.department_id, NEW.duty, NEW.category_id, NEW.area_id, NEW.role)
       OR settled AND OLD.valid_to IS DISTINCT FROM NEW.valid_to AND (OLD.valid_to < today OR NEW.valid_to < today)
    THEN
        RAISE EXCEPTION 'a responsibility that holds already keeps its department, duty, category, area, role and days that are over'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'responsibilities_keep_the_past';
    END IF;
    RETURN NEW;
END
$$;
DROP TRIGGER responsibilities_keep_the_past ON responsibilities;
CREATE TRIGGER responsibilities_keep_the_past BEFORE UPDATE ON responsibilities
    FOR EACH ROW
    WHEN ((OLD.department_id, OLD.duty, OLD.category_id, OLD.area_id, OLD.role, OLD.valid_from, OLD.valid_to, OLD.entered_on)
          IS DISTINCT FROM
          (NEW.department_id, NEW.duty, NEW.category_id, NEW.area_id, NEW.role, NEW.valid_from, NEW.valid_to, NEW.entered_on))
    EXECUTE FUNCTION refuse_rewriting_the_past();
