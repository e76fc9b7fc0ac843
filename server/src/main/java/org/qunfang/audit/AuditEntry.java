package org.qunfang.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/**
 * One line of the audit log, as stored.
 *
 * @param id UUIDv7
 * @param at when, to the microsecond (what timestamptz keeps)
 * @param accountId who; null for somebody without a token
 * @param actorKind name of an {@link org.qunfang.http.Caller.Kind}
 * @param departmentId the actor's department at that moment, or null
 * @param action what was done, such as {@code officer.created}
 * @param subjectType kind of the thing it was done to, such as {@code account}
 * @param subjectId that thing, or null
 * @param detail a JSON object exactly as PostgreSQL prints the jsonb value
 * @param attempt the request's attempt at its idempotency key, or null
 * @param salt told to nobody who reads the log: else an account that is not told could be tried against the hash; null in
 *     entries of before there was one
 */
record AuditEntry(
        UUID id,
        Instant at,
        UUID accountId,
        String actorKind,
        UUID departmentId,
        String action,
        String subjectType,
        UUID subjectId,
        String detail,
        UUID attempt,
        UUID salt) {

    private static final String WITHOUT_SALT = "qunfang-audit-1";
    private static final String WITH_SALT = "qunfang-audit-2";

    /**
     * The bytes that the seal covers: every field in the order of this record as UTF-8 behind its length in four
     * bytes, big-endian, −1 for null. No two different entries have the same bytes.
     */
    byte[] canonicalBytes() {
        var bytes = new ByteArrayOutputStream(512);
        try (var out = new DataOutputStream(bytes)) {
            write(out, salt == null ? WITHOUT_SALT : WITH_SALT);
            write(out, id);
            write(out, at.getEpochSecond() * 1_000_000 + at.getNano() / 1_000);
            write(out, accountId);
            write(out, actorKind);
            write(out, departmentId);
            write(out, action);
            write(out, subjectType);
            write(out, subjectId);
            write(out, detail);
            write(out, attempt);
            if (salt != null) {
                write(out, salt);
            }
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, Object field) throws IOException {
        if (field == null) {
            out.writeInt(-1);
            return;
        }
        byte[] text = field.toString().getBytes(StandardCharsets.UTF_8);
        out.writeInt(text.length);
        out.write(text);
    }
}
