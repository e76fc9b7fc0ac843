-- Who may do what. department_id points at departments (V020) without a foreign key: responsibility knows identity,
-- identity does not know responsibility.

CREATE TABLE accounts (
    id              uuid PRIMARY KEY,
    kind            text NOT NULL CHECK (kind IN ('RESIDENT', 'OFFICER', 'SERVICE')),
    created_at      timestamptz NOT NULL,
    disabled_at     timestamptz,
    version         bigint NOT NULL DEFAULT 1,
    email           text CHECK (email = lower(email) AND char_length(email) BETWEEN 3 AND 254),
    name            text CHECK (char_length(name) BETWEEN 1 AND 200),
    phone           text CHECK (char_length(phone) BETWEEN 3 AND 32),
    language        text NOT NULL DEFAULT 'zh-CN' CHECK (language IN ('zh-CN', 'en')),
    department_id   uuid,
    roles           text[] NOT NULL DEFAULT '{}' CHECK (roles <@ ARRAY[
                        'officer', 'duty_officer', 'department_lead', 'warning_author', 'warning_approver',
                        'auditor', 'administrator']),
    password_hash   text,
    totp_secret     bytea CHECK (octet_length(totp_secret) >= 20),
    totp_last_step  bigint,
    CHECK (kind = 'RESIDENT' OR (email IS NOT NULL AND name IS NOT NULL AND password_hash IS NOT NULL)),
    CHECK (kind <> 'RESIDENT' OR (roles = '{}' AND department_id IS NULL)),
    CHECK (kind <> 'OFFICER' OR (roles <> '{}' AND totp_secret IS NOT NULL))
);
CREATE UNIQUE INDEX accounts_by_email ON accounts (email) WHERE email IS NOT NULL;
CREATE INDEX accounts_officers ON accounts (id) WHERE kind = 'OFFICER';

-- One row for each sign-in and all the refresh tokens that follow from it (the family). Only hashes are kept.
CREATE TABLE sessions (
    id              uuid PRIMARY KEY,
    account_id      uuid NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    handle_hash     bytea NOT NULL UNIQUE CHECK (octet_length(handle_hash) = 32),
    salt            bytea NOT NULL CHECK (octet_length(salt) = 32),
    current_hash    bytea NOT NULL CHECK (octet_length(current_hash) = 32),
    previous_hash   bytea CHECK (octet_length(previous_hash) = 32),
    created_at      timestamptz NOT NULL,
    rotated_at      timestamptz NOT NULL,
    expires_at      timestamptz NOT NULL,
    ended_at        timestamptz,
    end_reason      text CHECK (end_reason IN ('logout', 'reuse', 'disabled', 'reset', 'password')),
    address         text CHECK (char_length(address) <= 64),
    CHECK ((ended_at IS NULL) = (end_reason IS NULL))
);
CREATE INDEX sessions_by_account ON sessions (account_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Failed sign-ins per account and per address; subject is 'account:…' or 'address:…'.
CREATE TABLE sign_in_failures (
    subject         text PRIMARY KEY CHECK (char_length(subject) <= 200),
    failures        integer NOT NULL CHECK (failures >= 0),
    last_at         timestamptz NOT NULL,
    blocked_until   timestamptz NOT NULL
);
CREATE INDEX sign_in_failures_by_age ON sign_in_failures (last_at);

-- Ed25519 keys that sign access tokens, shared by every server process. At most one is the signing one.
CREATE TABLE signing_keys (
    id              text PRIMARY KEY CHECK (char_length(id) BETWEEN 1 AND 64),
    public_key      bytea NOT NULL,
    private_key     bytea NOT NULL,
    created_at      timestamptz NOT NULL,
    retired_at      timestamptz
);
CREATE UNIQUE INDEX signing_keys_one_active ON signing_keys ((retired_at IS NULL)) WHERE retired_at IS NULL;
