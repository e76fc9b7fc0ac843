-- What the city's law says about people's wishes; one row. It begins with what is safe under every law.
CREATE TABLE delivery_settings (
    only_one            boolean     PRIMARY KEY DEFAULT true CHECK (only_one),
    version             bigint      NOT NULL,
    -- Extreme warnings come to devices that are muted, too.
    extreme_reaches_all boolean     NOT NULL,
    changed_at          timestamptz NOT NULL
);
INSERT INTO delivery_settings (version, extreme_reaches_all, changed_at) VALUES (1, true, now());

-- Its owner wants nothing there for now and keeps the places.
ALTER TABLE devices ADD COLUMN muted boolean NOT NULL DEFAULT false;

-- 5 at the places of a muted device: above every severity, so that choosing an audience stays one index.
ALTER TABLE device_places DROP CONSTRAINT device_places_minimum_severity_check;
ALTER TABLE device_places ADD CONSTRAINT device_places_minimum_severity_check CHECK (minimum_severity BETWEEN 0 AND 5) NOT VALID;
