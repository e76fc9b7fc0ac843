-- A warning for half a million phones is half a million rows: what is written for each of them is kept small.

-- Until when a process has a row in hand stands in a column of its own, which no index has: a claim then writes the row
-- alone (a heap-only update), given room on its page. Until now it stood in next_attempt_at, which is again what it says:
-- not before this moment.
ALTER TABLE deliveries ADD COLUMN claimed_until timestamptz;
UPDATE deliveries SET claimed_until = next_attempt_at WHERE state = 'handed_over' AND ended_at IS NULL;
ALTER TABLE deliveries SET (fillfactor = 50);
ALTER TABLE deliveries ADD CONSTRAINT deliveries_claim CHECK (state <> 'handed_over' OR claimed_until IS NOT NULL);

-- That each row has its message is asked once for each statement and not for each row.
ALTER TABLE deliveries DROP CONSTRAINT deliveries_message_id_fkey;

CREATE FUNCTION deliveries_have_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM (SELECT DISTINCT message_id FROM added) AS a
                WHERE NOT EXISTS (SELECT FROM messages AS m WHERE m.id = a.message_id)) THEN
        RAISE EXCEPTION 'a delivery is of no message' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER deliveries_have_messages AFTER INSERT ON deliveries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION deliveries_have_messages();

CREATE FUNCTION deliveries_stay_with_messages() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT FROM deliveries AS d WHERE d.message_id = OLD.id) THEN
        RAISE EXCEPTION 'message % has deliveries', OLD.id USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER messages_keep_deliveries BEFORE DELETE ON messages
    FOR EACH ROW EXECUTE FUNCTION deliveries_stay_with_messages();

CREATE FUNCTION deliveries_keep_their_message() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'a delivery stays with its message' USING ERRCODE = 'foreign_key_violation';
END $$;
CREATE TRIGGER deliveries_keep_their_message BEFORE UPDATE OF message_id ON deliveries
    FOR EACH ROW EXECUTE FUNCTION deliveries_keep_their_message();
CREATE TRIGGER messages_keep_their_id BEFORE UPDATE OF id ON messages
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION deliveries_keep_their_message();
