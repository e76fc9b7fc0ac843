-- Each rung once, as long as its deadline runs: after a handover the same deadline runs again, for the new lead.
ALTER TABLE rungs DROP CONSTRAINT rungs_case_id_kind_due_at_rung_key;
CREATE UNIQUE INDEX rungs_case_id_kind_due_at_rung_key ON rungs (case_id, kind, due_at, rung) WHERE ended_at IS NULL;
