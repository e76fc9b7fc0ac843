-- Whoever has the role of a duty officer outside the duty office counts as the duty office nowhere: what V186, V211 and V298
-- asked of the role is asked of is_duty_officer (V300).

CREATE OR REPLACE FUNCTION check_assignee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM accounts AS a
                    WHERE a.id = NEW.assignee_id AND a.kind = 'OFFICER' AND a.disabled_at IS NULL
                      AND a.department_id = NEW.lead_department_id
                      AND (a.roles && ARRAY['officer', 'department_lead'] OR is_duty_officer(a.id))) THEN
        RAISE EXCEPTION 'case %: the assignee is no officer of the lead department', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_assignee';
    END IF;
    RETURN NULL;
END
$$;

-- A step may be a duty officer's own.
CREATE OR REPLACE FUNCTION guard_step_owner() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM accounts AS a
          JOIN playbook_steps AS s
            ON s.playbook_id = NEW.playbook_id AND s.version = NEW.playbook_version AND s.code = NEW.code
         WHERE a.id = NEW.settled_by_id
           AND (array_remove(a.roles, 'duty_officer') && ARRAY[s.owner_role, 'department_lead']
                OR is_duty_officer(a.id)))
    THEN
        RAISE EXCEPTION 'task % of case %: it is another role''s to do', NEW.code, NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'case_tasks_owner';
    END IF;
    RETURN NULL;
END
$$;

CREATE OR REPLACE FUNCTION guard_agreed_reach() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.agreed_at IS NOT DISTINCT FROM OLD.agreed_at
        OR NOT EXISTS (SELECT FROM accounts AS a
                        WHERE a.id = NEW.agreed_by AND ('administrator' = ANY (a.roles) OR is_duty_officer(a.id)))
    THEN
        RAISE EXCEPTION 'site %: what was agreed of its reach gets smaller only by the duty office', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sites_agreed';
    END IF;
    RETURN NEW;
END
$$;
