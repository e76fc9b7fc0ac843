package org.qunfang.db;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.function.Function;

/**
 * For statements over tables that grow from nothing to a million rows within a minute. PostgreSQL keeps the plan of a
 * statement that it met a few times; the one that it made for the empty table would read all of the full one, over and
 * over, until the table is analysed.
 */
public final class FreshPlans {
    private static final String ASK_ANEW = "SET LOCAL plan_cache_mode = force_custom_plan";

    private FreshPlans() {}

    /** In a transaction of its own, each statement planned for the tables as they are now. */
    public static <T> Future<T> in(Pool pool, Function<SqlConnection, Future<T>> statements) {
        return pool.withTransaction(conn -> conn.query(ASK_ANEW).execute().compose(set -> statements.apply(conn)));
    }
}
