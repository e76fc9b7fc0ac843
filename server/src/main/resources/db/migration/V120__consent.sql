-- Rule 4: lowering a severity, and rejecting or closing a high or extreme case, takes two officers. What one of them asks
-- for stands here, word for word, until another one confirms or denies it.

CREATE TABLE consents (
    id                     uuid        PRIMARY KEY,
    case_id                uuid        NOT NULL REFERENCES cases (id),
    step                   text        NOT NULL CHECK (step IN ('close', 'reject', 'triage')),
    -- The body of the step, to be carried out as it is.
    body                   jsonb       NOT NULL CHECK (jsonb_typeof(body) = 'object'),
    -- The case as it was: what is asked for no longer stands when any of these but the version has changed.
    case_version           bigint      NOT NULL,
    case_status            text        NOT NULL,
    likelihood             smallint    NOT NULL,
    consequence            smallint    NOT NULL,
    lead_department_id     uuid        NOT NULL REFERENCES departments (id),
    report_count           integer     NOT NULL,
    -- What a triage comes to; of the other steps the scores as they are.
    likelihood_after       smallint    NOT NULL CHECK (likelihood_after BETWEEN 1 AND 5),
    consequence_after      smallint    NOT NULL CHECK (consequence_after BETWEEN 1 AND 5),
    asked_by_id            uuid        NOT NULL REFERENCES accounts (id),
    asked_department_id    uuid        REFERENCES departments (id),
    asked_at               timestamptz NOT NULL,
    expires_at             timestamptz NOT NULL,
    status                 text        NOT NULL CHECK (status IN ('pending', 'confirmed', 'denied', 'withdrawn', 'lapsed')),
    answered_by_id         uuid        REFERENCES accounts (id),
    answered_department_id uuid        REFERENCES departments (id),
    answered_at            timestamptz,
    words                  text        CHECK (char_length(words) BETWEEN 1 AND 4000),
    -- The version of the case that carrying it out made: it counts for that one change and for no other.
    made_version           bigint,
    CHECK (expires_at > asked_at AND expires_at <= asked_at + interval '30 days'),
    CONSTRAINT consents_two_officers CHECK (answered_by_id <> asked_by_id),
    CHECK ((status IN ('confirmed', 'denied')) = (answered_by_id IS NOT NULL)),
    CHECK ((status IN ('confirmed', 'denied')) = (words IS NOT NULL)),
    CHECK ((status = 'pending') = (answered_at IS NULL)),
    CHECK ((status = 'confirmed') = (made_version IS NOT NULL))
);
CREATE UNIQUE INDEX consents_one_pending ON consents (case_id) WHERE status = 'pending';
CREATE INDEX consents_of_case ON consents (case_id);

CREATE FUNCTION refuse_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'consent %: it is asked for, answered once, and never changed', NEW.id
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER consents_asked_first BEFORE INSERT ON consents
    FOR EACH ROW WHEN (NEW.status <> 'pending') EXECUTE FUNCTION refuse_consent();
CREATE TRIGGER consents_answered_once BEFORE UPDATE ON consents
    FOR EACH ROW WHEN (OLD.status <> 'pending'
        OR (NEW.id, NEW.case_id, NEW.step, NEW.body, NEW.case_version, NEW.case_status, NEW.likelihood, NEW.consequence,
            NEW.lead_department_id, NEW.report_count, NEW.likelihood_after, NEW.consequence_after, NEW.asked_by_id,
            NEW.asked_department_id, NEW.asked_at, NEW.expires_at)
           IS DISTINCT FROM
           (OLD.id, OLD.case_id, OLD.step, OLD.body, OLD.case_version, OLD.case_status, OLD.likelihood, OLD.consequence,
            OLD.lead_department_id, OLD.report_count, OLD.likelihood_after, OLD.consequence_after, OLD.asked_by_id,
            OLD.asked_department_id, OLD.asked_at, OLD.expires_at))
    EXECUTE FUNCTION refuse_consent();
CREATE TRIGGER consents_kept BEFORE DELETE OR TRUNCATE ON consents
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- The consent that the case's last lowering or ending rests on.
ALTER TABLE cases ADD COLUMN consent_id uuid REFERENCES consents (id);

-- Two officers' names in a row of cases prove nothing: the consent they gave has to be there, for this very change.
CREATE FUNCTION require_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM consents AS k
         WHERE k.id = NEW.consent_id AND k.case_id = NEW.id AND k.status = 'confirmed' AND k.made_version = NEW.version
           AND CASE WHEN TG_ARGV[0] = 'lowering'
                    THEN k.step = 'triage' AND k.likelihood_after = NEW.likelihood AND k.consequence_after = NEW.consequence
                    ELSE k.step = CASE NEW.status WHEN 'closed' THEN 'close' ELSE 'reject' END
                         AND k.asked_by_id = NEW.ended_by_id AND k.answered_by_id = NEW.second_officer_id END)
    THEN
        RAISE EXCEPTION 'case %: % needs the consent of a second officer', NEW.number, TG_ARGV[0]
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NULL;
END
$$;
DROP TRIGGER cases_lowering ON cases;
DROP FUNCTION refuse_lowering();
CREATE TRIGGER cases_lowering AFTER UPDATE OF likelihood, consequence ON cases
    FOR EACH ROW WHEN (NEW.urgency > OLD.urgency) EXECUTE FUNCTION require_consent('lowering');
CREATE TRIGGER cases_ending AFTER UPDATE OF status, likelihood, consequence, ended_by_id, second_officer_id ON cases
    FOR EACH ROW WHEN (NEW.status IN ('closed', 'rejected') AND NEW.likelihood * NEW.consequence >= 10
        AND (NEW.status, NEW.urgency, NEW.ended_by_id, NEW.second_officer_id)
            IS DISTINCT FROM (OLD.status, OLD.urgency, OLD.ended_by_id, OLD.second_officer_id))
    EXECUTE FUNCTION require_consent('ending');
CREATE TRIGGER cases_born_ended AFTER INSERT ON cases
    FOR EACH ROW WHEN (NEW.status IN ('closed', 'rejected') AND NEW.likelihood * NEW.consequence >= 10)
    EXECUTE FUNCTION require_consent('ending');

-- A version that came back would let an old consent count again.
CREATE FUNCTION refuse_older_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case %: a version never comes back', NEW.number USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER cases_version AFTER UPDATE OF version ON cases
    FOR EACH ROW WHEN (NEW.version < OLD.version) EXECUTE FUNCTION refuse_older_version();

-- A decision of two officers names both; one that the second did not agree to is a decision too.
ALTER TABLE decision_records
    ADD COLUMN second_officer_id    uuid,
    ADD COLUMN second_department_id uuid,
    ADD COLUMN second_words         text CHECK (char_length(second_words) <= 4000),
    DROP CONSTRAINT decision_records_kind_check,
    ADD CONSTRAINT decision_records_kind_check CHECK (kind IN ('severity', 'assignment', 'rejection', 'resolution',
        'closure', 'reopening', 'denial'));
