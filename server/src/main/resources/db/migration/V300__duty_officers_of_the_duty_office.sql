-- The role of a duty officer is for officers of the duty office: whoever has it elsewhere, because the duty office moved or by
-- an account of before, has none of its rights (docs/adr/0153-no-way-around-a-sites-record.md).
CREATE FUNCTION is_duty_officer(p_account uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT
                     FROM accounts AS a
                    WHERE a.id = p_account AND 'duty_officer' = ANY (a.roles) AND is_duty_office(a.department_id))
$$;

CREATE OR REPLACE FUNCTION guard_handover_in_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF top_department(NEW.from_department_id) IS DISTINCT FROM top_department(NEW.to_department_id)
        AND EXISTS (SELECT FROM departments AS d
                     WHERE d.id = NEW.from_department_id AND d.superior_id IS NOT NULL
                        OR d.superior_id = NEW.from_department_id)
        AND NOT is_duty_office(NEW.to_department_id)
        AND NOT is_duty_officer(NEW.asked_by_id)
        AND NOT EXISTS (SELECT FROM responsibilities AS r WHERE r.department_id = NEW.to_department_id)
    THEN
        RAISE EXCEPTION 'handover %: the department is outside the tree of the lead', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handovers_in_tree';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION guard_decided_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT h.status = 'decided' FROM handovers AS h
         WHERE h.case_id = NEW.case_id AND h.status IN ('decided', 'accepted')
         ORDER BY h.ended_at DESC, h.id DESC LIMIT 1)
        AND NOT is_duty_officer(NEW.asked_by_id)
    THEN
        RAISE EXCEPTION 'handover %: the arbiter decided, and the arbiter alone decides anew', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handovers_decision_stands';
    END IF;
    RETURN NEW;
END
$$;
