-- Nobody puts a case to sleep for ever: a hold lasts no longer than its severity allows, and that of a high or extreme
-- case takes a second officer (docs/adr/0133-holding-has-an-end.md).

ALTER TABLE cases ADD COLUMN held_at timestamptz;
-- Few at any time; looked through often for those that are held longer than they may be.
CREATE INDEX cases_on_hold ON cases (hold_review_at) WHERE status = 'on_hold';

ALTER TABLE consents
    DROP CONSTRAINT consents_step_check,
    ADD CONSTRAINT consents_step_check CHECK (step IN ('close', 'reject', 'triage', 'merge', 'hold'));
ALTER TABLE decision_records
    DROP CONSTRAINT decision_records_kind_check,
    ADD CONSTRAINT decision_records_kind_check CHECK (kind IN ('severity', 'assignment', 'rejection', 'resolution',
        'closure', 'reopening', 'denial', 'consultation', 'hold', 'category'));

CREATE FUNCTION longest_hold(severity text) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE severity WHEN 'extreme' THEN interval '72 hours'
                         WHEN 'high' THEN interval '168 hours'
                         WHEN 'medium' THEN interval '720 hours'
                         ELSE interval '2160 hours' END
$$;

-- Of a case whose severity rises meanwhile the program ends the hold: the report that raises it is never refused.
CREATE FUNCTION guard_hold() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.held_at IS NULL OR NEW.hold_review_at > NEW.held_at + longest_hold(NEW.severity) THEN
        RAISE EXCEPTION 'case %: a hold lasts no longer than its severity allows', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_hold_limit';
    END IF;
    IF NEW.urgency <= 1 AND NOT EXISTS (
        SELECT FROM consents AS k
         WHERE k.id = NEW.consent_id AND k.case_id = NEW.id AND k.status = 'confirmed' AND k.step = 'hold'
           AND k.made_version = NEW.version AND k.answered_at = NEW.held_at)
    THEN
        RAISE EXCEPTION 'case %: holding needs the consent of a second officer', NEW.number
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER cases_holding AFTER UPDATE OF status, hold_review_at, held_at ON cases
    FOR EACH ROW WHEN (NEW.status = 'on_hold' AND (OLD.status <> 'on_hold' OR NEW.hold_review_at > OLD.hold_review_at
        OR NEW.held_at IS DISTINCT FROM OLD.held_at))
    EXECUTE FUNCTION guard_hold();
