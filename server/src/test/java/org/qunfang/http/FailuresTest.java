package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.json.DecodeException;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import io.vertx.sqlclient.SqlConnection;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.testing.TestDatabase;

class FailuresTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String LOST_ATTEMPT = """
            SELECT append_audit(gen_random_uuid(), now(), gen_random_uuid(), 'OFFICER', NULL, 'case.closed', 'case',
                                NULL, '{}', 'a key', gen_random_uuid())
            """;

    @Test
    void aFullQueueForConnectionsIsUnavailable() {
        Pool pool = pool(database.url().port(), new PoolOptions().setMaxSize(1).setMaxWaitQueueSize(0));
        pool.getConnection().await();

        assertUnavailable(failureOf(pool, "SELECT 1"));
        pool.close().await();
    }

    @Test
    void aConnectionThatDoesNotComeInTimeIsUnavailable() {
        Pool pool = pool(
                database.url().port(),
                new PoolOptions()
                        .setMaxSize(1)
                        .setConnectionTimeout(1_000)
                        .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS));
        SqlConnection only = pool.getConnection().await();

        assertUnavailable(failureOf(pool, "SELECT 1"));
        assertUnavailable(catchThrowable(() -> pool.getConnection().await()));
        only.close().await();
        pool.close().await();
    }

    @Test
    void aServerThatDoesNotAnswerIsUnavailable() {
        Pool pool = pool(1, new PoolOptions());

        assertUnavailable(failureOf(pool, "SELECT 1"));
        pool.close().await();
    }

    @Test
    void aConnectionCutUnderWayIsUnavailable() {
        Pool pool = pool(database.url().port(), new PoolOptions().setMaxSize(1));

        assertUnavailable(failureOf(pool, "SELECT pg_terminate_backend(pg_backend_pid())"));
        pool.close().await();
    }

    @Test
    void aConnectionThatIsKeptAfterItWasCutIsUnavailable() {
        Pool pool = pool(database.url().port(), new PoolOptions().setMaxSize(1));
        SqlConnection cut = pool.getConnection().await();
        catchThrowable(() -> cut.query("SELECT pg_terminate_backend(pg_backend_pid())")
                .execute()
                .await());

        assertUnavailable(catchThrowable(() -> cut.query("SELECT 1").execute().await()));
        pool.close().await();
    }

    /** Lost connections, too many of them, deadlocks, statements that ran out of time: the same again may succeed. */
    @ParameterizedTest
    @ValueSource(strings = {"08006", "40001", "40P01", "53300", "55P03", "57014"})
    void whatMaySucceedTheNextTimeIsUnavailable(String sqlState) {
        assertUnavailable(failureOf(database.pool(), raise(sqlState)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"22P02", "23505", "23514", "42P01"})
    void anyOtherErrorOfTheDatabaseIsADefect(String sqlState) {
        assertThat(Failures.problem(failureOf(database.pool(), raise(sqlState))).type())
                .isEqualTo(ProblemType.INTERNAL);
    }

    @Test
    void anAttemptThatLostItsKeyIsInProgressWhicheverStatementSaysSo() {
        Problem problem = Failures.problem(failureOf(database.pool(), LOST_ATTEMPT));

        assertThat(problem.type()).isEqualTo(ProblemType.IN_PROGRESS);
        assertThat(problem.retryAfterSeconds()).isPositive();
    }

    @Test
    void aFailureWithoutWordsIsADefect() {
        assertThat(Failures.problem(new NullPointerException()).type()).isEqualTo(ProblemType.INTERNAL);
    }

    @Test
    void jsonOfOurOwnThatCannotBeReadIsADefectAndNotTheCallersFault() {
        assertThat(Failures.problem(new DecodeException("stored")).type()).isEqualTo(ProblemType.INTERNAL);
    }

    private static String raise(String sqlState) {
        return "DO $$ BEGIN RAISE EXCEPTION 'x' USING ERRCODE = '" + sqlState + "'; END $$";
    }

    private static Throwable failureOf(Pool pool, String sql) {
        return catchThrowable(() -> pool.query(sql).execute().await(5, TimeUnit.SECONDS));
    }

    private static void assertUnavailable(Throwable failure) {
        Problem problem = Failures.problem(failure);

        assertThat(problem.type()).as(String.valueOf(failure)).isEqualTo(ProblemType.UNAVAILABLE);
        assertThat(problem.retryAfterSeconds()).isPositive();
    }

    private static Pool pool(int port, PoolOptions options) {
        return PgBuilder.pool()
                .using(database.vertx())
                .connectingTo(new PgConnectOptions()
                        .setHost("127.0.0.1")
                        .setPort(port)
                        .setDatabase(database.url().database())
                        .setUser(database.url().user())
                        .setPassword(database.url().password()))
                .with(options)
                .build();
    }
}
