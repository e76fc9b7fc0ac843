-- Many report the same kind of thing around one place within a short time: a surge. When that is so, each category says.

ALTER TABLE categories
    ADD COLUMN surge_reports        integer NOT NULL DEFAULT 10  CHECK (surge_reports BETWEEN 2 AND 10000),
    ADD COLUMN surge_senders        integer NOT NULL DEFAULT 5   CHECK (surge_senders BETWEEN 2 AND 10000),
    ADD COLUMN surge_radius_meters  integer NOT NULL DEFAULT 300 CHECK (surge_radius_meters BETWEEN 10 AND 5000),
    ADD COLUMN surge_window_minutes integer NOT NULL DEFAULT 120 CHECK (surge_window_minutes BETWEEN 5 AND 10080);

CREATE TABLE surges (
    id            uuid             PRIMARY KEY,
    category_id   uuid             NOT NULL REFERENCES categories (id),
    -- The case whose likelihood it raised.
    case_id       uuid             NOT NULL REFERENCES cases (id),
    lat           double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon           double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    radius_meters integer          NOT NULL CHECK (radius_meters > 0),
    -- Half the radius to each side, in degrees: two of them touch when their centres lie within a radius.
    around        box              NOT NULL,
    reports       integer          NOT NULL CHECK (reports >= 1),
    senders       integer          NOT NULL CHECK (senders BETWEEN 1 AND reports),
    began_at      timestamptz      NOT NULL,
    -- It is over when nothing keeps it up until then.
    lasts_until   timestamptz      NOT NULL CHECK (lasts_until > began_at),
    ended_at      timestamptz,
    -- Once a surge, whatever runs how often at once.
    CONSTRAINT surges_once EXCLUDE USING gist (category_id WITH =, around WITH &&) WHERE (ended_at IS NULL)
);
CREATE INDEX surges_of_case ON surges (case_id, began_at DESC);
CREATE INDEX surges_running ON surges (lasts_until) WHERE ended_at IS NULL;

-- How far the reports have been looked at.
CREATE TABLE surge_watch (
    singleton    boolean     PRIMARY KEY DEFAULT true CHECK (singleton),
    looked_until timestamptz NOT NULL
);

-- What came lately: reports come in the order of their time, so that a range of blocks tells it, and no insert pays.
CREATE INDEX reports_received ON reports USING brin (received_at) WITH (pages_per_range = 16, autosummarize = on);
