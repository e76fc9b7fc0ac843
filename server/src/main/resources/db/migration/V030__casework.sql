-- What departments work on.

CREATE SEQUENCE case_numbers;

CREATE TABLE cases (
    id                     uuid             PRIMARY KEY,
    number                 text             NOT NULL UNIQUE,
    category_id            uuid             NOT NULL REFERENCES categories (id),
    status                 text             NOT NULL CHECK (status IN ('new', 'assigned', 'acknowledged', 'in_progress',
                                                'on_hold', 'resolved', 'closed', 'reopened', 'rejected')),
    likelihood             smallint         NOT NULL CHECK (likelihood BETWEEN 1 AND 5),
    consequence            smallint         NOT NULL CHECK (consequence BETWEEN 1 AND 5),
    -- Never typed in: the risk matrix out of the two scores.
    severity               text             NOT NULL GENERATED ALWAYS AS (
                               CASE WHEN likelihood * consequence >= 15 THEN 'extreme'
                                    WHEN likelihood * consequence >= 10 THEN 'high'
                                    WHEN likelihood * consequence >= 5 THEN 'medium'
                                    ELSE 'low' END) STORED,
    -- 0 extreme, 1 high, 2 medium, 3 low.
    urgency                smallint         NOT NULL GENERATED ALWAYS AS (
                               CASE WHEN likelihood * consequence >= 15 THEN 0
                                    WHEN likelihood * consequence >= 10 THEN 1
                                    WHEN likelihood * consequence >= 5 THEN 2
                                    ELSE 3 END) STORED,
    -- The order of every queue: by urgency, at each level what nobody has acknowledged before what is worked on (0 to
    -- 7); then what is on hold (8); last what waits for no officer (9).
    turn                   smallint         NOT NULL GENERATED ALWAYS AS (
                               CASE WHEN status IN ('resolved', 'closed', 'rejected') THEN 9
                                    WHEN status = 'on_hold' THEN 8
                                    ELSE CASE WHEN likelihood * consequence >= 15 THEN 0
                                              WHEN likelihood * consequence >= 10 THEN 2
                                              WHEN likelihood * consequence >= 5 THEN 4
                                              ELSE 6 END
                                       + CASE WHEN status IN ('new', 'assigned', 'reopened') THEN 0 ELSE 1 END
                               END) STORED,
    is_open                boolean          NOT NULL GENERATED ALWAYS AS (status NOT IN ('closed', 'rejected')) STORED,
    factors                jsonb            NOT NULL,
    -- Rule 2: exactly one, at every moment.
    lead_department_id     uuid             NOT NULL REFERENCES departments (id),
    support_department_ids uuid[]           NOT NULL DEFAULT '{}',
    area_id                uuid             REFERENCES areas (id),
    routing                text             NOT NULL CHECK (routing IN ('lead', 'gap', 'overlap')),
    why                    jsonb            NOT NULL,
    boundary_note          jsonb,
    lat                    double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon                    double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    accuracy_meters        double precision CHECK (accuracy_meters >= 0),
    cell                   bigint           NOT NULL,
    place                  text,
    -- The most open one of its reports: a public case is on the map, a hidden one blurred, a protected one not at all.
    visibility             text             NOT NULL CHECK (visibility IN ('public', 'hidden', 'protected')),
    opened_at              timestamptz      NOT NULL,
    acknowledge_by         timestamptz      NOT NULL,
    acknowledged_at        timestamptz,
    resolve_by             timestamptz,
    resolved_at            timestamptz,
    closed_at              timestamptz,
    hold_review_at         timestamptz,
    -- The next deadline; what waits for no officer keeps the first one.
    due_at                 timestamptz      NOT NULL GENERATED ALWAYS AS (
                               CASE WHEN status = 'on_hold' THEN hold_review_at
                                    WHEN status IN ('acknowledged', 'in_progress') THEN resolve_by
                                    ELSE acknowledge_by END) STORED,
    first_observed_at      timestamptz      NOT NULL,
    last_observed_at       timestamptz      NOT NULL,
    report_count           integer          NOT NULL DEFAULT 1 CHECK (report_count >= 1),
    version                bigint           NOT NULL DEFAULT 1,
    -- The officer who acted last; null while only residents and the program did.
    last_actor_id          uuid,
    -- Who closed or rejected it, and who agreed to that.
    ended_by_id            uuid,
    second_officer_id      uuid             REFERENCES accounts (id),
    CHECK (status <> 'on_hold' OR hold_review_at IS NOT NULL),
    -- The lead does not support itself: the queues count and list it once.
    CHECK (lead_department_id <> ALL (support_department_ids)),
    -- Rule 4: no path ends a high or extreme case on one officer's word.
    CONSTRAINT cases_second_officer CHECK (
        status NOT IN ('closed', 'rejected') OR likelihood * consequence < 10
        OR (ended_by_id IS NOT NULL AND second_officer_id IS NOT NULL AND second_officer_id <> ended_by_id))
) WITH (
    -- The reasons make a row of 2 to 3 kB. Compressing those above 2 kB costs more than half of the insert.
    toast_tuple_target = 8160
);
-- Duplicates: open cases of the category in the cells around a point.
CREATE INDEX cases_open_near ON cases (category_id, cell) WHERE status NOT IN ('closed', 'rejected', 'resolved');
-- Queues: in their order, then the nearest deadline; open ones apart from the archive.
CREATE INDEX cases_by_turn ON cases (is_open, turn, due_at, id);
CREATE INDEX cases_by_lead ON cases (lead_department_id, is_open, turn, due_at, id);
CREATE INDEX cases_by_actor ON cases (last_actor_id, is_open, turn, due_at, id) WHERE last_actor_id IS NOT NULL;
CREATE INDEX cases_by_support_open ON cases USING gin (support_department_ids) WHERE is_open;
CREATE INDEX cases_by_support_ended ON cases USING gin (support_department_ids) WHERE NOT is_open;
CREATE INDEX cases_due ON cases (due_at) WHERE turn < 9;
CREATE INDEX cases_map ON cases (lat, lon) WHERE visibility <> 'protected';

