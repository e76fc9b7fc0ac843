-- People who want to help. Contact data stands here and nowhere else; who reads it is in the audit log.

CREATE TABLE volunteers (
    id                  uuid        PRIMARY KEY,
    account_id          uuid        NOT NULL UNIQUE REFERENCES accounts (id),
    status              text        NOT NULL CHECK (status IN ('registered', 'verified', 'suspended', 'withdrawn')),
    name                text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 200),
    phone               text        NOT NULL CHECK (char_length(phone) BETWEEN 3 AND 32),
    birth_year          integer     NOT NULL CHECK (birth_year BETWEEN 1900 AND 2100),
    skills              text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(skills) <= 50),
    languages           text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(languages) <= 20),
    -- Times of the week, such as weekday-evening.
    availability        text[]      NOT NULL DEFAULT '{}' CHECK (cardinality(availability) <= 8),
    home_area_code      text        CHECK (char_length(home_area_code) BETWEEN 1 AND 64),
    home_lat            double precision CHECK (home_lat BETWEEN -90 AND 90),
    home_lon            double precision CHECK (home_lon BETWEEN -180 AND 180),
    home_accuracy_meters double precision CHECK (home_accuracy_meters >= 0),
    travel_radius_meters double precision NOT NULL CHECK (travel_radius_meters > 0 AND travel_radius_meters <= 500000),
    consent_version     text        NOT NULL CHECK (char_length(consent_version) BETWEEN 1 AND 40),
    consented_at        timestamptz NOT NULL,
    guardian_name       text        CHECK (char_length(guardian_name) BETWEEN 1 AND 200),
    guardian_phone      text        CHECK (char_length(guardian_phone) BETWEEN 3 AND 32),
    guardian_consented_at timestamptz,
    registered_at       timestamptz NOT NULL,
    changed_at          timestamptz NOT NULL,
    version             bigint      NOT NULL CHECK (version >= 1),
    CHECK ((home_lat IS NULL) = (home_lon IS NULL)),
    CHECK (home_area_code IS NOT NULL OR home_lat IS NOT NULL),
    CHECK (num_nulls(guardian_name, guardian_phone, guardian_consented_at) IN (0, 3)),
    -- Only the year of birth is asked for: whoever may still be seventeen needs a guardian's consent.
    CONSTRAINT volunteers_minors_have_a_guardian CHECK (
        extract(year FROM consented_at AT TIME ZONE 'Asia/Shanghai') - birth_year > 18
        OR guardian_consented_at IS NOT NULL)
);
-- The officers' list, newest first.
CREATE INDEX volunteers_by_status ON volunteers (status, id);
CREATE INDEX volunteers_by_skill ON volunteers USING gin (skills);
