-- Broadcasters and other systems that get every public CAP message of this city, signed. A receiver stands in the ledger with
-- its id in place of a device's (docs/adr/0143-webhooks.md).
CREATE TABLE webhooks (
    id               uuid PRIMARY KEY,
    version          bigint NOT NULL DEFAULT 1,
    name             text NOT NULL CHECK (char_length(name) BETWEEN 1 AND 100),
    url              text NOT NULL CHECK (char_length(url) BETWEEN 1 AND 500),
    minimum_severity smallint NOT NULL CHECK (minimum_severity BETWEEN 0 AND 4),
    active           boolean NOT NULL,
    -- What its messages are signed with; shown once, when it is made.
    secret           bytea NOT NULL CHECK (octet_length(secret) = 32),
    created_at       timestamptz NOT NULL,
    last_success_at  timestamptz,
    last_failure_at  timestamptz,
    last_failure     text CHECK (char_length(last_failure) <= 500),
    CHECK ((last_failure_at IS NULL) = (last_failure IS NULL)),
    CONSTRAINT webhooks_url UNIQUE (url)
);

ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_channel_check,
    ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('fcm', 'live', 'email', 'webhook'));
