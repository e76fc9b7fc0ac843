package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestDatabase;
import picocli.CommandLine;

class VerifyLedgerCommandTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final StringWriter out = new StringWriter();

    @Test
    void everyRecipientStandsInTheLedgerOrTheMessageIsNamed() {
        run("""
                INSERT INTO messages (id, source_kind, source_id, priority, severity, content, data, created_at,
                                      expires_at, addressed, recipients)
                SELECT ('00000000-0000-7000-8000-00000000000' || n)::uuid, 'warning', gen_random_uuid(), 1, 4, '{}', '{}',
                       now(), now() + interval '1 hour', true, n
                  FROM generate_series(1, 2) AS n
                """);
        run("""
                INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)
                SELECT m.id, gen_random_uuid(), 'fcm', 'en', 1, now(), now()
                  FROM messages AS m CROSS JOIN generate_series(1, m.recipients) AS n
                """);
        assertThat(verify()).isZero();
        assertThat(words()).contains("Everybody who was due stands in the ledger.", "messages 2", "recipients 3");

        run("DELETE FROM deliveries WHERE message_id = '00000000-0000-7000-8000-000000000002'"
                + " AND device_id = (SELECT max(device_id::text)::uuid FROM deliveries"
                + " WHERE message_id = '00000000-0000-7000-8000-000000000002')");
        assertThat(verify()).isEqualTo(1);
        assertThat(words()).contains("00000000-0000-7000-8000-000000000002", "unproven 1");
    }

    private String words() {
        return out.toString().replaceAll(" +", " ");
    }

    private int verify() {
        Map<String, String> environment = Map.of("DATABASE_URL", database.url().text());
        return new CommandLine(new VerifyLedgerCommand(environment))
                .setOut(new PrintWriter(out, true))
                .execute();
    }

    private static void run(String sql) {
        database.pool().query(sql).execute().await();
    }
}
