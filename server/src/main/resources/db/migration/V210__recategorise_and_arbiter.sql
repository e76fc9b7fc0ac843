-- The kind of a case is corrected, and handovers that go in circles come before the arbiter at once
-- (docs/adr/0134-circles-end-at-the-arbiter.md).

ALTER TABLE consents
    DROP CONSTRAINT consents_step_check,
    ADD CONSTRAINT consents_step_check CHECK (step IN ('close', 'reject', 'triage', 'merge', 'hold', 'recategorise'));

-- A kind whose base factors come to less lowers the severity, as a triage does.
CREATE OR REPLACE FUNCTION require_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consents AS k
         WHERE k.id = NEW.consent_id AND k.case_id = NEW.id AND k.status = 'confirmed' AND k.made_version = NEW.version
           AND CASE WHEN TG_ARGV[0] = 'lowering'
                    THEN (k.step = 'triage'
                          OR k.step = 'recategorise' AND k.body ->> 'categoryId' = NEW.category_id::text)
                         AND k.likelihood_after = NEW.likelihood AND k.consequence_after = NEW.consequence
                    WHEN NEW.merged_into_id IS NOT NULL
                    THEN k.step = 'merge' AND k.body ->> 'into' = NEW.merged_into_id::text
                         AND k.asked_by_id = NEW.ended_by_id AND k.answered_by_id = NEW.second_officer_id
                    ELSE k.step = CASE NEW.status WHEN 'closed' THEN 'close' ELSE 'reject' END
                         AND k.asked_by_id = NEW.ended_by_id AND k.answered_by_id = NEW.second_officer_id END)
    THEN
        RAISE EXCEPTION 'case %: % needs the consent of a second officer', NEW.number, TG_ARGV[0]
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;

-- Whatever program corrects it says why: looked at when the change is whole.
CREATE FUNCTION require_category_decision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM decision_records AS d
                    WHERE d.case_id = NEW.id AND d.kind = 'category' AND d.xmin = pg_current_xact_id()::xid) THEN
        RAISE EXCEPTION 'case %: another category needs a decision record', NEW.number USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cases_category_decided AFTER UPDATE OF category_id ON cases DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.category_id <> OLD.category_id) EXECUTE FUNCTION require_category_decision();

-- A case that turns out to be of another kind is given that kind's playbook, though it had one at this severity.
ALTER TABLE case_playbooks ADD COLUMN category_id uuid REFERENCES categories (id);
ALTER TABLE case_playbooks DISABLE TRIGGER case_playbooks_append_only;
UPDATE case_playbooks AS g SET category_id = c.category_id FROM cases AS c WHERE c.id = g.case_id;
ALTER TABLE case_playbooks ENABLE TRIGGER case_playbooks_append_only;
ALTER TABLE case_playbooks
    ALTER COLUMN category_id SET NOT NULL,
    DROP CONSTRAINT case_playbooks_pkey,
    ADD PRIMARY KEY (case_id, severity, category_id);

-- Asked of the arbiter at once: nobody is to answer or to miss a clock first.
ALTER TABLE handovers ADD COLUMN straight boolean NOT NULL DEFAULT false;
DO $$
DECLARE
    old text;
BEGIN
    SELECT conname INTO STRICT old
      FROM pg_constraint
     WHERE conrelid = 'handovers'::regclass AND contype = 'c'
       AND pg_get_constraintdef(oid) LIKE '%arbitration%answered_at IS NOT NULL%missed_at IS NOT NULL%';
    EXECUTE format('ALTER TABLE handovers DROP CONSTRAINT %I', old);
END
$$;
ALTER TABLE handovers
    ADD CONSTRAINT handovers_before_the_arbiter CHECK (
        status <> 'arbitration' OR answered_at IS NOT NULL OR missed_at IS NOT NULL OR straight),
    ADD CONSTRAINT handovers_straight CHECK (NOT straight OR status IN ('arbitration', 'decided', 'void'));

CREATE FUNCTION guard_new_handover() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    settled timestamptz := COALESCE((SELECT max(h.ended_at) FROM handovers AS h
                                      WHERE h.case_id = NEW.case_id AND h.status = 'decided'), '-infinity');
    since   timestamptz := COALESCE((SELECT max(h.ended_at) FROM handovers AS h
                                      WHERE h.case_id = NEW.case_id AND h.status IN ('decided', 'accepted')), '-infinity');
BEGIN
    IF (SELECT d.is_duty_office FROM departments AS d WHERE d.id = NEW.to_department_id)
        OR EXISTS (SELECT FROM handovers AS h
                    WHERE h.case_id = NEW.case_id AND h.status = 'refused' AND h.ended_at > since
                      AND h.to_department_id = NEW.to_department_id)
        OR (SELECT count(*) >= 2
                   OR bool_or((h.from_department_id, h.to_department_id)
                              IN ((NEW.from_department_id, NEW.to_department_id),
                                  (NEW.to_department_id, NEW.from_department_id)))
              FROM handovers AS h
             WHERE h.case_id = NEW.case_id AND h.status = 'accepted' AND h.ended_at > settled)
    THEN
        RAISE EXCEPTION 'handover %: this one is the arbiter''s to decide', NEW.id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'handovers_no_circles';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER handovers_no_circles BEFORE INSERT ON handovers
    FOR EACH ROW WHEN (NOT NEW.straight) EXECUTE FUNCTION guard_new_handover();
