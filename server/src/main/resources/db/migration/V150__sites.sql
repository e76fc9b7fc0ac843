-- Places that are watched for years: who runs them, what permits and inspections there are, which cases happened there,
-- and the risk that all of it comes to. docs/adr/0080-risk-index.md says how it is computed.

CREATE TABLE sites (
    id                    uuid             PRIMARY KEY,
    name                  jsonb            NOT NULL CHECK (name ? 'zh-CN'),
    category_id           uuid             NOT NULL REFERENCES categories (id),
    status                text             NOT NULL CHECK (status IN ('watched', 'retired')),
    -- Residents are told that the place is watched.
    is_public             boolean          NOT NULL,
    lat                   double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon                   double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    radius_meters         double precision NOT NULL CHECK (radius_meters BETWEEN 0 AND 5000),
    -- GeoJSON Polygon, WGS 84; null for a point.
    boundary              jsonb,
    -- The boundary, or the point, with the radius around it; x = longitude.
    extent                box              NOT NULL,
    place                 text             CHECK (char_length(place) BETWEEN 1 AND 500),
    operator_name         text             CHECK (char_length(operator_name) BETWEEN 1 AND 200),
    -- {name, phone, email}: for officers.
    operator_contact      jsonb,
    inspection_every_days integer          CHECK (inspection_every_days BETWEEN 1 AND 3650),
    inspection_due        date,
    -- The lead of inspect or enforce, as it was last looked up in the matrix; for lists.
    supervisor_id         uuid             NOT NULL REFERENCES departments (id),
    -- From when on what happens here is in this system: before it nobody knows.
    records_since         timestamptz      NOT NULL,
    registered_by         uuid,
    registered_at         timestamptz      NOT NULL,
    version               bigint           NOT NULL DEFAULT 1,
    risk_index            smallint         NOT NULL DEFAULT 0 CHECK (risk_index BETWEEN 0 AND 100),
    -- When it was first assessed.
    first_index           smallint,
    -- Against 90 days ago, or when it was first assessed.
    risk_change           smallint         NOT NULL DEFAULT 0 CHECK (risk_change BETWEEN -100 AND 100),
    -- Getting worse: by the change, then by the index.
    worsening             integer          NOT NULL GENERATED ALWAYS AS (risk_change * 1000 + risk_index) STORED,
    risk_signals          jsonb            NOT NULL DEFAULT '[]',
    assessed_at           timestamptz,
    -- When it is assessed next: at once after something happened, else early on the next day.
    assess_at             timestamptz      NOT NULL,
    CHECK (operator_contact IS NULL OR operator_name IS NOT NULL)
) WITH (fillfactor = 80);
CREATE INDEX sites_extent ON sites USING gist (extent);
CREATE INDEX sites_due_for_assessment ON sites (assess_at);
-- The lists; what has no date comes last.
CREATE INDEX sites_by_index ON sites (status, risk_index, id);
CREATE INDEX sites_by_change ON sites (status, worsening, id);
CREATE INDEX sites_by_inspection ON sites (status, (COALESCE(inspection_due, DATE '9999-12-31')), id);

-- Tells every process when to read anew where the sites are.
CREATE TABLE site_register_version (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    version   bigint  NOT NULL
);
INSERT INTO site_register_version (version) VALUES (1);
-- Per row, because a statement that changes no row makes no new version.
CREATE FUNCTION bump_site_register_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE site_register_version SET version = version + 1;
    RETURN NULL;
END
$$;
CREATE TRIGGER sites_bump AFTER INSERT OR DELETE OR UPDATE OF extent, status ON sites
    FOR EACH ROW EXECUTE FUNCTION bump_site_register_version();

