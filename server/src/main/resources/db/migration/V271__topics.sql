-- Phones that keep their places to themselves: they subscribe to topics, and a message goes to topics in a few calls.
ALTER TABLE devices
    ADD COLUMN topic_only boolean NOT NULL DEFAULT false,
    ADD CONSTRAINT devices_topic_only CHECK (NOT topic_only OR channel = 'fcm');
ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_channel_check,
    ADD CONSTRAINT deliveries_channel_check
        CHECK (channel IN ('fcm', 'live', 'email', 'webhook', 'webpush', 'sms', 'fcm_topic'));

-- What one call names: up to five topics. Its id is made of the condition and stands in the ledger in place of a device's.
CREATE TABLE topic_calls (
    id         uuid PRIMARY KEY,
    condition  text NOT NULL UNIQUE CHECK (char_length(condition) BETWEEN 1 AND 300)
);

-- Whoever says that their places stay with them has none here, whatever a program does.
CREATE INDEX devices_that_are_topic_only ON devices (id) WHERE topic_only;
CREATE FUNCTION refuse_places_of_topic_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM devices AS d JOIN added AS a ON a.device_id = d.id WHERE d.topic_only) THEN
        RAISE EXCEPTION 'a device keeps its places to itself';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER device_places_topic_only AFTER INSERT ON device_places
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION refuse_places_of_topic_only();
