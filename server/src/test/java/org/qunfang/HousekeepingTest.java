package org.qunfang;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;

class HousekeepingTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    @Test
    void whatNobodyNeedsAnyMoreIsDeletedWithinTheHourAndTheRestStays() {
        app.resident();
        run("""
                INSERT INTO idempotency_keys (account_id, key, operation_id, request_hash, attempt, created_at)
                SELECT gen_random_uuid(), 'housekeeping', 'x', '', gen_random_uuid(), now() - make_interval(hours => age)
                FROM UNNEST(ARRAY[1, 23, 25, 100]) AS aged (age)
                """);
        run("""
                INSERT INTO sign_in_failures (subject, failures, last_at, blocked_until)
                SELECT 'account:' || age, 1, now() - make_interval(hours => age), now()
                FROM UNNEST(ARRAY[1, 20, 25]) AS aged (age)
                """);
        run("""
                INSERT INTO sessions
                    (id, account_id, handle_hash, salt, current_hash, created_at, rotated_at, expires_at)
                SELECT gen_random_uuid(), id, sha256(age::text::bytea), sha256(''), sha256(''), now(), now(),
                       now() - make_interval(days => age)
                FROM (SELECT id FROM accounts LIMIT 1) AS anybody, UNNEST(ARRAY[1, 31, 60]) AS aged (age)
                """);

        clock.advance(Duration.ofHours(1));

        await().atMost(Duration.ofSeconds(20)).until(() -> count("idempotency_keys") == 2);
        await().atMost(Duration.ofSeconds(20)).until(() -> count("sign_in_failures") == 2);
        await().atMost(Duration.ofSeconds(20)).until(() -> count("sessions") == 1);
    }

    private static void run(String sql) {
        app.pool().query(sql).execute().await();
    }

    private static long count(String table) {
        return app.pool()
                .query("SELECT count(*) AS n FROM " + table)
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("n");
    }
}
