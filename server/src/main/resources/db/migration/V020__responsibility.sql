-- Who is answerable for what, where and since when. Read into memory by every process; matrix_version tells them when
-- to read again.

CREATE TABLE matrix_version (
    singleton boolean PRIMARY KEY DEFAULT true CHECK (singleton),
    version   bigint  NOT NULL
);
INSERT INTO matrix_version (version) VALUES (1);

CREATE TABLE areas (
    id         uuid        PRIMARY KEY,
    code       text        NOT NULL UNIQUE CHECK (char_length(code) BETWEEN 1 AND 64),
    name       jsonb       NOT NULL CHECK (name ? 'zh-CN'),
    parent_id  uuid        REFERENCES areas (id),
    level      text        CHECK (char_length(level) BETWEEN 1 AND 32),
    -- Well-known binary of a MultiPolygon, WGS 84, x = longitude.
    boundary   bytea       NOT NULL,
    population bigint      CHECK (population >= 0),
    valid_from date        NOT NULL DEFAULT '1900-01-01',
    valid_to   date,
    version    bigint      NOT NULL DEFAULT 1,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CHECK (valid_to IS NULL OR valid_to > valid_from),
    CHECK (parent_id <> id)
);
CREATE INDEX areas_parent ON areas (parent_id);

CREATE TABLE departments (
    id             uuid        PRIMARY KEY,
    code           text        NOT NULL UNIQUE CHECK (char_length(code) BETWEEN 1 AND 64),
    name           jsonb       NOT NULL CHECK (name ? 'zh-CN'),
    superior_id    uuid        REFERENCES departments (id),
    is_duty_office boolean     NOT NULL DEFAULT false,
    channels       jsonb       NOT NULL DEFAULT '[]',
    version        bigint      NOT NULL DEFAULT 1,
    changed_at     timestamptz NOT NULL DEFAULT now(),
    CHECK (superior_id <> id)
);
-- Exactly one department leads where nobody else does.
CREATE UNIQUE INDEX departments_one_duty_office ON departments (is_duty_office) WHERE is_duty_office;

CREATE TABLE categories (
    id                      uuid        PRIMARY KEY,
    code                    text        NOT NULL UNIQUE CHECK (char_length(code) BETWEEN 1 AND 64),
    name                    jsonb       NOT NULL CHECK (name ? 'zh-CN'),
    parent_id               uuid        REFERENCES categories (id),
    icon                    text        NOT NULL DEFAULT 'other',
    description             jsonb       NOT NULL DEFAULT '{}',
    -- Residents choose from these; the others only group them.
    reportable              boolean     NOT NULL DEFAULT true,
    cap_category            text        NOT NULL DEFAULT 'Other',
    event_code              text,
    danger_to_life          boolean     NOT NULL DEFAULT false,
    duplicate_radius_meters integer     NOT NULL DEFAULT 50 CHECK (duplicate_radius_meters BETWEEN 0 AND 5000),
    duplicate_window_days   integer     NOT NULL DEFAULT 30 CHECK (duplicate_window_days BETWEEN 0 AND 3650),
    -- {"likelihood":{"base":1..5,"reason":{…}},"consequence":{…}}
    base_factors            jsonb       NOT NULL,
    questions               jsonb       NOT NULL DEFAULT '[]',
    version                 bigint      NOT NULL DEFAULT 1,
    changed_at              timestamptz NOT NULL DEFAULT now(),
    CHECK (parent_id <> id)
);

CREATE TABLE responsibilities (
    id            uuid        PRIMARY KEY,
    duty          text        NOT NULL CHECK (duty IN ('permit', 'inspect', 'enforce', 'respond')),
    category_id   uuid        NOT NULL REFERENCES categories (id),
    area_id       uuid        NOT NULL REFERENCES areas (id),
    department_id uuid        NOT NULL REFERENCES departments (id),
    role          text        NOT NULL CHECK (role IN ('lead', 'support')),
    legal_basis   jsonb       NOT NULL DEFAULT '{}',
    legal_link    text,
    valid_from    date        NOT NULL,
    valid_to      date,
    version       bigint      NOT NULL DEFAULT 1,
    changed_at    timestamptz NOT NULL DEFAULT now(),
    CHECK (valid_to IS NULL OR valid_to > valid_from),
    -- One department is named once for one duty at one time; two departments are an overlap, which is a finding.
    CONSTRAINT responsibilities_once EXCLUDE USING gist (
        duty WITH =, category_id WITH =, area_id WITH =, department_id WITH =,
        daterange(valid_from, valid_to) WITH &&)
);

-- Per row, because a statement that changes no row makes no new version; once per transaction, because an import has
-- thousands of rows.
CREATE FUNCTION bump_matrix_version() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE matrix_version SET version = version + 1 WHERE xmin <> pg_current_xact_id()::xid;
    RETURN NULL;
END
$$;
CREATE TRIGGER areas_bump AFTER INSERT OR UPDATE OR DELETE ON areas
    FOR EACH ROW EXECUTE FUNCTION bump_matrix_version();
CREATE TRIGGER departments_bump AFTER INSERT OR UPDATE OR DELETE ON departments
    FOR EACH ROW EXECUTE FUNCTION bump_matrix_version();
CREATE TRIGGER categories_bump AFTER INSERT OR UPDATE OR DELETE ON categories
    FOR EACH ROW EXECUTE FUNCTION bump_matrix_version();
CREATE TRIGGER responsibilities_bump AFTER INSERT OR UPDATE OR DELETE ON responsibilities
    FOR EACH ROW EXECUTE FUNCTION bump_matrix_version();

-- A gap or an overlap, open until fixed. area_id is null where the place lies in no area at all.
CREATE TABLE findings (
    id                  uuid        PRIMARY KEY,
    kind                text        NOT NULL CHECK (kind IN ('gap', 'overlap')),
    duty                text        NOT NULL CHECK (duty IN ('permit', 'inspect', 'enforce', 'respond')),
    category_id         uuid        NOT NULL REFERENCES categories (id),
    area_id             uuid        REFERENCES areas (id),
    department_ids      uuid[]      NOT NULL DEFAULT '{}',
    owner_department_id uuid        NOT NULL REFERENCES departments (id),
    status              text        NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'resolved')),
    opened_at           timestamptz NOT NULL,
    due_at              timestamptz NOT NULL,
    CHECK (kind = 'gap' OR cardinality(department_ids) >= 2)
);
-- The same gap trips many cases and is one finding.
CREATE UNIQUE INDEX findings_one_open ON findings (kind, duty, category_id, area_id) NULLS NOT DISTINCT
    WHERE status = 'open';
CREATE INDEX findings_list ON findings (status, opened_at DESC, id);

-- Opens a finding unless the same one is open already; a NULL opens none. In one round trip with the case that trips it.
CREATE FUNCTION open_finding(p_finding jsonb, p_at timestamptz) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    IF p_finding IS NULL THEN
        RETURN;
    END IF;
    INSERT INTO findings (id, kind, duty, category_id, area_id, department_ids, owner_department_id, opened_at, due_at)
    VALUES ((p_finding ->> 'id')::uuid, p_finding ->> 'kind', p_finding ->> 'duty',
            (p_finding ->> 'categoryId')::uuid, (p_finding ->> 'areaId')::uuid,
            ARRAY(SELECT value::uuid FROM jsonb_array_elements_text(p_finding -> 'departmentIds')),
            (p_finding ->> 'ownerDepartmentId')::uuid, p_at, (p_finding ->> 'dueAt')::timestamptz)
    ON CONFLICT DO NOTHING;
END
$$;
