-- The officer of the lead department who sees to a case; null while nobody was named.
ALTER TABLE cases
    ADD COLUMN assignee_id uuid REFERENCES accounts (id),
    -- Whose queue "mine" it is in: the assignee's, or while there is none that of who acted last.
    ADD COLUMN keeper_id uuid GENERATED ALWAYS AS (COALESCE(assignee_id, last_actor_id)) STORED;
DROP INDEX cases_by_actor;
CREATE INDEX cases_by_keeper ON cases (keeper_id, is_open, turn, due_at, id) WHERE keeper_id IS NOT NULL;

-- Whoever another department named does not see to it for this one.
CREATE FUNCTION forget_assignee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    NEW.assignee_id := NULL;
    RETURN NEW;
END
$$;
CREATE TRIGGER cases_assignee_leaves BEFORE UPDATE OF lead_department_id ON cases
    FOR EACH ROW WHEN (NEW.lead_department_id <> OLD.lead_department_id AND NEW.assignee_id IS NOT NULL)
    EXECUTE FUNCTION forget_assignee();

CREATE FUNCTION check_assignee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM accounts AS a
                    WHERE a.id = NEW.assignee_id AND a.kind = 'OFFICER' AND a.disabled_at IS NULL
                      AND a.department_id = NEW.lead_department_id
                      AND a.roles && ARRAY['officer', 'duty_officer', 'department_lead']) THEN
        RAISE EXCEPTION 'case %: the assignee is no officer of the lead department', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_assignee';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER cases_assignee AFTER UPDATE OF assignee_id ON cases
    FOR EACH ROW WHEN (NEW.assignee_id IS NOT NULL AND NEW.assignee_id IS DISTINCT FROM OLD.assignee_id)
    EXECUTE FUNCTION check_assignee();

-- Who may be named: the officers of one department, in the order of their names.
CREATE INDEX accounts_of_department ON accounts (department_id, name, id)
    WHERE kind = 'OFFICER' AND disabled_at IS NULL;
