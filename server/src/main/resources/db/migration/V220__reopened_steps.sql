-- What resolving a case skipped was skipped because it was fixed. When that turns out untrue, those steps are open again, and
-- their time counts from then; what somebody answered for by itself stays.

ALTER TABLE case_tasks ADD COLUMN with_resolution boolean NOT NULL DEFAULT false;

-- Of the cases there are: skipped in the very act that resolved the case.
ALTER TABLE case_tasks DISABLE TRIGGER case_tasks_guard;
UPDATE case_tasks AS t
   SET with_resolution = true
 WHERE t.status = 'skipped'
   AND EXISTS (SELECT FROM timeline_entries AS e
                WHERE e.case_id = t.case_id AND e.kind = 'resolved' AND e.at = t.settled_at);
ALTER TABLE case_tasks ENABLE TRIGGER case_tasks_guard;

ALTER TABLE case_tasks ADD CONSTRAINT case_tasks_with_resolution CHECK (NOT with_resolution OR status = 'skipped');

CREATE OR REPLACE FUNCTION guard_case_task() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND ((NEW.case_id, NEW.code, NEW.playbook_id, NEW.playbook_version, NEW.due_from,
                              NEW.due_seconds, NEW.evidence)
                             IS DISTINCT FROM
                             (OLD.case_id, OLD.code, OLD.playbook_id, OLD.playbook_version, OLD.due_from,
                              OLD.due_seconds, OLD.evidence)
                             OR NEW.starts_at <> OLD.starts_at
                                AND NOT (OLD.with_resolution AND NEW.status = 'open' AND NEW.starts_at > OLD.starts_at)
                             OR NEW.version <> OLD.version + 1) THEN
        RAISE EXCEPTION 'task % of case %: what is to be done never changes', OLD.code, OLD.case_id
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.photo_id IS NOT NULL
        AND NOT EXISTS (SELECT FROM photos AS p WHERE p.id = NEW.photo_id AND p.case_id = NEW.case_id) THEN
        RAISE EXCEPTION 'task % of case %: the photo is of another case', NEW.code, NEW.case_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
