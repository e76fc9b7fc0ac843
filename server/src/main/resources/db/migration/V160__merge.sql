-- Two cases of one thing become one; what was taken for one thing becomes two. Both keep their histories.

-- A merged case is a closed one that points to the case which goes on in its place: no state of its own (ADR 0090).
ALTER TABLE cases
    ADD COLUMN merged_into_id uuid REFERENCES cases (id),
    ADD CONSTRAINT cases_merged_closed CHECK (merged_into_id IS NULL OR status = 'closed'),
    ADD CONSTRAINT cases_merged_other CHECK (merged_into_id <> id);
CREATE INDEX cases_merged_into ON cases (merged_into_id) WHERE merged_into_id IS NOT NULL;

-- Looked at when both cases have their final shape, at commit: what goes on is open, stands at the end of the way (so
-- there are neither circles nor chains), and is at least as likely and as bad as what went into it (rule 4).
CREATE FUNCTION require_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM cases AS c JOIN cases AS target ON target.id = c.merged_into_id
         WHERE c.id = NEW.id AND c.status = 'closed' AND c.report_count = 0
           AND target.merged_into_id IS NULL AND target.status NOT IN ('resolved', 'closed', 'rejected')
           -- One that went into another before only follows it; what that came to meanwhile, two officers decided.
           AND (OLD.merged_into_id IS NOT NULL
                OR target.likelihood >= c.likelihood AND target.consequence >= c.consequence))
       OR EXISTS (SELECT FROM cases AS c WHERE c.merged_into_id = NEW.id)
    THEN
        RAISE EXCEPTION 'case %: what it is merged into has to be open, no less serious and not merged itself', NEW.number
            USING ERRCODE = 'check_violation', CONSTRAINT = 'cases_merge_target';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER cases_merge_target AFTER UPDATE ON cases DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW WHEN (NEW.merged_into_id IS DISTINCT FROM OLD.merged_into_id) EXECUTE FUNCTION require_merge();

CREATE FUNCTION refuse_born_merged() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case %: a new case is not merged', NEW.number USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER cases_born_merged BEFORE INSERT ON cases
    FOR EACH ROW WHEN (NEW.merged_into_id IS NOT NULL) EXECUTE FUNCTION refuse_born_merged();

-- Which case a report was in, and until when.
CREATE TABLE report_moves (
    id           uuid        PRIMARY KEY,
    report_id    uuid        NOT NULL REFERENCES reports (id),
    from_case_id uuid        NOT NULL REFERENCES cases (id),
    to_case_id   uuid        NOT NULL REFERENCES cases (id),
    at           timestamptz NOT NULL,
    account_id   uuid        NOT NULL,
    CHECK (from_case_id <> to_case_id)
);
CREATE INDEX report_moves_of_report ON report_moves (report_id, at, id);
CREATE INDEX report_moves_from ON report_moves (from_case_id);
CREATE TRIGGER report_moves_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON report_moves
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE FUNCTION require_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM report_moves AS m
                    WHERE m.report_id = NEW.id AND m.from_case_id = OLD.case_id AND m.to_case_id = NEW.case_id)
    THEN
        RAISE EXCEPTION 'report %: it changes its case only by a move that is kept', NEW.id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER reports_moved AFTER UPDATE OF case_id ON reports
    FOR EACH ROW WHEN (NEW.case_id <> OLD.case_id) EXECUTE FUNCTION require_move();

-- A high or extreme case goes into another one with a second officer's consent to that very other one.
ALTER TABLE consents
    DROP CONSTRAINT consents_step_check,
    ADD CONSTRAINT consents_step_check CHECK (step IN ('close', 'reject', 'triage', 'merge'));
CREATE OR REPLACE FUNCTION require_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consents AS k
         WHERE k.id = NEW.consent_id AND k.case_id = NEW.id AND k.status = 'confirmed' AND k.made_version = NEW.version
           AND CASE WHEN TG_ARGV[0] = 'lowering'
                    THEN k.step = 'triage' AND k.likelihood_after = NEW.likelihood AND k.consequence_after = NEW.consequence
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
