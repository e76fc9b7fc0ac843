package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Saved filters. */
final class SavedFilterStore {
    private static final String COLUMNS = """
            SELECT f.id, f.version, f.owner_id, a.name AS owner_name, f.department_id, f.name, f.is_default, f.filter
              FROM saved_filters AS f JOIN accounts AS a ON a.id = f.owner_id
            """;

    private static final String OWN = COLUMNS + """
             WHERE f.owner_id = $1
             ORDER BY f.name, f.id
             LIMIT $2
            """;

    private static final String SHARED = COLUMNS + """
             WHERE f.department_id = $1 AND f.owner_id <> $2
             ORDER BY f.name, f.id
             LIMIT $3
            """;

    private static final String ONE = COLUMNS + """
             WHERE f.id = $1
            """;

    /** Whoever saves at the same moment waits: so nobody keeps more than is allowed, or two defaults. */
    private static final String ALONE = """
            SELECT count(f.id) AS kept
              FROM (SELECT id FROM accounts WHERE id = $1 FOR NO KEY UPDATE) AS me
              LEFT JOIN saved_filters AS f ON f.owner_id = me.id
            """;

    private static final String NO_DEFAULT = """
            UPDATE saved_filters SET is_default = false, version = version + 1
             WHERE owner_id = $1 AND is_default AND id <> $2
            """;

    private static final String INSERT = """
            INSERT INTO saved_filters (id, owner_id, department_id, name, is_default, filter, saved_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            """;

    private static final String UPDATE = """
            UPDATE saved_filters
               SET department_id = $3, name = $4, is_default = $5, filter = $6, saved_at = $7, version = version + 1
             WHERE id = $1 AND version = $2
            """;

    private static final String DELETE = """
            DELETE FROM saved_filters WHERE id = $1
            """;

    private static final String NAME = "saved_filters_name";

    private SavedFilterStore() {}

    static Future<List<SavedFilter>> own(SqlClient client, UUID ownerId) {
        return client.preparedQuery(OWN)
                .execute(Tuple.of(ownerId, SavedFilter.MOST))
                .map(SavedFilterStore::all);
    }

    static Future<List<SavedFilter>> shared(SqlClient client, UUID departmentId, UUID notOfId) {
        return client.preparedQuery(SHARED)
                .execute(Tuple.of(departmentId, notOfId, SavedFilter.MOST_SHARED))
                .map(SavedFilterStore::all);
    }

    /** Null where there is none. */
    static Future<SavedFilter> read(SqlClient client, UUID id) {
        return client.preparedQuery(ONE).execute(Tuple.of(id)).map(rows -> {
            List<SavedFilter> found = all(rows);
            return found.isEmpty() ? null : found.get(0);
        });
    }

    /** Holds the owner until the transaction ends; how many they keep. */
    static Future<Long> count(SqlConnection conn, UUID ownerId) {
        return conn.preparedQuery(ALONE)
                .execute(Tuple.of(ownerId))
                .map(rows -> rows.iterator().next().getLong("kept"));
    }

    /** Fails with already-exists where its owner has another of that name, with stale. */
    static Future<Void> save(SqlConnection conn, SavedFilter next, Instant at) {
        Future<?> others = next.isDefault()
                ? conn.preparedQuery(NO_DEFAULT).execute(Tuple.of(next.ownerId(), next.id()))
                : Future.succeededFuture();
        return others.compose(ready -> next.version() == 1 ? insert(conn, next, at) : update(conn, next, at))
                .recover(failure -> Future.failedFuture(isTaken(failure) ? taken() : failure));
    }

    private static Future<Void> insert(SqlConnection conn, SavedFilter next, Instant at) {
        return conn.preparedQuery(INSERT)
                .execute(Tuple.of(
                        next.id(),
                        next.ownerId(),
                        next.departmentId(),
                        next.name(),
                        next.isDefault(),
                        next.filter(),
                        SqlTime.of(at)))
                .mapEmpty();
    }

    private static Future<Void> update(SqlConnection conn, SavedFilter next, Instant at) {
        return conn.preparedQuery(UPDATE)
                .execute(Tuple.tuple()
                        .addUUID(next.id())
                        .addLong(next.version() - 1)
                        .addUUID(next.departmentId())
                        .addString(next.name())
                        .addBoolean(next.isDefault())
                        .addJsonObject(next.filter())
                        .addOffsetDateTime(SqlTime.of(at)))
                .map(rows -> {
                    if (rows.rowCount() == 0) {
                        throw stale();
                    }
                    return null;
                });
    }

    static Future<Void> delete(SqlConnection conn, UUID id) {
        return conn.preparedQuery(DELETE).execute(Tuple.of(id)).mapEmpty();
    }

    static Problem stale() {
        return Problem.of(ProblemType.STALE, "筛选已被更新，请重新读取。", "The filter was changed meanwhile; read it again.");
    }

    private static boolean isTaken(Throwable failure) {
        return failure instanceof PgException pg && NAME.equals(pg.getConstraint());
    }

    private static Problem taken() {
        return Problem.of(ProblemType.ALREADY_EXISTS, "您已有同名的筛选。", "You have a filter of that name already.");
    }

    private static List<SavedFilter> all(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new SavedFilter(
                        row.getUUID("id"),
                        row.getLong("version"),
                        row.getUUID("owner_id"),
                        row.getString("owner_name"),
                        row.getUUID("department_id"),
                        row.getString("name"),
                        row.getBoolean("is_default"),
                        row.getJsonObject("filter")))
                .toList();
    }
}
