-- When a person does not want to be woken by what is less than severe; local time of the city, over midnight where it
-- ends before it begins.
ALTER TABLE devices
    ADD COLUMN quiet_from time,
    ADD COLUMN quiet_to time,
    ADD CONSTRAINT devices_quiet CHECK ((quiet_from IS NULL) = (quiet_to IS NULL) AND quiet_from <> quiet_to);
