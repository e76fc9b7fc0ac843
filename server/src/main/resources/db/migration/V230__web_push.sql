-- Browsers as devices: Web Push (RFC 8030, 8291, 8292). A subscription stands in devices.token as JSON.
ALTER TABLE devices
    DROP CONSTRAINT devices_channel_check,
    ADD CONSTRAINT devices_channel_check CHECK (channel IN ('fcm', 'live', 'webpush'));
ALTER TABLE device_places
    DROP CONSTRAINT device_places_channel_check,
    ADD CONSTRAINT device_places_channel_check CHECK (channel IN ('fcm', 'live', 'webpush'));
ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_channel_check,
    ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('fcm', 'live', 'email', 'webhook', 'webpush'));

-- The one key pair that browsers subscribe with, made at the first start. Another one would end every subscription.
CREATE TABLE web_push_key (
    single      boolean PRIMARY KEY DEFAULT true CHECK (single),
    -- X.509 and PKCS #8, base64url.
    public_key  text NOT NULL CHECK (char_length(public_key) <= 200),
    private_key text NOT NULL CHECK (char_length(private_key) <= 400),
    created_at  timestamptz NOT NULL
);
