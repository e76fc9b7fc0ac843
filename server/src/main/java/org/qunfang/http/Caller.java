package org.qunfang.http;

import java.util.Set;
import java.util.UUID;

/**
 * Who acts, and in which attempt of an idempotent request.
 *
 * @param accountId null for {@link Kind#NOBODY}
 * @param departmentId the officer's department, else null
 * @param attempt the claimed idempotency key of this request, or null
 */
public record Caller(
        Kind kind,
        UUID accountId,
        String displayName,
        UUID departmentId,
        Set<String> roles,
        Set<String> permissions,
        Attempt attempt) {

    public static final Caller NOBODY = new Caller(Kind.NOBODY, null, null, null, Set.of(), Set.of(), null);

    /** RESIDENT includes volunteers and members of organisations; SERVICE is the program itself, such as an import. */
    public enum Kind {
        RESIDENT,
        OFFICER,
        SERVICE,
        NOBODY
    }

    /** One try of a request with an Idempotency-Key; the key's row is marked committed with the try's own id. */
    public record Attempt(String key, UUID id) {}

    public boolean may(String permission) {
        return permissions.contains(permission);
    }

    public Caller withAttempt(Attempt claimed) {
        return new Caller(kind, accountId, displayName, departmentId, roles, permissions, claimed);
    }
}
