-- How each channel fares, as each process last wrote it down: what the administrators' page shows, whichever process
-- answers it. Counts are since the process started.
CREATE TABLE channel_health (
    channel         text NOT NULL CHECK (char_length(channel) BETWEEN 1 AND 20),
    process         uuid NOT NULL,
    active          boolean NOT NULL,
    breaker         text NOT NULL CHECK (breaker IN ('closed', 'open', 'half_open')),
    last_success_at timestamptz,
    last_failure_at timestamptz,
    last_failure    text CHECK (char_length(last_failure) <= 500),
    delivered       bigint NOT NULL CHECK (delivered >= 0),
    failed          bigint NOT NULL CHECK (failed >= 0),
    refused         bigint NOT NULL CHECK (refused >= 0),
    gone            bigint NOT NULL CHECK (gone >= 0),
    started_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    PRIMARY KEY (channel, process),
    CHECK ((last_failure_at IS NULL) = (last_failure IS NULL))
);
