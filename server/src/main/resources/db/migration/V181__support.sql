-- How far each supporting department has come. A department of the matrix that has said nothing yet has no row: it is
-- asked since the case opened, and the intake writes nothing for it (ADR 0106).

CREATE TABLE supports (
    case_id        uuid        NOT NULL REFERENCES cases (id),
    department_id  uuid        NOT NULL REFERENCES departments (id),
    status         text        NOT NULL CHECK (status IN ('asked', 'accepted', 'working', 'done', 'refused', 'released')),
    -- What it is asked to do; null where the matrix alone asks.
    task           text        CHECK (char_length(task) BETWEEN 1 AND 4000),
    changed_at     timestamptz NOT NULL,
    -- Null where the program did it.
    changed_by_id  uuid        REFERENCES accounts (id),
    -- What was done, or why not.
    words          text        CHECK (char_length(words) BETWEEN 1 AND 4000),
    PRIMARY KEY (case_id, department_id),
    CONSTRAINT supports_reason CHECK (status NOT IN ('refused', 'released') OR words IS NOT NULL)
);

-- The one table of steps, as SupportStatus has it.
CREATE FUNCTION guard_support() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.case_id, NEW.department_id) IS DISTINCT FROM (OLD.case_id, OLD.department_id)
        OR (CASE WHEN TG_OP = 'INSERT' THEN 'asked' ELSE OLD.status END, NEW.status) NOT IN (
               ('asked', 'accepted'), ('asked', 'working'), ('asked', 'refused'), ('asked', 'released'),
               ('accepted', 'working'), ('accepted', 'done'), ('accepted', 'refused'), ('accepted', 'released'),
               ('working', 'done'), ('working', 'released'),
               ('done', 'asked'), ('done', 'released'), ('refused', 'asked'), ('released', 'asked'))
           AND NOT (TG_OP = 'INSERT' AND NEW.status IN ('asked', 'done')) THEN
        RAISE EXCEPTION 'support of % for case %: not open now', NEW.department_id, NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'supports_step';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER supports_guard BEFORE INSERT OR UPDATE ON supports FOR EACH ROW EXECUTE FUNCTION guard_support();
CREATE TRIGGER supports_kept BEFORE DELETE OR TRUNCATE ON supports
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

-- At commit: who supports is in the case's list, which says who sees it, and nobody else is.
CREATE FUNCTION require_support() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (
        SELECT FROM supports AS s JOIN cases AS c ON c.id = s.case_id
         WHERE s.case_id = NEW.case_id AND s.department_id = NEW.department_id
           AND (s.status NOT IN ('refused', 'released')) = (s.department_id = ANY (c.support_department_ids))) THEN
        RAISE EXCEPTION 'support of % for case %: the list of the case says otherwise', NEW.department_id, NEW.case_id
            USING ERRCODE = 'check_violation', CONSTRAINT = 'supports_listed';
    END IF;
    RETURN NULL;
END
$$;
CREATE CONSTRAINT TRIGGER supports_listed AFTER INSERT OR UPDATE ON supports DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION require_support();
