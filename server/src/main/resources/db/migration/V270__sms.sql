-- Text messages: a phone number as a device. The number stands in devices.token once its owner proved it.
ALTER TABLE devices
    DROP CONSTRAINT devices_channel_check,
    ADD CONSTRAINT devices_channel_check CHECK (channel IN ('fcm', 'live', 'webpush', 'sms')),
    ADD CONSTRAINT devices_sms_number CHECK (channel <> 'sms' OR token ~ '^\+[1-9][0-9]{6,14}$');
ALTER TABLE device_places
    DROP CONSTRAINT device_places_channel_check,
    ADD CONSTRAINT device_places_channel_check CHECK (channel IN ('fcm', 'live', 'webpush', 'sms'));
ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_channel_check,
    ADD CONSTRAINT deliveries_channel_check
        CHECK (channel IN ('fcm', 'live', 'email', 'webhook', 'webpush', 'sms'));

-- Codes sent to numbers, one row each. Rows are kept for a day, to bound how many go out; the number itself is not kept
-- once it was used or forgotten.
CREATE TABLE number_codes (
    id          uuid PRIMARY KEY,
    device_id   uuid NOT NULL,
    account_id  uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    number      text CHECK (number ~ '^\+[1-9][0-9]{6,14}$'),
    -- 24 bits of a hash: some hundreds of numbers have it alike, so that it counts tries and tells no number.
    bucket      integer NOT NULL CHECK (bucket BETWEEN 0 AND 16777215),
    -- SHA-256 of the row's id and the code.
    code_hash   bytea NOT NULL CHECK (length(code_hash) = 32),
    tries       smallint NOT NULL DEFAULT 0 CHECK (tries BETWEEN 0 AND 5),
    sent_at     timestamptz NOT NULL,
    expires_at  timestamptz NOT NULL CHECK (expires_at > sent_at),
    proved_at   timestamptz
);
CREATE INDEX number_codes_by_account ON number_codes (account_id, sent_at);
CREATE INDEX number_codes_by_bucket ON number_codes (bucket, sent_at);
CREATE INDEX number_codes_by_device ON number_codes (device_id) WHERE number IS NOT NULL;
CREATE INDEX number_codes_by_time ON number_codes (sent_at);
CREATE INDEX devices_sms_gone ON devices (gone_at) WHERE channel = 'sms' AND gone_at IS NOT NULL;
