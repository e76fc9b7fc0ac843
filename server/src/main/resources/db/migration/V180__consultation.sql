-- Who works on a case asks other departments a question; each of them answers once, and what it comes to goes into a
-- decision record (ADR 0105).

CREATE TABLE consultations (
    id                 uuid        PRIMARY KEY,
    case_id            uuid        NOT NULL REFERENCES cases (id),
    from_department_id uuid        NOT NULL REFERENCES departments (id),
    question           text        NOT NULL CHECK (char_length(question) BETWEEN 1 AND 4000),
    asked_by_id        uuid        NOT NULL REFERENCES accounts (id),
    asked_at           timestamptz NOT NULL,
    due_at             timestamptz NOT NULL,
    status             text        NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'concluded', 'withdrawn')),
    ended_at           timestamptz,
    -- Null where the program did it.
    ended_by_id        uuid        REFERENCES accounts (id),
    -- What it came to, or why it was withdrawn.
    words              text        CHECK (char_length(words) BETWEEN 1 AND 4000),
    version            bigint      NOT NULL DEFAULT 1,
    UNIQUE (id, case_id, from_department_id, due_at),
    CONSTRAINT consultations_due CHECK (due_at > asked_at AND due_at <= asked_at + interval '90 days'),
    CONSTRAINT consultations_ended CHECK ((status = 'open') = (ended_at IS NULL) AND (status = 'open') = (words IS NULL)
                                          AND (status <> 'open' OR ended_by_id IS NULL)),
    CONSTRAINT consultations_concluded_by CHECK (status <> 'concluded' OR ended_by_id IS NOT NULL)
);
CREATE INDEX consultations_of_case ON consultations (case_id, asked_at, id);

-- The departments that are asked. Case, asker and due time are the consultation's, here for the checks and the list.
CREATE TABLE opinions (
    consultation_id    uuid        NOT NULL,
    department_id      uuid        NOT NULL REFERENCES departments (id),
    case_id            uuid        NOT NULL,
    from_department_id uuid        NOT NULL,
    due_at             timestamptz NOT NULL,
    -- The consultation is.
    is_open            boolean     NOT NULL DEFAULT true,
    status             text        NOT NULL DEFAULT 'asked' CHECK (status IN ('asked', 'given', 'declined')),
    answered_by_id     uuid        REFERENCES accounts (id),
    answered_at        timestamptz,
    -- The opinion, or why there is none.
    words              text        CHECK (char_length(words) BETWEEN 1 AND 4000),
    PRIMARY KEY (consultation_id, department_id),
    FOREIGN KEY (consultation_id, case_id, from_department_id, due_at)
        REFERENCES consultations (id, case_id, from_department_id, due_at),
    CONSTRAINT opinions_of_others CHECK (department_id <> from_department_id),
    CONSTRAINT opinions_answered CHECK ((status = 'asked') = (answered_by_id IS NULL)
                                        AND (status = 'asked') = (answered_at IS NULL)
                                        AND (status = 'asked') = (words IS NULL))
);
-- A department is asked one thing about a case at a time.
CREATE UNIQUE INDEX opinions_one_open ON opinions (case_id, department_id) WHERE is_open;
CREATE INDEX opinions_asked_of ON opinions (department_id, due_at, consultation_id) WHERE is_open;

CREATE FUNCTION refuse_consultation() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'consultation %: what was asked, answered or concluded is never changed', NEW.id
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER consultations_end_once BEFORE UPDATE ON consultations
    FOR EACH ROW WHEN (OLD.status <> 'open' OR NEW.version <> OLD.version + 1
        OR (NEW.id, NEW.case_id, NEW.from_department_id, NEW.question, NEW.asked_by_id, NEW.asked_at, NEW.due_at)
           IS DISTINCT FROM
           (OLD.id, OLD.case_id, OLD.from_department_id, OLD.question, OLD.asked_by_id, OLD.asked_at, OLD.due_at))
    EXECUTE FUNCTION refuse_consultation();
CREATE TRIGGER consultations_asked_first BEFORE INSERT ON consultations
    FOR EACH ROW WHEN (NEW.status <> 'open') EXECUTE FUNCTION refuse_consultation();
CREATE TRIGGER consultations_kept BEFORE DELETE OR TRUNCATE ON consultations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- Nobody reads the case any longer because of it.
CREATE FUNCTION end_opinions() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE opinions SET is_open = false WHERE consultation_id = NEW.id;
    RETURN NULL;
END
$$;
CREATE TRIGGER consultations_end_opinions AFTER UPDATE OF status ON consultations
    FOR EACH ROW WHEN (NEW.status <> 'open') EXECUTE FUNCTION end_opinions();

-- Answered once, while it is open, by an officer of the department that is asked.
CREATE FUNCTION guard_opinion() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'INSERT' AND (NEW.status <> 'asked' OR NOT NEW.is_open
            OR NOT EXISTS (SELECT FROM consultations AS k WHERE k.id = NEW.consultation_id AND k.status = 'open')) THEN
        RAISE EXCEPTION 'opinion of %: it is asked for while the consultation is open', NEW.department_id
            USING ERRCODE = 'check_violation';
    END IF;
    IF TG_OP = 'UPDATE' AND ((NEW.consultation_id, NEW.department_id, NEW.case_id, NEW.from_department_id, NEW.due_at)
                             IS DISTINCT FROM
                             (OLD.consultation_id, OLD.department_id, OLD.case_id, OLD.from_department_id, OLD.due_at)
            OR NEW.is_open AND NOT OLD.is_open
            OR (NEW.status, NEW.answered_by_id, NEW.answered_at, NEW.words)
               IS DISTINCT FROM (OLD.status, OLD.answered_by_id, OLD.answered_at, OLD.words)
               AND (OLD.status <> 'asked' OR NOT OLD.is_open)) THEN
        RAISE EXCEPTION 'opinion of %: it is given once, while the consultation is open, and never changed',
            OLD.department_id USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF NEW.answered_by_id IS NOT NULL AND NOT EXISTS (
            SELECT FROM accounts AS a WHERE a.id = NEW.answered_by_id AND a.department_id = NEW.department_id)
       AND (TG_OP = 'INSERT' OR OLD.answered_by_id IS NULL) THEN
        RAISE EXCEPTION 'opinion of %: only its own officers give it', NEW.department_id
            USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER opinions_guard BEFORE INSERT OR UPDATE ON opinions FOR EACH ROW EXECUTE FUNCTION guard_opinion();
CREATE TRIGGER opinions_kept BEFORE DELETE OR TRUNCATE ON opinions
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- What a consultation came to is a decision record. Rows that are there passed the narrower check.
ALTER TABLE decision_records
    DROP CONSTRAINT decision_records_kind_check,
    ADD CONSTRAINT decision_records_kind_check CHECK (kind IN ('severity', 'assignment', 'rejection', 'resolution',
        'closure', 'reopening', 'denial', 'consultation')) NOT VALID;
