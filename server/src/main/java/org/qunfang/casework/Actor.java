package org.qunfang.casework;

import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.qunfang.http.Caller;

/**
 * Who did it. Of residents only the kind is ever told.
 *
 * @param accountId null for the program itself
 * @param name null where nobody is named
 * @param departmentId the officer's at that moment, or the one an entry is about; null without one
 */
public record Actor(Kind kind, UUID accountId, String name, UUID departmentId) {
    public static final Actor PROGRAM = new Actor(Kind.SYSTEM, null, null, null);

    public enum Kind {
        RESIDENT,
        OFFICER,
        SYSTEM
    }

    public static Actor of(Caller caller) {
        return new Actor(kind(caller.kind().name()), caller.accountId(), caller.displayName(), caller.departmentId());
    }

    /**
     * Reads account_id, department_id and, joined from accounts, actor_kind and actor_name. Of an account that was
     * deleted since, only the kind can still be told: officers acted for a department.
     */
    static Actor of(Row row) {
        UUID account = row.getUUID("account_id");
        UUID department = row.getUUID("department_id");
        String known = row.getString("actor_kind");
        String deleted = department == null ? "RESIDENT" : "OFFICER";
        Kind kind = account == null ? Kind.SYSTEM : kind(known == null ? deleted : known);
        return new Actor(kind, account, row.getString("actor_name"), department);
    }

    private static Kind kind(String accountKind) {
        return switch (accountKind) {
            case "OFFICER" -> Kind.OFFICER;
            case "SERVICE" -> Kind.SYSTEM;
            default -> Kind.RESIDENT;
        };
    }

    /** The sender of a report, whoever it was. An import stays the program. */
    Actor asSender() {
        return kind == Kind.SYSTEM ? PROGRAM : new Actor(Kind.RESIDENT, null, null, null);
    }
}
