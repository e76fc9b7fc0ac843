-- What one person saw. Never edited after sending; the sender may add to it.

CREATE TABLE reports (
    id                uuid             PRIMARY KEY,
    case_id           uuid             NOT NULL REFERENCES cases (id),
    sender_account_id uuid             NOT NULL,
    status            text             NOT NULL CHECK (status IN ('received', 'attached', 'rejected')),
    category_id       uuid             NOT NULL REFERENCES categories (id),
    description       text             NOT NULL CHECK (char_length(description) BETWEEN 1 AND 4000),
    lat               double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon               double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    accuracy_meters   double precision CHECK (accuracy_meters >= 0),
    place             text             CHECK (char_length(place) <= 500),
    observed_at       timestamptz      NOT NULL,
    language          text             NOT NULL,
    visibility        text             NOT NULL CHECK (visibility IN ('public', 'hidden', 'protected')),
    contact           jsonb,
    answers           jsonb            NOT NULL DEFAULT '{}',
    tracking_code     text             NOT NULL UNIQUE,
    content_hash      bytea            NOT NULL CHECK (octet_length(content_hash) = 32),
    received_at       timestamptz      NOT NULL,
    verdict_fixed     boolean,
    verdict_at        timestamptz,
    verdict_comment   text             CHECK (char_length(verdict_comment) <= 4000)
);
CREATE INDEX reports_of_case ON reports (case_id, received_at, id);
CREATE INDEX reports_of_sender ON reports (sender_account_id, received_at DESC, id DESC);

CREATE TABLE report_additions (
    id        uuid        PRIMARY KEY,
    report_id uuid        NOT NULL REFERENCES reports (id),
    at        timestamptz NOT NULL,
    text      text        NOT NULL CHECK (char_length(text) BETWEEN 1 AND 4000)
);
CREATE INDEX report_additions_of_report ON report_additions (report_id, at, id);

-- A photo belongs to a report, or to a case when an officer adds it.
CREATE TABLE photos (
    id          uuid        PRIMARY KEY,
    report_id   uuid        REFERENCES reports (id),
    case_id     uuid        NOT NULL REFERENCES cases (id),
    account_id  uuid        NOT NULL,
    full_key    text        NOT NULL,
    thumb_key   text        NOT NULL,
    width       integer     NOT NULL CHECK (width > 0),
    height      integer     NOT NULL CHECK (height > 0),
    source_hash bytea       NOT NULL CHECK (octet_length(source_hash) = 32),
    visibility  text        NOT NULL CHECK (visibility IN ('public', 'participants', 'internal')),
    created_at  timestamptz NOT NULL
);
CREATE INDEX photos_of_case ON photos (case_id, created_at, id);
CREATE INDEX photos_of_report ON photos (report_id, created_at, id) WHERE report_id IS NOT NULL;
