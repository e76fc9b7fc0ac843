-- Whose claim a row is under, so that the claims of a process that ended can end before their lease. No index has it: a claim
-- goes on writing the row alone.
ALTER TABLE deliveries ADD COLUMN claimed_by uuid;

-- When the database last heard of the process, by its own clock: those of the processes may differ.
ALTER TABLE channel_health ADD COLUMN seen_at timestamptz NOT NULL DEFAULT now();
