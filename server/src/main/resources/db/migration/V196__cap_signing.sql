-- The key that CAP messages are signed with, kept like the one of access tokens (V010): the first process makes it, all
-- share it, at most one signs. A retired one stays, because its certificate vouches for what was signed with it.
CREATE TABLE cap_signing_keys (
    id              text PRIMARY KEY CHECK (char_length(id) BETWEEN 1 AND 64),
    -- X.509 and PKCS #8, DER.
    certificate     bytea NOT NULL,
    private_key     bytea NOT NULL,
    created_at      timestamptz NOT NULL,
    retired_at      timestamptz
);
CREATE UNIQUE INDEX cap_signing_keys_one_active ON cap_signing_keys ((retired_at IS NULL)) WHERE retired_at IS NULL;
