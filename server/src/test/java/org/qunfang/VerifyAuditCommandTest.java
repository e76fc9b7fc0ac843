package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.testing.TestDatabase;
import picocli.CommandLine;

class VerifyAuditCommandTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final Caller OFFICER =
            new Caller(Caller.Kind.OFFICER, UUID.randomUUID(), "王芳", null, Set.of(), Set.of(), null);

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void theLogIsProvedUntilSomebodyChangesIt() {
        append();
        append();
        assertThat(verify()).isZero();
        assertThat(out.toString())
                .startsWith("The audit log is what was sealed.")
                .contains("entries  2");
        String head = out.toString().replaceAll("(?s).*head +", "").strip();

        append();
        assertThat(verify("--head", head)).isZero();
        assertThat(verify("--head", "2:" + "0".repeat(64))).isEqualTo(1);

        run("ALTER TABLE audit_entries DISABLE TRIGGER USER");
        run(
                "UPDATE audit_entries SET action = 'case.closed' WHERE id = (SELECT max(id::text)::uuid FROM audit_entries)");
        assertThat(verify()).isEqualTo(1);
        assertThat(out.toString()).contains("at position 3 an entry was altered");
    }

    @Test
    void aHeadThatIsNoneIsAMistake() {
        assertThat(verify("--head", "yesterday")).isEqualTo(2);
        assertThat(err.toString()).contains("--head: A noted head is POSITION:HASH");
    }

    private static void append() {
        new AuditLog(Clock.systemUTC())
                .append(database.pool(), OFFICER, "case.opened", "case", UUID.randomUUID(), new JsonObject())
                .await();
    }

    private int verify(String... arguments) {
        Map<String, String> environment = Map.of("DATABASE_URL", database.url().text());
        return new CommandLine(new VerifyAuditCommand(environment))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static void run(String sql) {
        database.pool().query(sql).execute().await();
    }
}
