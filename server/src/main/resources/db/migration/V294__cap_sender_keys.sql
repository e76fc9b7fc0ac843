-- With what a trusted sender signs, and what became of the signature of each message.

-- A certificate or a public key, PEM (RFC 7468). With one, nothing of this sender is taken that it did not sign.
ALTER TABLE cap_senders ADD COLUMN signing_key text
    CHECK (signing_key LIKE '-----BEGIN %' AND char_length(signing_key) <= 8000);

-- NULL for refused ones, and for those from before.
ALTER TABLE cap_imports ADD COLUMN signature text CHECK (signature IN ('verified', 'not-checked', 'none'));
