-- A finding that a report opens again keeps its due date unless that has passed: closing by word buys no time. All else is
-- as it was in V130.
CREATE OR REPLACE FUNCTION open_finding(p_finding jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    v_id       uuid;
    v_was_open boolean;
BEGIN
    IF p_finding IS NULL OR EXISTS (
        SELECT 1
          FROM findings
         WHERE status = 'open' AND kind = p_finding ->> 'kind' AND duty = p_finding ->> 'duty'
           AND category_id = ANY (ARRAY(SELECT value::uuid
                                          FROM jsonb_array_elements_text(p_finding -> 'categoryIds')))
           AND (extent = 'everywhere' AND p_finding ->> 'areaId' IS NOT NULL
                OR area_id = ANY (ARRAY(SELECT value::uuid
                                          FROM jsonb_array_elements_text(p_finding -> 'areaIds')))))
    THEN
        RETURN;
    END IF;
    INSERT INTO findings AS known (id, kind, duty, category_id, area_id, extent, department_ids, owner_department_id,
                                   opened_at, due_at)
    VALUES ((p_finding ->> 'id')::uuid, p_finding ->> 'kind', p_finding ->> 'duty',
            (p_finding ->> 'categoryId')::uuid, (p_finding ->> 'areaId')::uuid,
            CASE WHEN p_finding ->> 'areaId' IS NULL THEN 'outside' ELSE 'area' END,
            ARRAY(SELECT value::uuid FROM jsonb_array_elements_text(p_finding -> 'departmentIds')),
            (p_finding ->> 'ownerDepartmentId')::uuid, p_at, (p_finding ->> 'dueAt')::timestamptz)
    ON CONFLICT (kind, duty, category_id, area_id, extent) DO UPDATE
       SET status = 'open', opened_at = p_at,
           due_at = CASE WHEN known.due_at > p_at THEN known.due_at ELSE excluded.due_at END, closed_at = NULL, resolution = NULL,
           department_ids = excluded.department_ids, version = known.version + 1
     WHERE known.status = 'resolved'
    RETURNING id, id <> (p_finding ->> 'id')::uuid INTO v_id, v_was_open;
    IF v_id IS NOT NULL THEN
        INSERT INTO finding_events (id, finding_id, at, kind, data)
        VALUES (gen_random_uuid(), v_id, p_at, CASE WHEN v_was_open THEN 'reopened' ELSE 'opened' END,
                '{"by": "report"}');
    END IF;
END
$$;

-- What a line of the matrix said on days that are over stays: who, what, where. It ends, and another one follows it.
CREATE FUNCTION refuse_rewriting_the_past() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.valid_from < (now() AT TIME ZONE 'Asia/Shanghai')::date THEN
        RAISE EXCEPTION 'a responsibility that holds already keeps its department, duty, category, area and role'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'responsibilities_keep_the_past';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER responsibilities_keep_the_past BEFORE UPDATE ON responsibilities
    FOR EACH ROW
    WHEN ((OLD.department_id, OLD.duty, OLD.category_id, OLD.area_id, OLD.role)
          IS DISTINCT FROM (NEW.department_id, NEW.duty, NEW.category_id, NEW.area_id, NEW.role))
    EXECUTE FUNCTION refuse_rewriting_the_past();
