-- The silence ladder: missed deadline → department lead → superior department → supervising authority → public list.
-- docs/adr/0071-silence-ladder.md says when a rung is climbed.

ALTER TABLE cases
    ADD COLUMN rung         smallint NOT NULL DEFAULT 0 CHECK (rung BETWEEN 0 AND 4),
    ADD COLUMN next_rung_at timestamptz,
    ADD CONSTRAINT cases_ladder CHECK ((rung BETWEEN 1 AND 3) = (next_rung_at IS NOT NULL)),
    -- What waits for no officer is silent about nothing.
    ADD CONSTRAINT cases_ladder_ends CHECK (rung = 0 OR status NOT IN ('resolved', 'closed', 'rejected'));

-- The rung leads: deadlines of which nobody was told are one short range, however many have been told of. Counts of all
-- that is overdue walk one range for each rung. In place of the old index: a report pays for no further one.
DROP INDEX cases_due;
CREATE INDEX cases_due ON cases (rung, due_at) WHERE turn < 9;
CREATE INDEX cases_climbing ON cases (next_rung_at) WHERE next_rung_at IS NOT NULL;
CREATE INDEX cases_overdue_public ON cases (due_at, id) WHERE rung = 4 AND visibility <> 'protected';
CREATE INDEX cases_overdue_withheld ON cases (due_at) WHERE rung = 4 AND visibility = 'protected';

CREATE FUNCTION refuse_rung() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case %: rung % does not follow rung %', NEW.number, NEW.rung, OLD.rung
        USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER cases_rungs_in_order AFTER UPDATE OF rung ON cases
    FOR EACH ROW WHEN (NEW.rung <> OLD.rung AND NEW.rung <> 0 AND NEW.rung <> OLD.rung + 1)
    EXECUTE FUNCTION refuse_rung();

CREATE TABLE rungs (
    id            uuid        PRIMARY KEY,
    case_id       uuid        NOT NULL REFERENCES cases (id),
    kind          text        NOT NULL CHECK (kind IN ('acknowledge', 'resolve', 'review')),
    due_at        timestamptz NOT NULL,
    rung          smallint    NOT NULL CHECK (rung BETWEEN 1 AND 4),
    -- The one that is told.
    department_id uuid        NOT NULL REFERENCES departments (id),
    at            timestamptz NOT NULL CHECK (at > due_at),
    -- The deadline was met, or is no longer the one that runs.
    ended_at      timestamptz,
    -- The message in which it was told, with all others of its department.
    notice_id     uuid,
    told_at       timestamptz,
    CHECK (told_at IS NULL OR notice_id IS NOT NULL),
    -- Each rung once.
    UNIQUE (case_id, kind, due_at, rung)
);
CREATE INDEX rungs_of_department ON rungs (department_id) WHERE ended_at IS NULL;
CREATE INDEX rungs_untold ON rungs (department_id) WHERE told_at IS NULL;
CREATE TRIGGER rungs_kept BEFORE DELETE OR TRUNCATE ON rungs
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
CREATE FUNCTION refuse_rung_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rung %: what was climbed and told is never changed', NEW.id
        USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER rungs_told_once BEFORE UPDATE ON rungs
    FOR EACH ROW WHEN ((NEW.id, NEW.case_id, NEW.kind, NEW.due_at, NEW.rung, NEW.department_id, NEW.at)
                       IS DISTINCT FROM (OLD.id, OLD.case_id, OLD.kind, OLD.due_at, OLD.rung, OLD.department_id, OLD.at)
                       OR OLD.told_at IS NOT NULL AND NEW.told_at IS DISTINCT FROM OLD.told_at)
    EXECUTE FUNCTION refuse_rung_change();
