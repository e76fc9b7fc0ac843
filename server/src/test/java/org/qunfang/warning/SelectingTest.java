package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;

/** Until everybody who is due is known, the ledger says so: nobody takes its zeros for an end. */
class SelectingTest extends WarningFixture {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Test
    void aPublishedWarningIsSelectingUntilItsMessageIsWritten() {
        phone("inside", 22.711, 113.934, "Minor");
        Answer submitted = submit(author, author.post("/v1/warnings", Drafts.landslide()));

        whileNobodyWrites("messages", () -> {
            assertThat(approve(approver, submitted).status()).isEqualTo(200);
            assertThat(ledger(submitted).getBoolean("selecting")).isTrue();
            assertThat(due(submitted)).isZero();
        });

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ledger(submitted).getBoolean("selecting")).isFalse());
        assertThat(due(submitted)).isEqualTo(1);
    }

    @Test
    void aMessageThatIsWrittenIsSelectingUntilItsLedgerIs() {
        phone("inside", 22.711, 113.934, "Minor");
        Answer submitted = submit(author, author.post("/v1/warnings", Drafts.landslide()));
        String id = submitted.json().getString("id");

        whileNobodyWrites("deliveries", () -> {
            assertThat(approve(approver, submitted).status()).isEqualTo(200);
            await().atMost(SOON)
                    .until(() -> number("SELECT count(*) AS n FROM messages WHERE source_id = '" + id
                                    + "' AND selecting_until IS NOT NULL")
                            == 1);
            assertThat(ledger(submitted).getBoolean("selecting")).isTrue();
            assertThat(due(submitted)).isZero();
        });

        await().atMost(SOON)
                .untilAsserted(() ->
                        assertThat(ledger(submitted).getBoolean("selecting")).isFalse());
        assertThat(due(submitted)).isEqualTo(1);
    }

    @Test
    void whatReachesNobodyIsNeverSelecting() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        Answer quiet = publish(Drafts.landslide().put("mode", "exercise"));

        assertThat(ledger(draft).getBoolean("selecting")).isFalse();
        assertThat(ledger(quiet).getBoolean("selecting")).isFalse();
    }

    private static void whileNobodyWrites(String table, Runnable then) {
        SqlConnection other = app.pool().getConnection().await();
        Transaction locked = other.begin().await();
        try {
            other.query("LOCK TABLE " + table + " IN SHARE MODE").execute().await();
            then.run();
        } finally {
            locked.rollback().await();
            other.close().await();
        }
    }

    private int due(Answer warning) {
        return ledger(warning).getJsonArray("channels").getJsonObject(0).getInteger("due");
    }

    private JsonObject ledger(Answer warning) {
        return author.get(path(warning) + "/deliveries").json();
    }

    private static long number(String sql) {
        return app.pool().query(sql).execute().await().iterator().next().getLong("n");
    }
}
