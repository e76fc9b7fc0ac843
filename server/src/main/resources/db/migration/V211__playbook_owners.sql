-- Steps on which lives hang are never skipped in bulk, a grave case is not resolved over steps that nobody answered for, and
-- a step is done by whom it belongs to or by who may stand in.

ALTER TABLE playbook_steps ADD COLUMN life_safety boolean NOT NULL DEFAULT false;
ALTER TABLE playbook_steps DISABLE TRIGGER playbook_steps_append_only;
UPDATE playbook_steps SET life_safety = true
 WHERE code IN ('evacuate', 'empty-building', 'clear-basements', 'isolate-zone', 'no-ignition', 'shelter-or-leave', 'cut-power');
ALTER TABLE playbook_steps ENABLE TRIGGER playbook_steps_append_only;

CREATE FUNCTION require_settled_steps() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM case_tasks AS t
          JOIN playbook_steps AS s
            ON s.playbook_id = t.playbook_id AND s.version = t.playbook_version AND s.code = t.code
         WHERE t.case_id = NEW.id AND t.status = 'open' AND (s.life_safety OR NEW.likelihood * NEW.consequence >= 10))
    THEN
        RAISE EXCEPTION 'case %: a step that has to be answered for is open', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_steps_settled';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER cases_steps_settled BEFORE UPDATE OF status ON cases
    FOR EACH ROW WHEN (NEW.status = 'resolved' AND OLD.status <> 'resolved') EXECUTE FUNCTION require_settled_steps();

CREATE FUNCTION guard_step_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM accounts AS a
          JOIN playbook_steps AS s
            ON s.playbook_id = NEW.playbook_id AND s.version = NEW.playbook_version AND s.code = NEW.code
         WHERE a.id = NEW.settled_by_id
           AND a.roles && ARRAY[s.owner_role, 'department_lead', 'duty_officer'])
    THEN
        RAISE EXCEPTION 'task % of case %: it is another role''s to do', NEW.code, NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_tasks_owner';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER case_tasks_owner AFTER UPDATE OF status ON case_tasks
    FOR EACH ROW WHEN (NEW.status = 'done' AND OLD.status = 'open') EXECUTE FUNCTION guard_step_owner();
