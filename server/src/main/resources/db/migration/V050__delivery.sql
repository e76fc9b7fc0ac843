-- Devices, messages and the ledger of who was due for which message. Built for a million devices: an audience is
-- chosen by ranges of H3 cells alone, from one index, and the ledger is claimed in batches.

CREATE TABLE devices (
    id               uuid PRIMARY KEY,
    account_id       uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    channel          text NOT NULL CHECK (channel IN ('fcm', 'live')),
    token            text CHECK (char_length(token) BETWEEN 1 AND 4096),
    language         text NOT NULL CHECK (language IN ('zh-CN', 'en')),
    -- 0 Unknown, 1 Minor, 2 Moderate, 3 Severe, 4 Extreme: the least severe warning this person wants.
    minimum_severity smallint NOT NULL CHECK (minimum_severity BETWEEN 0 AND 4),
    created_at       timestamptz NOT NULL,
    updated_at       timestamptz NOT NULL,
    -- Set when the provider said that the token is no longer registered; a new registration clears it.
    gone_at          timestamptz,
    -- Set with new places, until the messages under way were looked through for them.
    unmatched_since  timestamptz,
    version          bigint NOT NULL DEFAULT 1,
    CHECK ((channel = 'live') = (token IS NULL))
);
CREATE INDEX devices_by_account ON devices (account_id);
-- One token is one app on one phone: two devices with one token would show everything twice.
CREATE UNIQUE INDEX devices_by_token ON devices (channel, token) WHERE token IS NOT NULL;

CREATE INDEX devices_unmatched ON devices (unmatched_since) WHERE unmatched_since IS NOT NULL;

-- Up to ten places of one device. What the choice of an audience needs stands here too, so that it never visits
-- the devices table; both are written together.
CREATE TABLE device_places (
    device_id        uuid NOT NULL REFERENCES devices (id) ON DELETE CASCADE,
    position         smallint NOT NULL CHECK (position BETWEEN 0 AND 9),
    label            text NOT NULL CHECK (char_length(label) BETWEEN 1 AND 50),
    lat              double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon              double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    cell             bigint NOT NULL,
    channel          text NOT NULL CHECK (channel IN ('fcm', 'live')),
    language         text NOT NULL CHECK (language IN ('zh-CN', 'en')),
    minimum_severity smallint NOT NULL CHECK (minimum_severity BETWEEN 0 AND 4),
    PRIMARY KEY (device_id, position)
);
CREATE INDEX device_places_by_cell ON device_places (cell)
    INCLUDE (device_id, channel, language, minimum_severity, lat, lon);

-- What is sent. Knows neither warnings nor cases: only a source's kind and id, texts and an audience.
CREATE TABLE messages (
    id               uuid PRIMARY KEY,
    source_kind      text NOT NULL CHECK (char_length(source_kind) BETWEEN 1 AND 50),
    source_id        uuid NOT NULL,
    -- 0 stops or corrects something that was sent and goes ahead of everything; then 1 Extreme … 5 Unknown.
    priority         smallint NOT NULL CHECK (priority BETWEEN 0 AND 9),
    severity         smallint NOT NULL CHECK (severity BETWEEN 0 AND 4),
    -- {"zh-CN":{"title":…,"body":…},"en":{…}} and what programs read.
    content          jsonb NOT NULL,
    data             jsonb NOT NULL,
    created_at       timestamptz NOT NULL,
    expires_at       timestamptz NOT NULL CHECK (expires_at > created_at),
    -- The audience: cells of resolution 9 that lie inside (as ranges lo..hi), cells on the boundary (9 or coarser),
    -- and the area itself for exact tests; or everybody who was due for an earlier message.
    range_lo         bigint[] NOT NULL DEFAULT '{}',
    range_hi         bigint[] NOT NULL DEFAULT '{}',
    boundary_cells   bigint[] NOT NULL DEFAULT '{}',
    area             jsonb,
    follows          uuid REFERENCES messages (id),
    -- Lease of the process that writes the ledger rows; done when recipients is known. Devices that register, or get a
    -- place in the area, while the message is under way are added to both.
    selecting_until  timestamptz,
    recipients       integer CHECK (recipients >= 0),
    -- Set when the message must not go out any more: cancelled, or its time is over and the ledger is settled.
    stopped_at       timestamptz,
    settled_at       timestamptz,
    CHECK (cardinality(range_lo) = cardinality(range_hi)),
    CHECK ((area IS NULL) <> (follows IS NULL))
);
CREATE INDEX messages_by_source ON messages (source_kind, source_id);
CREATE INDEX messages_to_select ON messages (priority, created_at) WHERE recipients IS NULL;
CREATE INDEX messages_to_settle ON messages (expires_at) WHERE settled_at IS NULL;

-- The ledger: one row for each message and device that was due for it. It keeps the device's id when the device is
-- gone: recipients minus ledger is zero for ever (docs/adr/0050-ledger.md):
--   SELECT m.id, m.recipients - count(d.device_id) FROM messages m LEFT JOIN deliveries d ON d.message_id = m.id
--    WHERE m.recipients IS NOT NULL GROUP BY m.id, m.recipients;
CREATE TABLE deliveries (
    message_id          uuid NOT NULL REFERENCES messages (id),
    device_id           uuid NOT NULL,
    channel             text NOT NULL CHECK (channel IN ('fcm', 'live')),
    language            text NOT NULL CHECK (language IN ('zh-CN', 'en')),
    priority            smallint NOT NULL,
    state               text NOT NULL DEFAULT 'due'
        CHECK (state IN ('due', 'handed_over', 'accepted', 'failed', 'gone', 'expired')),
    attempts            smallint NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    -- due: not before this moment; handed_over: given back when no answer was stored until then (a crash).
    next_attempt_at     timestamptz NOT NULL,
    due_at              timestamptz NOT NULL,
    handed_over_at      timestamptz,
    ended_at            timestamptz,
    provider_message_id text CHECK (char_length(provider_message_id) <= 200),
    reason              text CHECK (char_length(reason) <= 500),
    PRIMARY KEY (message_id, device_id),
    CHECK ((state IN ('accepted', 'failed', 'gone', 'expired')) = (ended_at IS NOT NULL)),
    CHECK (state <> 'accepted' OR handed_over_at IS NOT NULL)
) WITH (
    -- Every row is updated twice: leave room for it on its page, and clean up while a large message is still going out.
    fillfactor = 80,
    autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_vacuum_cost_delay = 0
);
-- The claim of each channel: most urgent first, then whose turn came first.
CREATE INDEX deliveries_open ON deliveries (channel, priority, next_attempt_at) WHERE ended_at IS NULL;
-- What a page that connects has still to see.
CREATE INDEX deliveries_live_open ON deliveries (device_id) WHERE channel = 'live' AND ended_at IS NULL;
