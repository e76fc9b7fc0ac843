-- "Not ours" names the next department; that one accepts or refuses by a clock; a second refusal, or a missed clock, goes
-- to the arbiter, whose decision stands. The lead stays answerable until somebody else is.

CREATE TABLE handovers (
    id                 uuid        PRIMARY KEY,
    case_id            uuid        NOT NULL REFERENCES cases (id),
    from_department_id uuid        NOT NULL REFERENCES departments (id),
    to_department_id   uuid        NOT NULL REFERENCES departments (id),
    reason             text        NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 4000),
    asked_by_id        uuid        NOT NULL REFERENCES accounts (id),
    asked_at           timestamptz NOT NULL,
    due_at             timestamptz NOT NULL CHECK (due_at > asked_at),
    status             text        NOT NULL CHECK (status IN ('open', 'arbitration', 'accepted', 'refused', 'decided', 'void')),
    -- The asked department's: accepted or refused, with its words.
    answered_by_id     uuid        REFERENCES accounts (id),
    answered_at        timestamptz,
    answer             text        CHECK (char_length(answer) BETWEEN 1 AND 4000),
    missed_at          timestamptz,
    decided_by_id      uuid        REFERENCES accounts (id),
    decided_at         timestamptz,
    decided_department_id uuid     REFERENCES departments (id),
    decision           text        CHECK (char_length(decision) BETWEEN 1 AND 4000),
    ended_at           timestamptz,
    CHECK (to_department_id <> from_department_id),
    CHECK ((answered_at IS NULL) = (answered_by_id IS NULL)),
    CHECK (answered_at IS NULL OR missed_at IS NULL),
    CHECK (status NOT IN ('accepted', 'refused') OR answered_at IS NOT NULL),
    CHECK (status <> 'arbitration' OR answered_at IS NOT NULL OR missed_at IS NOT NULL),
    CHECK ((status = 'decided') = (decided_by_id IS NOT NULL AND decided_at IS NOT NULL
                                   AND decided_department_id IS NOT NULL AND decision IS NOT NULL)),
    CHECK ((status IN ('open', 'arbitration')) = (ended_at IS NULL))
);
CREATE UNIQUE INDEX handovers_one_open ON handovers (case_id) WHERE status IN ('open', 'arbitration');
CREATE INDEX handovers_of_case ON handovers (case_id, asked_at);
CREATE INDEX handovers_asked_of ON handovers (to_department_id, status);
CREATE INDEX handovers_due ON handovers (due_at) WHERE status = 'open';

CREATE FUNCTION refuse_handover() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'handover %: what was asked and how it ended is never changed', NEW.id
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER handovers_end_once BEFORE UPDATE ON handovers
    FOR EACH ROW WHEN (OLD.status NOT IN ('open', 'arbitration')
        OR OLD.status = 'arbitration' AND NEW.status NOT IN ('decided', 'void')
        OR OLD.answered_at IS NOT NULL AND OLD.answered_at IS DISTINCT FROM NEW.answered_at
        OR (NEW.id, NEW.case_id, NEW.from_department_id, NEW.to_department_id, NEW.reason, NEW.asked_by_id, NEW.asked_at,
            NEW.due_at)
           IS DISTINCT FROM
           (OLD.id, OLD.case_id, OLD.from_department_id, OLD.to_department_id, OLD.reason, OLD.asked_by_id, OLD.asked_at,
            OLD.due_at))
    EXECUTE FUNCTION refuse_handover();
CREATE TRIGGER handovers_kept BEFORE DELETE OR TRUNCATE ON handovers
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
