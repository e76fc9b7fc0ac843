-- Warnings of other authorities are told and answered as our own: broadcasters get what took one back, too, and residents
-- say what they made of it.

ALTER TABLE relayed_warnings
    -- The message that tells of its end, should its sender take it back.
    ADD COLUMN end_message_id uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    -- What its sender wrote then, byte for byte; NULL for those from before.
    ADD COLUMN cancel_xml bytea,
    ADD CONSTRAINT relayed_warnings_cancel CHECK (cancel_xml IS NULL OR state = 'cancelled');
ALTER TABLE relayed_warnings ALTER COLUMN end_message_id DROP DEFAULT;

-- An answer is to one of our own or to a relayed one; each is held by its own reference.
ALTER TABLE warning_feedback
    DROP CONSTRAINT warning_feedback_warning_id_fkey,
    ADD COLUMN relayed boolean NOT NULL DEFAULT false,
    ADD COLUMN own_id uuid GENERATED ALWAYS AS (CASE WHEN NOT relayed THEN warning_id END) STORED REFERENCES warnings (id),
    ADD COLUMN relayed_id uuid GENERATED ALWAYS AS (CASE WHEN relayed THEN warning_id END) STORED
        REFERENCES relayed_warnings (id);
