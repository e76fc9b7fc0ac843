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
    /** How many cases of each queue of a caller wait for officers; 10,000 stands for that or more. */
    record Counts(long mine, long department, long duty, long overdue, long all, long consent) {}

    private QueueStore() {}

    /** What waits for a step first, most serious first, then the nearest deadline; one more than the limit when there is a next page. */
    static Future<List<QueueItem>> page(SqlClient client, QueuePlan plan, QueueFilter filter) {
        return client.preparedQuery(QueueSql.page(plan.source()))
                .execute(parameters(plan, filter))
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
        Tuple values = Tuple.tuple()
                .addBoolean(filter.isOpen())
                .addInteger(filter.after().turn())
                .addOffsetDateTime(SqlTime.of(filter.after().dueAt()))
                .addUUID(filter.after().id())
                .addString(filter.status() == null ? null : filter.status().code())
                .addString(filter.severity() == null ? null : filter.severity().code())
                .addArrayOfUUID(filter.categoryIds())
                .addArrayOfUUID(filter.areaIds())
                .addString(filter.words())
                .addInteger(filter.limit() + 1)
                .addUUID(plan.scope())
                .addOffsetDateTime(SqlTime.of(plan.overdueAt()));
        return switch (plan.source()) {
            case ALL, AWAITING -> values;
            case LEAD, DEPARTMENT, ACTOR, CONSENT, OVERDUE -> values.addUUID(plan.key());
        };
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
                TaskProgress.of(row));
    }
}
