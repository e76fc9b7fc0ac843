-- Organisations and what they offer.

CREATE TABLE organisations (
    id                  uuid        PRIMARY KEY,
    -- The unified social credit code or another register's number, upper case, without blanks.
    registration_number text        NOT NULL UNIQUE
                                    CHECK (registration_number = upper(registration_number)
                                           AND char_length(registration_number) BETWEEN 2 AND 64),
    kind                text        NOT NULL CHECK (kind IN ('charity', 'ngo', 'company', 'rescue-team', 'community', 'other')),
    name                jsonb       NOT NULL CHECK (name ? 'zh-CN'),
    contact             jsonb       NOT NULL,
    service_areas       text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(service_areas) <= 200),
    status              text        NOT NULL CHECK (status IN ('registered', 'verified', 'suspended')),
    registered_by       uuid        NOT NULL REFERENCES accounts (id),
    registered_at       timestamptz NOT NULL,
    verified_by         uuid        REFERENCES accounts (id),
    verified_at         timestamptz,
    changed_at          timestamptz NOT NULL,
    version             bigint      NOT NULL CHECK (version >= 1),
    CHECK ((verified_by IS NULL) = (verified_at IS NULL)),
    CHECK (status <> 'verified' OR verified_at IS NOT NULL)
);
CREATE INDEX organisations_by_status ON organisations (status, id);

CREATE TABLE organisation_members (
    organisation_id uuid        NOT NULL REFERENCES organisations (id) ON DELETE CASCADE,
    account_id      uuid        NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    role            text        NOT NULL CHECK (role IN ('owner', 'member')),
    since           timestamptz NOT NULL,
    PRIMARY KEY (organisation_id, account_id)
);
CREATE INDEX organisation_members_by_account ON organisation_members (account_id);

-- What can be offered, with the unit it is counted in. Codes are for ever; names may be bettered.
CREATE TABLE resource_types (
    code text  PRIMARY KEY CHECK (code ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
    kind text  NOT NULL CHECK (kind IN ('machinery', 'water', 'shelter', 'vehicle', 'medical', 'supply', 'people')),
    name jsonb NOT NULL CHECK (name ?& ARRAY['zh-CN', 'en']),
    unit text  NOT NULL CHECK (unit IN ('piece', 'person', 'bed', 'litre', 'kilogram', 'kilowatt', 'set'))
);
INSERT INTO resource_types (code, kind, name, unit) VALUES
    ('excavator',        'machinery', '{"zh-CN": "挖掘机",       "en": "Excavator"}',              'piece'),
    ('loader',           'machinery', '{"zh-CN": "装载机",       "en": "Wheel loader"}',           'piece'),
    ('crane',            'machinery', '{"zh-CN": "吊车",         "en": "Crane"}',                  'piece'),
    ('generator',        'machinery', '{"zh-CN": "发电机",       "en": "Generator"}',              'kilowatt'),
    ('lighting',         'machinery', '{"zh-CN": "照明设备",     "en": "Lighting set"}',           'set'),
    ('life-detector',    'machinery', '{"zh-CN": "生命探测仪",   "en": "Life detector"}',          'piece'),
    ('pump',             'water',     '{"zh-CN": "水泵",         "en": "Pump"}',                   'piece'),
    ('boat',             'water',     '{"zh-CN": "冲锋舟",       "en": "Rescue boat"}',            'piece'),
    ('sandbags',         'water',     '{"zh-CN": "沙袋",         "en": "Sandbags"}',               'piece'),
    ('shelter-bed',      'shelter',   '{"zh-CN": "安置床位",     "en": "Shelter bed"}',            'bed'),
    ('tent',             'shelter',   '{"zh-CN": "帐篷",         "en": "Tent"}',                   'piece'),
    ('blanket',          'shelter',   '{"zh-CN": "毛毯、被褥",   "en": "Blankets"}',               'piece'),
    ('truck',            'vehicle',   '{"zh-CN": "货车、渣土车", "en": "Truck"}',                  'piece'),
    ('bus',              'vehicle',   '{"zh-CN": "客车",         "en": "Bus"}',                    'piece'),
    ('ambulance',        'vehicle',   '{"zh-CN": "救护车",       "en": "Ambulance"}',              'piece'),
    ('drone',            'vehicle',   '{"zh-CN": "无人机",       "en": "Drone"}',                  'piece'),
    ('first-aid-kit',    'medical',   '{"zh-CN": "急救包",       "en": "First aid kit"}',          'piece'),
    ('stretcher',        'medical',   '{"zh-CN": "担架",         "en": "Stretcher"}',              'piece'),
    ('medicine',         'medical',   '{"zh-CN": "药品",         "en": "Medicine"}',               'set'),
    ('food',             'supply',    '{"zh-CN": "食品",         "en": "Food"}',                   'kilogram'),
    ('drinking-water',   'supply',    '{"zh-CN": "饮用水",       "en": "Drinking water"}',         'litre'),
    ('protective-gear',  'supply',    '{"zh-CN": "防护用品",     "en": "Protective gear"}',        'set'),
    ('rescue-team',      'people',    '{"zh-CN": "救援队员",     "en": "Rescuers"}',               'person'),
    ('medical-team',     'people',    '{"zh-CN": "医护人员",     "en": "Medical staff"}',          'person'),
    ('engineer',         'people',    '{"zh-CN": "岩土、结构工程师", "en": "Ground and structural engineers"}', 'person'),
    ('counsellor',       'people',    '{"zh-CN": "心理援助人员", "en": "Counsellors"}',            'person'),
    ('interpreter',      'people',    '{"zh-CN": "翻译、手语",   "en": "Interpreters"}',           'person'),
    ('other',            'supply',    '{"zh-CN": "其他",         "en": "Other"}',                  'piece');

CREATE TABLE resources (
    id                    uuid        PRIMARY KEY,
    organisation_id       uuid        NOT NULL REFERENCES organisations (id),
    type                  text        NOT NULL REFERENCES resource_types (code),
    title                 text        CHECK (char_length(title) BETWEEN 1 AND 200),
    quantity              numeric(15, 3) NOT NULL CHECK (quantity > 0 AND quantity <= 1000000000),
    unit                  text        NOT NULL CHECK (char_length(unit) BETWEEN 1 AND 32),
    lat                   double precision NOT NULL CHECK (lat BETWEEN -90 AND 90),
    lon                   double precision NOT NULL CHECK (lon BETWEEN -180 AND 180),
    accuracy_meters       double precision CHECK (accuracy_meters >= 0),
    place                 text        CHECK (char_length(place) BETWEEN 1 AND 200),
    available_from        timestamptz NOT NULL,
    available_to          timestamptz,
    -- From the call until it can leave.
    mobilisation_minutes  integer     NOT NULL CHECK (mobilisation_minutes BETWEEN 0 AND 43200),
    -- Yuan for the whole of it and its window; 0 is free of charge.
    cost                  numeric(15, 2) NOT NULL DEFAULT 0 CHECK (cost BETWEEN 0 AND 1000000000000),
    conditions            text        CHECK (char_length(conditions) BETWEEN 1 AND 4000),
    offered_by            uuid        NOT NULL REFERENCES accounts (id),
    offered_at            timestamptz NOT NULL,
    changed_at            timestamptz NOT NULL,
    version               bigint      NOT NULL CHECK (version >= 1),
    CONSTRAINT resources_window_runs_forward CHECK (available_to > available_from)
);
CREATE INDEX resources_by_type ON resources (type, id);
CREATE INDEX resources_by_organisation ON resources (organisation_id, id);
