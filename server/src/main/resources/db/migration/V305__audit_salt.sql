-- Who reads the log could try accounts against the hashes: of an entry whose account is not told they would have found it by
-- the next seal, or by the head. A salt that is listed nowhere stands in each entry's canonical bytes from now on
-- (docs/adr/0010-audit-seals-after-commit.md). Entries of before keep their bytes and their seals.
ALTER TABLE audit_entries ADD COLUMN salt uuid;
ALTER TABLE audit_entries ALTER COLUMN salt SET DEFAULT gen_random_uuid();

-- The first one with a salt, so that no head stands right behind one without.
SELECT append_audit(
           (lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0') || '7'
            || substr(md5(gen_random_uuid()::text), 1, 3) || '8' || substr(md5(gen_random_uuid()::text), 1, 15))::uuid,
           now(), NULL, 'SERVICE', NULL, 'audit.salted', 'audit', NULL, '{}', NULL, NULL)
 WHERE EXISTS (SELECT FROM audit_entries);
