-- A department asks only one of its own tree, or one that the matrix names at all, to take a case over; the duty office any
-- (docs/adr/0151-handovers-stay-in-the-tree.md).
CREATE FUNCTION top_department(p_department uuid) RETURNS uuid LANGUAGE sql STABLE AS $$
    WITH RECURSIVE up AS (
        SELECT id, superior_id FROM departments WHERE id = p_department
        UNION
        SELECT d.id, d.superior_id FROM up JOIN departments AS d ON d.id = up.superior_id
    )
    SELECT id FROM up WHERE superior_id IS NULL
$$;

CREATE FUNCTION guard_handover_in_tree() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF top_department(NEW.from_department_id) IS DISTINCT FROM top_department(NEW.to_department_id)
        AND EXISTS (SELECT FROM departments AS d
                     WHERE d.id = NEW.from_department_id AND d.superior_id IS NOT NULL
                        OR d.superior_id = NEW.from_department_id)
        AND NOT is_duty_office(NEW.to_department_id)
        AND NOT EXISTS (SELECT FROM accounts AS a WHERE a.id = NEW.asked_by_id AND 'duty_officer' = ANY (a.roles))
        AND NOT EXISTS (SELECT FROM responsibilities AS r WHERE r.department_id = NEW.to_department_id)
    THEN
        RAISE EXCEPTION 'handover %: the department is outside the tree of the lead', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handovers_in_tree';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER handovers_in_tree BEFORE INSERT ON handovers
    FOR EACH ROW EXECUTE FUNCTION guard_handover_in_tree();
