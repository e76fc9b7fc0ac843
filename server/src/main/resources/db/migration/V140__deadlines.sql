-- How long things may take, set by administrators, and which days are worked. What is not set is built in
-- (docs/adr/0070-deadlines-are-set-by-administrators.md).

CREATE TABLE deadline_rules (
    -- Null: the whole city.
    category_id uuid        REFERENCES categories (id),
    severity    text        NOT NULL CHECK (severity IN ('low', 'medium', 'high', 'extreme')),
    kind        text        NOT NULL CHECK (kind IN ('acknowledge', 'resolve', 'handover', 'consent', 'rung')),
    minutes     integer     NOT NULL CHECK (minutes BETWEEN 0 AND 527040),
    time        text        NOT NULL CHECK (time IN ('calendar', 'working')),
    changed_at  timestamptz NOT NULL,
    UNIQUE NULLS NOT DISTINCT (category_id, severity, kind),
    CHECK (kind = 'rung' OR minutes > 0),
    -- A danger to life does not wait for the office to open.
    CONSTRAINT deadline_rules_extreme CHECK (severity <> 'extreme' OR time = 'calendar'),
    -- A request for consent stands for 30 days at most.
    CHECK (kind <> 'consent' OR minutes <= CASE time WHEN 'working' THEN 4200 ELSE 14400 END)
);

CREATE TABLE calendar_days (
    day        date        PRIMARY KEY,
    kind       text        NOT NULL CHECK (kind IN ('off', 'worked')),
    name       jsonb       NOT NULL CHECK (name ? 'zh-CN'),
    changed_at timestamptz NOT NULL
);

-- One row: each change of either table makes a new version, and every process reads again what it holds in memory.
CREATE TABLE deadlines_version (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    version   bigint  NOT NULL
);
INSERT INTO deadlines_version (version) VALUES (1);

-- The time in which the deadline that runs was set: a later change of the rules leaves running clocks alone.
ALTER TABLE cases
    ADD COLUMN resolve_time text NOT NULL DEFAULT 'calendar' CHECK (resolve_time IN ('calendar', 'working'));
