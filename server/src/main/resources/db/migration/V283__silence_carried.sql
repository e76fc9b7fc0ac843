-- A merge or a split takes nobody off the public overdue list (docs/adr/0149-clocks-that-are-true.md).

-- What a rung of one case was climbed for, another one may take over: the row of it is there then.
CREATE OR REPLACE FUNCTION refuse_rung() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.rung > OLD.rung
       AND EXISTS (SELECT FROM rungs WHERE case_id = NEW.id AND rung = NEW.rung AND ended_at IS NULL) THEN
        RETURN NULL;
    END IF;
    RAISE EXCEPTION 'case %: rung % does not follow rung %', NEW.number, NEW.rung, OLD.rung
        USING ERRCODE = 'check_violation';
END
$$;

-- At the end of the transaction: the case that goes on is written after the one that ends.
CREATE FUNCTION refuse_lost_silence() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM cases AS c
                WHERE c.id = NEW.merged_into_id AND c.rung < OLD.rung
                  AND (OLD.acknowledged_at IS NOT NULL OR c.acknowledged_at IS NULL)) THEN
        RAISE EXCEPTION 'case %: rung % is lost in the case that goes on', NEW.number, OLD.rung
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cases_silence_goes_on AFTER UPDATE OF merged_into_id ON cases
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
    WHEN (OLD.merged_into_id IS NULL AND NEW.merged_into_id IS NOT NULL AND OLD.rung > 0 AND OLD.status <> 'on_hold')
    EXECUTE FUNCTION refuse_lost_silence();
