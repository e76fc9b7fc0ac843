package org.qunfang.warning;

import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Officers and residents with accounts of their own, signed in. */
public final class People {
    private static final String DEPARTMENT = "guangming-urban-management";

    private final TestApp app;

    public People(TestApp app) {
        this.app = app;
    }

    TestClient author() {
        return officer("warning_author", Set.of("warning.read", "warning.draft"));
    }

    TestClient approver() {
        return officer("warning_approver", Set.of("warning.read", "warning.approve"));
    }

    /** One person with both roles: may do both, but not with the same warning. */
    TestClient authorAndApprover() {
        return officer("warning_approver", Set.of("warning.read", "warning.draft", "warning.approve"));
    }

    TestClient officer(String role, Set<String> permissions) {
        return officer(UUID.randomUUID(), role, permissions);
    }

    TestClient officer(UUID id, String role, Set<String> permissions) {
        return officer(id, DEPARTMENT, role, permissions);
    }

    /** @param department code of the officer's own */
    TestClient officer(UUID id, String department, String role, Set<String> permissions) {
        app.pool()
                .preparedQuery("""
                        INSERT INTO accounts
                            (id, kind, created_at, email, name, roles, password_hash, totp_secret)
                        VALUES ($1, 'OFFICER', now(), $2, '李伟', ARRAY[$3], 'none', decode(repeat('00', 20), 'hex'))
                        """)
                .execute(Tuple.of(id, id + "@example.org", role))
                .await();
        return app.as(new Caller(
                Caller.Kind.OFFICER, id, "李伟", app.departmentId(department), Set.of(role), permissions, null));
    }

    /** A resident with an account of their own. */
    public TestClient resident() {
        UUID id = UUID.randomUUID();
        app.pool()
                .preparedQuery("INSERT INTO accounts (id, kind, created_at) VALUES ($1, 'RESIDENT', now())")
                .execute(Tuple.of(id))
                .await();
        return app.as(new Caller(
                Caller.Kind.RESIDENT,
                id,
                null,
                null,
                Set.of("resident"),
                Set.of("device.register", "warning.feedback", "report.submit"),
                null));
    }
}
