package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.db.Database;

/** What PostgreSQL keeps of the ledger itself, whoever writes into it. */
class LedgerGuardTest extends LedgerFixture {
    private static final String FOREIGN_KEY_VIOLATION = "23503";

    private UUID due() {
        phones().phone(22.5, 114, Severity.MINOR);
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, Shapes.square(22.49, 113.99, 0.02)).await();
        fanout.start();
        org.awaitility.Awaitility.await().until(() -> recipients(message.id()) != null);
        return message.id();
    }

    @Test
    void aDeliveryIsAlwaysOfOneAndTheSameMessage() {
        UUID message = due();

        refused("INSERT INTO deliveries (message_id, device_id, channel, language, priority, next_attempt_at, due_at)"
                + " SELECT gen_random_uuid(), device_id, channel, language, priority, next_attempt_at, due_at"
                + " FROM deliveries");
        refused("UPDATE deliveries SET message_id = gen_random_uuid()");
        refused("UPDATE messages SET id = gen_random_uuid()");
        refused("DELETE FROM messages");
        assertThat(due(message)).hasSize(1);
    }

    @Test
    void whatIsHandedOverIsSomebodysUntilAMoment() {
        due();

        assertThatThrownBy(() -> database.pool()
                        .query("UPDATE deliveries SET state = 'handed_over', handed_over_at = now()")
                        .execute()
                        .await())
                .hasMessageContaining("deliveries_claim");
    }

    @Test
    void aClaimIsPlannedForTheLedgerAsItIsNow() {
        Pool one = Database.pool(database.vertx(), database.url(), 1);
        DeliveryStore store = new DeliveryStore(one, UUID.randomUUID());
        for (int i = 0; i < 10; i++) {
            store.claim("fcm", 100, false, clock.instant()).await();
        }

        Row plans = one.query("SELECT sum(generic_plans)::int AS kept, sum(custom_plans)::int AS fresh"
                        + " FROM pg_prepared_statements WHERE statement LIKE 'WITH picked%'")
                .execute()
                .await()
                .iterator()
                .next();
        one.close().await();
        assertThat(plans.getInteger("kept")).isZero();
        assertThat(plans.getInteger("fresh")).isEqualTo(10);
    }

    private static void refused(String sql) {
        assertThatThrownBy(() -> database.pool().query(sql).execute().await())
                .as(sql)
                .isInstanceOfSatisfying(
                        PgException.class,
                        failure -> assertThat(failure.getSqlState()).isEqualTo(FOREIGN_KEY_VIOLATION));
    }
}
