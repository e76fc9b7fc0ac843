-- The way back into an account that has neither address nor password. Only hashes are kept; a code of 120 random bits needs no
-- slow one.

CREATE TABLE recovery_codes (
    account_id uuid        PRIMARY KEY REFERENCES accounts (id) ON DELETE CASCADE,
    hash       bytea       NOT NULL UNIQUE CHECK (octet_length(hash) = 32),
    made_at    timestamptz NOT NULL,
    -- What was used last and what its successor was made with: an answer that got lost is given again for a while.
    used_hash  bytea       UNIQUE CHECK (octet_length(used_hash) = 32),
    salt       bytea       CHECK (octet_length(salt) = 32),
    used_at    timestamptz,
    CHECK ((used_hash IS NULL) = (salt IS NULL) AND (used_hash IS NULL) = (used_at IS NULL))
);

-- An officer's second factor is not to be gone round.
CREATE FUNCTION require_resident() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM accounts AS a WHERE a.id = NEW.account_id AND a.kind = 'RESIDENT') THEN
        RAISE EXCEPTION 'account %: only residents have recovery codes', NEW.account_id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER recovery_codes_of_residents BEFORE INSERT OR UPDATE OF account_id ON recovery_codes
    FOR EACH ROW EXECUTE FUNCTION require_resident();

ALTER TABLE sessions DROP CONSTRAINT sessions_end_reason_check;
ALTER TABLE sessions ADD CONSTRAINT sessions_end_reason_check
    CHECK (end_reason IN ('logout', 'reuse', 'disabled', 'reset', 'password', 'recovered'));
