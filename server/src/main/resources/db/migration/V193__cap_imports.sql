-- Every message from elsewhere with what became of it, as it came in, byte for byte.

CREATE TABLE cap_imports (
    id             uuid PRIMARY KEY,
    received_at    timestamptz NOT NULL,
    -- A refused message that comes again is counted, not stored again.
    last_at        timestamptz NOT NULL,
    times          integer NOT NULL DEFAULT 1 CHECK (times > 0),
    via            text NOT NULL CHECK (via IN ('hand', 'feed')),
    account_id     uuid REFERENCES accounts (id),
    sender_id      uuid REFERENCES cap_senders (id),
    xml            bytea NOT NULL CHECK (octet_length(xml) <= 2097152),
    xml_hash       bytea NOT NULL CHECK (octet_length(xml_hash) = 32),

    outcome        text NOT NULL CHECK (outcome IN ('accepted', 'refused')),
    reason         text CHECK (char_length(reason) <= 60),
    reason_path    text CHECK (char_length(reason_path) <= 500),

    -- What could be read of it.
    cap_sender     text CHECK (char_length(cap_sender) BETWEEN 1 AND 200),
    cap_identifier text CHECK (char_length(cap_identifier) BETWEEN 1 AND 200),
    fingerprint    bytea CHECK (octet_length(fingerprint) = 32),
    sent           timestamptz,
    msg_type       text,
    status         text,
    scope          text,
    severity       text,
    event          text,
    headline       text,
    expires        timestamptz,
    refers_to      text[] NOT NULL DEFAULT '{}',
    repairs        jsonb NOT NULL DEFAULT '[]' CHECK (jsonb_typeof(repairs) = 'array'),
    area           jsonb,

    -- Accepted ones: whether it reaches the public, and who let it.
    relaying       text,
    relayed_by     uuid REFERENCES accounts (id),
    relayed_at     timestamptz,

    CONSTRAINT cap_imports_outcome CHECK (
        CASE outcome WHEN 'refused' THEN reason IS NOT NULL AND relaying IS NULL
                     ELSE reason IS NULL AND relaying IS NOT NULL AND sender_id IS NOT NULL AND fingerprint IS NOT NULL
                          AND cap_sender IS NOT NULL AND cap_identifier IS NOT NULL AND sent IS NOT NULL END),
    CONSTRAINT cap_imports_by_hand CHECK ((via = 'hand') = (account_id IS NOT NULL)),
    -- One officer's word reaches nobody: a second one lets it out.
    CONSTRAINT cap_imports_two_persons CHECK (relayed_by <> account_id)
);
-- An identifier means one message of its sender (CAP 1.2 section 3.2.1).
CREATE UNIQUE INDEX cap_imports_identifier ON cap_imports (cap_sender, cap_identifier) WHERE outcome = 'accepted';
CREATE UNIQUE INDEX cap_imports_refused ON cap_imports (xml_hash) WHERE outcome = 'refused';
CREATE INDEX cap_imports_by_time ON cap_imports (last_at DESC, id DESC);
CREATE INDEX cap_imports_referring ON cap_imports USING gin (refers_to) WHERE outcome = 'accepted';

-- What was accepted stays what it is; only whether it reaches the public is decided later.
CREATE FUNCTION guard_cap_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.outcome = 'accepted' AND
       (NEW.id, NEW.outcome, NEW.xml, NEW.cap_sender, NEW.cap_identifier, NEW.fingerprint, NEW.account_id, NEW.via)
       IS DISTINCT FROM
       (OLD.id, OLD.outcome, OLD.xml, OLD.cap_sender, OLD.cap_identifier, OLD.fingerprint, OLD.account_id, OLD.via) THEN
        RAISE EXCEPTION 'an accepted message does not change' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER cap_imports_guard BEFORE UPDATE ON cap_imports FOR EACH ROW EXECUTE FUNCTION guard_cap_import();