CREATE TABLE site_permits (
    id            uuid        PRIMARY KEY,
    site_id       uuid        NOT NULL REFERENCES sites (id),
    number        text        NOT NULL CHECK (char_length(number) BETWEEN 1 AND 100),
    kind          text        NOT NULL CHECK (kind IN ('establish', 'operate', 'land_use', 'discharge', 'blasting', 'other')),
    purpose       text        NOT NULL CHECK (char_length(purpose) BETWEEN 1 AND 500),
    department_id uuid        NOT NULL REFERENCES departments (id),
    valid_from    date        NOT NULL,
    valid_to      date,
    entered_by    uuid,
    entered_at    timestamptz NOT NULL,
    CHECK (valid_to IS NULL OR valid_to >= valid_from),
    UNIQUE (site_id, number, kind)
);
CREATE TRIGGER site_permits_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON site_permits
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TABLE site_inspections (
    id            uuid        PRIMARY KEY,
    site_id       uuid        NOT NULL REFERENCES sites (id),
    inspected_at  timestamptz NOT NULL,
    result        text        NOT NULL CHECK (result IN ('sound', 'defects', 'danger')),
    -- [{code, text, answer: yes|no|unknown, note}]: yes is good.
    answers       jsonb       NOT NULL CHECK (jsonb_typeof(answers) = 'array'),
    note          text        CHECK (char_length(note) BETWEEN 1 AND 4000),
    photo_ids     uuid[]      NOT NULL DEFAULT '{}' CHECK (cardinality(photo_ids) <= 20),
    next_due      date,
    account_id    uuid,
    department_id uuid        REFERENCES departments (id),
    received_at   timestamptz NOT NULL,
    -- Made out of what was sent.
    content_id    uuid        NOT NULL,
    CHECK (inspected_at <= received_at),
    CHECK (next_due IS NULL OR next_due > (inspected_at AT TIME ZONE 'Asia/Shanghai')::date)
);
CREATE INDEX site_inspections_of_site ON site_inspections (site_id, inspected_at DESC, id DESC);
CREATE TRIGGER site_inspections_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON site_inspections
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting();

CREATE TABLE site_photos (
    id          uuid        PRIMARY KEY,
    site_id     uuid        NOT NULL REFERENCES sites (id),
    account_id  uuid        NOT NULL,
    full_key    text        NOT NULL,
    thumb_key   text        NOT NULL,
    width       integer     NOT NULL CHECK (width > 0),
    height      integer     NOT NULL CHECK (height > 0),
    source_hash bytea       NOT NULL CHECK (octet_length(source_hash) = 32),
    created_at  timestamptz NOT NULL
);
CREATE INDEX site_photos_of_site ON site_photos (site_id, created_at);

CREATE TABLE site_volunteers (
    site_id      uuid        NOT NULL REFERENCES sites (id),
    volunteer_id uuid        NOT NULL REFERENCES volunteers (id),
    since        timestamptz NOT NULL,
    PRIMARY KEY (site_id, volunteer_id)
);

-- Which cases, and with them which reports, happened at the site. What an officer unlinked stays so: its row remains.
CREATE TABLE site_links (
    site_id         uuid             NOT NULL REFERENCES sites (id),
    case_id         uuid             NOT NULL REFERENCES cases (id),
    -- alert: the case that the site's risk opened.
    how             text             NOT NULL CHECK (how IN ('distance', 'officer', 'alert')),
    distance_meters double precision CHECK (distance_meters >= 0),
    linked_at       timestamptz      NOT NULL,
    unlinked_at     timestamptz,
    PRIMARY KEY (site_id, case_id)
);
CREATE INDEX site_links_of_case ON site_links (case_id);

-- The cases that the risk itself opened; one at a time.
CREATE TABLE site_alerts (
    site_id    uuid        NOT NULL REFERENCES sites (id),
    case_id    uuid        NOT NULL UNIQUE REFERENCES cases (id),
    opened_at  timestamptz NOT NULL,
    risk_index smallint    NOT NULL,
    ended_at   timestamptz,
    -- The lowest index since it ended: another case takes a rise above it.
    rest_level smallint,
    CHECK ((ended_at IS NULL) = (rest_level IS NULL)),
    PRIMARY KEY (site_id, case_id)
);
CREATE UNIQUE INDEX site_alerts_one_open ON site_alerts (site_id) WHERE ended_at IS NULL;

-- The line: one row for each day on which the index changed, kept for five years.
CREATE TABLE site_risk_days (
    site_id    uuid        NOT NULL REFERENCES sites (id),
    day        date        NOT NULL,
    at         timestamptz NOT NULL,
    risk_index smallint    NOT NULL CHECK (risk_index BETWEEN 0 AND 100),
    signals    jsonb       NOT NULL,
    PRIMARY KEY (site_id, day)
);

-- A case that a site's risk opened has no report of its own.
ALTER TABLE cases
    DROP CONSTRAINT cases_report_count_check,
    ADD CONSTRAINT cases_report_count_check CHECK (report_count >= 0);
-- What happened at a site before it was registered; cases_map leaves these out.
CREATE INDEX cases_protected_map ON cases (lat, lon) WHERE visibility = 'protected';
