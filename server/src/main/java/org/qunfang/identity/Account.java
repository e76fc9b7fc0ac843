package org.qunfang.identity;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.http.Caller;

/**
 * One account as stored, without its secrets.
 *
 * @param email lower case; null for residents
 * @param departmentId null for residents and for officers of no department
 * @param version counts the changes
 */
record Account(
        UUID id,
        Caller.Kind kind,
        Instant createdAt,
        boolean disabled,
        long version,
        String email,
        String name,
        String phone,
        String language,
        UUID departmentId,
        List<Role> roles) {

    Caller caller() {
        return caller(id, kind, name, departmentId, roles);
    }

    static Caller resident(UUID id) {
        return caller(id, Caller.Kind.RESIDENT, null, null, List.of());
    }

    static Caller caller(UUID id, Caller.Kind kind, String name, UUID departmentId, Collection<Role> roles) {
        Set<String> texts = roles.stream().map(Role::text).collect(Collectors.toUnmodifiableSet());
        return new Caller(kind, id, name, departmentId, texts, Role.permissions(roles), null);
    }
}
