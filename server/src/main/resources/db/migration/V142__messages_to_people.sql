-- Messages to single people, and e-mail as a channel: an officer is reached at the address of the account, whose id then
-- stands in the ledger in place of a device's (docs/adr/0072-messages-to-single-people.md).

ALTER TABLE messages
    -- Its ledger was written with it; nobody is chosen by place.
    ADD COLUMN addressed boolean NOT NULL DEFAULT false,
    DROP CONSTRAINT messages_check2,
    ADD CONSTRAINT messages_audience CHECK (num_nonnulls(area, follows) = CASE WHEN addressed THEN 0 ELSE 1 END),
    ADD CONSTRAINT messages_addressed CHECK (NOT addressed OR recipients IS NOT NULL);
ALTER TABLE deliveries
    DROP CONSTRAINT deliveries_channel_check,
    ADD CONSTRAINT deliveries_channel_check CHECK (channel IN ('fcm', 'live', 'email'));
