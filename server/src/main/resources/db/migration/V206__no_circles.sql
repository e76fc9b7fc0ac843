-- No tree runs in a circle, however long: one of areas or categories could not be read into memory, one of superiors
-- would end the silence ladder nowhere. The decisions in the code refuse it; so does the database, whoever writes.

CREATE FUNCTION refuse_circle() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    is_circle boolean;
BEGIN
    -- One change of the matrix at a time, as in the code: two halves of a circle would not see each other.
    PERFORM 1 FROM matrix_version FOR UPDATE;
    EXECUTE format($sql$
        WITH RECURSIVE above (id) AS (
            SELECT %2$I FROM %1$I WHERE id = $1
            UNION
            SELECT parent.%2$I FROM %1$I AS parent JOIN above ON above.id = parent.id
        )
        SELECT EXISTS (SELECT FROM above WHERE id = $1)
        $sql$, TG_TABLE_NAME, TG_ARGV[0])
       INTO is_circle USING NEW.id;
    IF is_circle THEN
        RAISE EXCEPTION 'above % % would be a circle', TG_TABLE_NAME, NEW.code
            USING ERRCODE = 'check_violation', CONSTRAINT = TG_NAME, TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NULL;
END
$$;

-- After the statement, because one statement may close a circle of several rows.
CREATE TRIGGER departments_no_circle AFTER INSERT OR UPDATE OF superior_id ON departments
    FOR EACH ROW WHEN (NEW.superior_id IS NOT NULL) EXECUTE FUNCTION refuse_circle('superior_id');
CREATE TRIGGER categories_no_circle AFTER INSERT OR UPDATE OF parent_id ON categories
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION refuse_circle('parent_id');
CREATE TRIGGER areas_no_circle AFTER INSERT OR UPDATE OF parent_id ON areas
    FOR EACH ROW WHEN (NEW.parent_id IS NOT NULL) EXECUTE FUNCTION refuse_circle('parent_id');