-- Rule 4 again: lowering the severity is no way around the second officer.
CREATE FUNCTION refuse_lowering() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'case %: lowering the severity needs a second officer', NEW.number USING ERRCODE = 'check_violation';
END
$$;
CREATE TRIGGER cases_lowering AFTER UPDATE OF likelihood, consequence ON cases
    FOR EACH ROW WHEN (NEW.urgency > OLD.urgency) EXECUTE FUNCTION refuse_lowering();

CREATE TABLE timeline_entries (
    id            uuid        PRIMARY KEY,
    case_id       uuid        NOT NULL REFERENCES cases (id),
    at            timestamptz NOT NULL,
    kind          text        NOT NULL CHECK (char_length(kind) BETWEEN 1 AND 40),
    account_id    uuid,
    department_id uuid,
    visibility    text        NOT NULL CHECK (visibility IN ('public', 'participants', 'internal')),
    text          text        CHECK (char_length(text) <= 4000),
    data          jsonb       NOT NULL DEFAULT '{}'
);
CREATE INDEX timeline_entries_of_case ON timeline_entries (case_id, at, id);

CREATE FUNCTION refuse_rewriting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER timeline_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON timeline_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TABLE decision_records (
    id              uuid        PRIMARY KEY,
    case_id         uuid        NOT NULL REFERENCES cases (id),
    at              timestamptz NOT NULL,
    kind            text        NOT NULL CHECK (kind IN ('severity', 'assignment', 'rejection', 'resolution', 'closure', 'reopening')),
    account_id      uuid,
    department_id   uuid,
    rationale       jsonb       NOT NULL,
    evidence        text        CHECK (char_length(evidence) <= 4000),
    dissent         text        CHECK (char_length(dissent) <= 4000),
    factors         jsonb       NOT NULL DEFAULT '[]',
    severity_before text,
    severity_after  text
) WITH (toast_tuple_target = 8160);
CREATE INDEX decision_records_of_case ON decision_records (case_id, at, id);
CREATE TRIGGER decision_records_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decision_records
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();
