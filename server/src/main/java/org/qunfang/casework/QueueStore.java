package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import java.util.List;
import java.util.stream.StreamSupport;
import org.qunfang.casework.SearchNames.Sought;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;

/** Reads the queues. */
final class QueueStore {
    private QueueStore() {}

    /** What waits for a step first, most serious first, then the nearest deadline; one more than the limit when there is a next page. */
    static Future<List<QueueItem>> page(SqlClient client, QueuePlan plan, QueueFilter filter) {
        return items(client, QueueSql.page(plan, filter));
    }

    /** The same of what has the words; of none that are too short to be looked for. */
    static Future<List<QueueItem>> search(SqlClient client, QueuePlan plan, QueueFilter filter, Sought sought) {
        if (filter.words().grams().length == 0) {
            return Future.succeededFuture(List.of());
        }
        return namedHere(client, plan, filter)
                .compose(items -> items.isEmpty() ? said(client, plan, filter, sought) : Future.succeededFuture(items));
    }

    /** The case that was named by its number or code, or null; for where the list asked for does not have it. */
    static Future<QueueItem> named(SqlClient client, QueuePlan all, QueueFilter filter) {
        return items(client, SearchSql.named(all, filter)).map(items -> items.isEmpty() ? null : items.get(0));
    }

    /** What has the form of a number or a tracking code is one first of all, also before its words can be looked through. */
    private static Future<List<QueueItem>> namedHere(SqlClient client, QueuePlan plan, QueueFilter filter) {
        return filter.namesOne() ? items(client, SearchSql.namedHere(plan, filter)) : Future.succeededFuture(List.of());
    }

    private static Future<List<QueueItem>> said(SqlClient client, QueuePlan plan, QueueFilter filter, Sought sought) {
        if (sought.hasNames()) {
            return items(client, SearchSql.met(plan, filter, sought))
                    .compose(items -> items.size() > filter.limit()
                            ? Future.succeededFuture(items)
                            : items(client, SearchSql.found(plan, filter, sought)));
        }
        return items(client, SearchSql.met(plan, filter))
                .compose(items -> items.size() > filter.limit()
                        ? Future.succeededFuture(items)
                        : items(client, SearchSql.found(plan, filter)));
    }

    private static Future<List<QueueItem>> items(SqlClient client, QueueSql.Statement statement) {
        return client.preparedQuery(statement.sql())
                .execute(statement.values())
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(QueueStore::item)
                        .toList());
    }

    private static QueueItem item(Row row) {
        return new QueueItem(
                row.getUUID("id"),
                row.getString("number"),
                row.getLong("version"),
                CaseStatus.of(row.getString("status")),
                row.getInteger("likelihood"),
                row.getInteger("consequence"),
                row.getInteger("turn"),
                row.getUUID("category_id"),
                row.getUUID("area_id"),
                row.getUUID("lead_department_id"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")),
                row.getString("place"),
                SqlTime.in(row, "opened_at"),
                SqlTime.in(row, "acknowledge_by"),
                SqlTime.in(row, "due_at"),
                row.getInteger("rung"),
                row.getInteger("report_count"),
                row.getString("excerpt"),
                row.getBoolean("consent_pending"),
                row.getString("handover_status"),
                row.getInteger("surge_reports"),
                Assignee.of(row),
                null,
                TaskProgress.of(row));
    }
}
