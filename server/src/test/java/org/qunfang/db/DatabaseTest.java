package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.settings.Settings;
import org.qunfang.testing.TestDatabase;

class DatabaseTest {
    @RegisterExtension
    static final TestDatabase testDatabase = new TestDatabase();

    @Test
    void opensTheDatabaseTheSettingsNameForRequestsAndForSchedules() throws Exception {
        Settings settings =
                Settings.from(Map.of("DATABASE_URL", testDatabase.url().text()));

        try (Database database = Database.open(testDatabase.vertx(), settings);
                Connection connection = database.dataSource().getConnection()) {
            assertThat(connection.isValid(1)).isTrue();
            RowSet<Row> rows = database.pool()
                    .query("SELECT current_database() AS name")
                    .execute()
                    .await();
            assertThat(rows.iterator().next().getString("name"))
                    .isEqualTo(testDatabase.url().database());
        }
    }

    @Test
    void moreWaitingRequestsThanTheQueueHoldsFailAtOnceAndTheOthersAreServed() {
        Pool pool = Database.pool(testDatabase.vertx(), testDatabase.url(), 1);
        SqlConnection onlyOne = pool.getConnection().await();
        List<Future<RowSet<Row>>> requests = new ArrayList<>();
        for (int request = 0; request < 2_100; request++) {
            requests.add(pool.withConnection(
                    connection -> connection.query("SELECT 1").execute()));
        }
        await().until(() -> requests.stream().filter(Future::failed).count() == 100);
        onlyOne.close().await();
        Future.join(requests).otherwiseEmpty().await();

        assertThat(requests).filteredOn(Future::succeeded).hasSize(2_000);
        assertThat(requests)
                .filteredOn(Future::failed)
                .allMatch(request -> request.cause() instanceof ConnectionPoolTooBusyException);
        pool.close().await();
    }

    @Test
    void aConnectionTheServerCutIsReplacedWithinSeconds() {
        Pool pool = Database.pool(testDatabase.vertx(), testDatabase.url(), 1);
        assertThatThrownBy(() -> pool.query("SELECT pg_terminate_backend(pg_backend_pid())")
                        .execute()
                        .await())
                .isNotNull();

        await().ignoreExceptions()
                .atMost(Duration.ofSeconds(5))
                .until(() -> pool.query("SELECT 1").execute().await().size() == 1);
        pool.close().await();
    }
}
