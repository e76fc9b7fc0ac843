-- What decisions rest on: why a department is answerable, and the factors that were scored. Thousands of cases rest on
-- the same, which is kept once.

CREATE TABLE grounds (
    -- Made out of the content.
    id      uuid  PRIMARY KEY,
    content jsonb NOT NULL CHECK (jsonb_typeof(content) = 'array')
);
CREATE TRIGGER grounds_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON grounds
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

INSERT INTO grounds (id, content)
SELECT md5(content::text)::uuid, content
  FROM (SELECT why FROM cases
        UNION
        SELECT factors FROM decision_records WHERE factors <> '[]') AS kept (content);

ALTER TABLE cases ADD COLUMN why_id uuid;
UPDATE cases SET why_id = md5(why::text)::uuid;
-- The factors of a case are those of its newest decision on severity.
ALTER TABLE cases
    ALTER COLUMN why_id SET NOT NULL,
    ADD FOREIGN KEY (why_id) REFERENCES grounds (id),
    DROP COLUMN why,
    DROP COLUMN factors,
    RESET (toast_tuple_target),
    -- Reports that join find room beside the case: its indexes stay as they are (a heap-only tuple).
    SET (fillfactor = 80);

ALTER TABLE decision_records DISABLE TRIGGER decision_records_append_only;
ALTER TABLE decision_records ADD COLUMN factors_id uuid;
UPDATE decision_records SET factors_id = md5(factors::text)::uuid WHERE factors <> '[]';
ALTER TABLE decision_records
    ADD FOREIGN KEY (factors_id) REFERENCES grounds (id),
    DROP COLUMN factors,
    RESET (toast_tuple_target);
ALTER TABLE decision_records ENABLE TRIGGER decision_records_append_only;
COMMENT ON COLUMN decision_records.factors_id IS 'null unless severity was scored';
