-- What a department supports, in the order of its queue: a set of departments in a row of cases leads to them in no order
-- (ADR 0112). The rows follow their cases by the triggers below and by nothing else.

CREATE TABLE supported_cases (
    case_id            uuid        NOT NULL REFERENCES cases (id) ON DELETE CASCADE,
    department_id      uuid        NOT NULL,
    is_open            boolean     NOT NULL,
    turn               smallint    NOT NULL,
    due_at             timestamptz NOT NULL,
    lead_department_id uuid        NOT NULL,
    keeper_id          uuid,
    PRIMARY KEY (case_id, department_id)
);
CREATE INDEX supported_cases_by_department
    ON supported_cases (department_id, is_open, turn, due_at, case_id) INCLUDE (lead_department_id, keeper_id);

CREATE FUNCTION follow_supported() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        DELETE FROM supported_cases AS s
         WHERE s.case_id = NEW.id AND s.department_id <> ALL (NEW.support_department_ids);
    END IF;
    INSERT INTO supported_cases AS s (case_id, department_id, is_open, turn, due_at, lead_department_id, keeper_id)
    SELECT DISTINCT NEW.id, d.id, NEW.is_open, NEW.turn, NEW.due_at, NEW.lead_department_id, NEW.keeper_id
      FROM unnest(NEW.support_department_ids) AS d (id)
    ON CONFLICT (case_id, department_id) DO UPDATE
       SET is_open = excluded.is_open, turn = excluded.turn, due_at = excluded.due_at,
           lead_department_id = excluded.lead_department_id, keeper_id = excluded.keeper_id;
    RETURN NULL;
END
$$;
CREATE TRIGGER cases_supported_from_the_start AFTER INSERT ON cases
    FOR EACH ROW WHEN (NEW.support_department_ids <> '{}') EXECUTE FUNCTION follow_supported();
CREATE TRIGGER cases_supported AFTER UPDATE ON cases
    FOR EACH ROW WHEN (
        (OLD.support_department_ids <> '{}' OR NEW.support_department_ids <> '{}')
        AND (OLD.support_department_ids, OLD.is_open, OLD.turn, OLD.due_at, OLD.lead_department_id, OLD.keeper_id)
            IS DISTINCT FROM
            (NEW.support_department_ids, NEW.is_open, NEW.turn, NEW.due_at, NEW.lead_department_id, NEW.keeper_id))
    EXECUTE FUNCTION follow_supported();

INSERT INTO supported_cases (case_id, department_id, is_open, turn, due_at, lead_department_id, keeper_id)
SELECT DISTINCT c.id, d.id, c.is_open, c.turn, c.due_at, c.lead_department_id, c.keeper_id
  FROM cases AS c, unnest(c.support_department_ids) AS d (id);

DROP INDEX cases_by_support_open;
DROP INDEX cases_by_support_ended;

-- The count of "mine" asks who leads it, without a look into the case.
DROP INDEX cases_by_keeper;
CREATE INDEX cases_by_keeper ON cases (keeper_id, is_open, turn, due_at, id) INCLUDE (lead_department_id)
    WHERE keeper_id IS NOT NULL;

-- What a queue is filtered by stands beside its order: a walk past what is not wanted looks into no case.
DROP INDEX cases_by_lead;
CREATE INDEX cases_by_lead ON cases (lead_department_id, is_open, turn, due_at, id)
    INCLUDE (status, severity, category_id, area_id);
DROP INDEX cases_by_category;
CREATE INDEX cases_by_category ON cases (category_id, is_open, turn, due_at, id) INCLUDE (status, severity, area_id);
