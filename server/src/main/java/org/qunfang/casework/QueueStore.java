package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.geo.Location;

/** Reads the queues. */
final class QueueStore {
    /** How many cases of each queue of a caller wait for officers; 1,000 stands for that or more. */
    record Counts(long mine, long department, long duty, long overdue, long all, long consent) {}

    private QueueStore() {}

    /** What waits for a step first, most serious first, then the nearest deadline; one more than the limit when there is a next page. */
    static Future<List<QueueItem>> page(SqlClient client, QueuePlan plan, QueueFilter filter) {
        QueueSql.Pages pages = QueueSql.of(plan.source());
        Tuple values = parameters(plan, filter);
        return switch (plan.walk(filter)) {
            case QUEUE -> items(client, pages.first(), values);
            case TURNS -> items(client, pages.byTurn(), values.addArrayOfShort(filter.turns()));
            case CATEGORIES -> items(client, pages.byCategory(), values);
            case AREAS -> items(client, pages.byArea(), values);
        };
    }

    /** The same of what has the words; of none that are too short to be looked for. */
    static Future<List<QueueItem>> search(SqlClient client, QueuePlan plan, QueueFilter filter) {
        Integer[] grams = filter.words().grams();
        if (grams.length == 0) {
            return Future.succeededFuture(List.of());
        }
        QueueSql.Pages pages = QueueSql.of(plan.source());
        String[] patterns = filter.words().patterns();
        Tuple met = parameters(plan, filter).addArrayOfString(patterns);
        return items(client, pages.met(), met).compose(items -> {
            if (items.size() > filter.limit()) {
                return Future.succeededFuture(items);
            }
            Tuple found = parameters(plan, filter).addArrayOfString(patterns).addArrayOfInteger(grams);
            return items(client, pages.found(), found);
        });
    }

    private static Future<List<QueueItem>> items(SqlClient client, String sql, Tuple values) {
        return client.preparedQuery(sql)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(QueueStore::item)
                        .toList());
    }

    static Future<Counts> counts(SqlClient client, CaseScope caller, UUID accountId, UUID dutyOfficeId, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(accountId)
                .addUUID(caller.departmentId())
                .addUUID(caller.seesAll() ? null : caller.departmentId())
                .addUUID(dutyOfficeId)
                .addOffsetDateTime(SqlTime.of(now))
                .addUUID(caller.consentScope());
        return client.preparedQuery(QueueSql.COUNTS).execute(values).map(rows -> {
            Row row = rows.iterator().next();
            return new Counts(
                    row.getLong("mine"),
                    row.getLong("department"),
                    row.getLong("duty"),
                    row.getLong("overdue"),
                    row.getLong(caller.seesAll() ? "city" : "department"),
                    row.getLong("consent"));
        });
    }

    private static Tuple parameters(QueuePlan plan, QueueFilter filter) {
        return Tuple.tuple()
                .addBoolean(filter.isOpen())
                .addInteger(filter.after().turn())
                .addOffsetDateTime(SqlTime.of(filter.after().dueAt()))
                .addUUID(filter.after().id())
                .addString(filter.status() == null ? null : filter.status().code())
                .addString(filter.severity() == null ? null : filter.severity().code())
                .addArrayOfUUID(filter.categoryIds())
                .addArrayOfUUID(filter.areaIds())
                .addInteger(filter.limit() + 1)
                .addUUID(plan.scope())
                .addOffsetDateTime(SqlTime.of(plan.overdueAt()))
                .addUUID(plan.key());
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
                row.getBoolean("surging"),
                Assignee.of(row),
                null,
                TaskProgress.of(row));
    }
}
