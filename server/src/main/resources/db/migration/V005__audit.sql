-- The audit log: who did what to what. docs/adr/0010-audit-seals-after-commit.md says why it looks like this.

CREATE TABLE audit_entries (
    id              uuid PRIMARY KEY,
    at              timestamptz NOT NULL,
    account_id      uuid,
    actor_kind      text NOT NULL CHECK (actor_kind IN ('RESIDENT', 'OFFICER', 'SERVICE', 'NOBODY')),
    department_id   uuid,
    action          text NOT NULL CHECK (action ~ '^[a-z][a-z0-9._-]{0,79}$'),
    subject_type    text NOT NULL CHECK (subject_type ~ '^[a-z][a-z0-9._-]{0,79}$'),
    subject_id      uuid,
    detail          jsonb NOT NULL DEFAULT '{}' CHECK (jsonb_typeof(detail) = 'object'),
    attempt         uuid
);
CREATE INDEX audit_entries_by_subject ON audit_entries (subject_id, id) WHERE subject_id IS NOT NULL;
-- Residents write most of the entries and nobody lists them by resident: they do not pay for this index.
CREATE INDEX audit_entries_by_officer ON audit_entries (account_id, id) WHERE actor_kind = 'OFFICER';

-- Entries that no seal covers yet. Written with the entry, emptied by the sealer: it finds a late commit however late.
-- Neither this nor audit_seals has a foreign key: its check would lock, and so rewrite, every entry once more.
CREATE TABLE audit_unsealed (
    entry_id        uuid PRIMARY KEY
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

-- hash = SHA-256(hash at position - 1 || canonical bytes of the entry); before position 1 stand 32 zero bytes.
CREATE TABLE audit_seals (
    position        bigint PRIMARY KEY CHECK (position >= 1),
    entry_id        uuid NOT NULL UNIQUE,
    hash            bytea NOT NULL CHECK (octet_length(hash) = 32)
);

-- Notes of where the chain ended at some time: a cut tail shows against them.
CREATE TABLE audit_heads (
    position        bigint PRIMARY KEY CHECK (position >= 1),
    hash            bytea NOT NULL CHECK (octet_length(hash) = 32),
    noted_at        timestamptz NOT NULL
);

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END
$$;

CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_seals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
CREATE TRIGGER audit_heads_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_heads
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- Writes one entry and, when the caller's request carries an idempotency key, marks that attempt as committed: both
-- in the transaction of the state change, in one round trip. Returns the entry's id. Inside a WITH query the main
-- statement must read that id, else PostgreSQL never calls the function. Fails with QF001 when the attempt is no
-- longer the one that holds the key: then another process took it over and this transaction must not commit.
CREATE FUNCTION append_audit(
    p_id uuid, p_at timestamptz, p_account_id uuid, p_actor_kind text, p_department_id uuid,
    p_action text, p_subject_type text, p_subject_id uuid, p_detail jsonb,
    p_key text, p_attempt uuid
) RETURNS uuid LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_entries
        (id, at, account_id, actor_kind, department_id, action, subject_type, subject_id, detail, attempt)
    VALUES
        (p_id, p_at, p_account_id, p_actor_kind, p_department_id, p_action, p_subject_type, p_subject_id,
         COALESCE(p_detail, '{}'), p_attempt);
    INSERT INTO audit_unsealed (entry_id) VALUES (p_id);
    IF p_attempt IS NOT NULL THEN
        UPDATE idempotency_keys SET committed = true
        WHERE account_id = p_account_id AND key = p_key AND attempt = p_attempt;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'attempt % no longer holds its idempotency key', p_attempt USING ERRCODE = 'QF001';
        END IF;
    END IF;
    RETURN p_id;
END
$$;

-- The same for many things that were done in one transaction, without attempts.
CREATE FUNCTION append_audits(
    p_ids uuid[], p_at timestamptz, p_account_ids uuid[], p_actor_kinds text[], p_department_ids uuid[],
    p_action text, p_subject_type text, p_subject_ids uuid[], p_details jsonb[]
) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_entries
        (id, at, account_id, actor_kind, department_id, action, subject_type, subject_id, detail)
    SELECT id, p_at, account_id, actor_kind, department_id, p_action, p_subject_type, subject_id, detail
      FROM UNNEST(p_ids, p_account_ids, p_actor_kinds, p_department_ids, p_subject_ids, p_details)
        AS entry (id, account_id, actor_kind, department_id, subject_id, detail);
    INSERT INTO audit_unsealed (entry_id) SELECT UNNEST(p_ids);
END
$$;
