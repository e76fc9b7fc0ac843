-- An Update is a warning of its own that takes the place of another one of the same chain.

-- Several drafts may want to update one warning; one of them is published, and then the others are refused.
ALTER TABLE warnings DROP CONSTRAINT warnings_supersedes_key;
CREATE UNIQUE INDEX warnings_superseded_once ON warnings (supersedes) WHERE published_at IS NOT NULL;
ALTER TABLE warnings ADD CONSTRAINT warnings_chain_key UNIQUE (id, chain_id);
ALTER TABLE warnings ADD CONSTRAINT warnings_same_chain
    FOREIGN KEY (supersedes, chain_id) REFERENCES warnings (id, chain_id);
ALTER TABLE warnings ADD CONSTRAINT warnings_not_itself CHECK (supersedes <> id);

CREATE FUNCTION guard_warning_chain() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.supersedes IS DISTINCT FROM OLD.supersedes THEN
        RAISE EXCEPTION 'a warning keeps what it updates' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER warnings_chain_guard BEFORE UPDATE ON warnings FOR EACH ROW EXECUTE FUNCTION guard_warning_chain();

ALTER TABLE warning_decisions DROP CONSTRAINT warning_decisions_decision_check;
ALTER TABLE warning_decisions ADD CONSTRAINT warning_decisions_decision_check CHECK (decision IN (
    'submitted', 'approved', 'returned', 'rejected', 'cancelled', 'superseded'));

-- replaces: the message whose place this one takes; who was due for that one hears of this one's end, too.
-- unless_due: who is due for that message is not told this one; chosen when that one's recipients are known.
ALTER TABLE messages ADD COLUMN replaces uuid;
ALTER TABLE messages ADD COLUMN unless_due uuid REFERENCES messages (id);
ALTER TABLE messages ADD CONSTRAINT messages_unless_due CHECK (unless_due IS NULL OR follows IS NOT NULL);
CREATE INDEX messages_by_unless_due ON messages (unless_due) WHERE unless_due IS NOT NULL;
