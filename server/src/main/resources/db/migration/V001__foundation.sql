-- What every room stands on: two extensions of PostgreSQL's own contrib, the outbox and the replies kept for
-- repeated requests.

CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE EXTENSION IF NOT EXISTS btree_gist;

-- Events that were written in the transaction that caused them and wait to be handled. The pump claims a few with
-- FOR UPDATE SKIP LOCKED, sets claimed_until and deletes what was handled: the table holds only what is still due.
CREATE TABLE events (
    id              uuid        PRIMARY KEY,
    type            text        NOT NULL CHECK (length(type) BETWEEN 1 AND 100),
    subject_id      uuid        NOT NULL,
    data            jsonb       NOT NULL,
    at              timestamptz NOT NULL,
    attempts        integer     NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    next_attempt_at timestamptz NOT NULL DEFAULT now(),
    claimed_until   timestamptz
) WITH (
    -- Every row is changed once, when it is claimed: half of each page is free for that, and no index is touched.
    fillfactor = 50,
    -- Every row is deleted soon after it came: clean up by count, not by share of the table.
    autovacuum_vacuum_scale_factor = 0,
    autovacuum_vacuum_threshold = 1000
);

-- The pump's claim: what is due, oldest first.
CREATE INDEX events_due ON events (next_attempt_at, id);

-- One row for each Idempotency-Key a person sent, kept 24 hours. A row that is not committed belongs to the attempt
-- that is still running.
CREATE TABLE idempotency_keys (
    account_id   uuid        NOT NULL,
    key          text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    operation_id text        NOT NULL,
    request_hash bytea       NOT NULL,
    attempt      uuid        NOT NULL,
    committed    boolean     NOT NULL DEFAULT false,
    status       smallint    CHECK (status BETWEEN 100 AND 599),
    reply        jsonb,
    created_at   timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, key)
);

CREATE INDEX idempotency_keys_created_at ON idempotency_keys (created_at);

-- Work that recurs and is done by one process at a time. The table is db-scheduler's own (version 16).
CREATE TABLE scheduled_tasks (
    task_name            text        NOT NULL,
    task_instance        text        NOT NULL,
    task_data            bytea,
    execution_time       timestamptz NOT NULL,
    picked               boolean     NOT NULL,
    picked_by            text,
    last_success         timestamptz,
    last_failure         timestamptz,
    consecutive_failures integer,
    last_heartbeat       timestamptz,
    version              bigint      NOT NULL,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_due ON scheduled_tasks (execution_time);
