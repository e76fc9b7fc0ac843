package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Opens findings that a case trips over, in the case's transaction, and lists them. */
public final class FindingStore {
    private static final Duration DUE = Duration.ofDays(14);

    private static final String LIST = """
            SELECT id, kind, duty, category_id, area_id, department_ids, owner_department_id, status, opened_at, due_at
              FROM findings
             WHERE ($1::text IS NULL OR duty = $1)
               AND ($2::text IS NULL OR status = $2)
               AND ($3::text IS NULL OR kind = $3)
               AND ($4::uuid[] IS NULL OR category_id = ANY ($4))
               AND ($5::uuid[] IS NULL OR area_id = ANY ($5))
               AND ($6::timestamptz IS NULL OR (opened_at, id) < ($6, $7))
             ORDER BY opened_at DESC, id DESC
             LIMIT $8
            """;

    private static final String OPEN = """
            SELECT open_finding(finding, $2)
              FROM UNNEST($1::jsonb[]) AS finding
            """;

    private FindingStore() {}

    /** Opens what {@link #evidence} told of; those that are open already stay as they are. */
    public static Future<Void> open(SqlClient conn, List<JsonObject> findings, Instant now) {
        if (findings.isEmpty()) {
            return Future.succeededFuture();
        }
        return conn.preparedQuery(OPEN)
                .execute(Tuple.tuple()
                        .addArrayOfJsonObject(findings.toArray(JsonObject[]::new))
                        .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }

    /** What a list asks for; null means any. {@code after} is where the page before ended. */
    record Wanted(String duty, String status, String kind, Set<UUID> categories, Set<UUID> areas, End after) {}

    /** Where a page ended. */
    record End(Instant openedAt, UUID id) {
        static End of(Finding finding) {
            return new End(finding.openedAt(), finding.id());
        }

        String text() {
            return openedAt + "|" + id;
        }

        static End parse(String text) {
            String[] parts = text.split("\\|");
            return new End(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        }
    }

    /** Newest first. */
    static Future<List<Finding>> list(SqlClient client, Wanted wanted, int limit) {
        Tuple values = Tuple.tuple()
                .addString(wanted.duty())
                .addString(wanted.status())
                .addString(wanted.kind())
                .addArrayOfUUID(array(wanted.categories()))
                .addArrayOfUUID(array(wanted.areas()))
                .addOffsetDateTime(
                        wanted.after() == null
                                ? null
                                : wanted.after().openedAt().atOffset(ZoneOffset.UTC))
                .addUUID(wanted.after() == null ? null : wanted.after().id())
                .addInteger(limit);
        return client.preparedQuery(LIST).execute(values).map(rows -> {
            List<Finding> found = new ArrayList<>();
            rows.forEach(row -> found.add(finding(row)));
            return found;
        });
    }

    private static UUID[] array(Set<UUID> ids) {
        return ids == null ? null : ids.toArray(new UUID[0]);
    }

    private static Finding finding(Row row) {
        return new Finding(
                row.getUUID("id"),
                row.getString("kind"),
                row.getString("duty"),
                row.getUUID("category_id"),
                row.getUUID("area_id"),
                List.of(row.getArrayOfUUIDs("department_ids")),
                row.getUUID("owner_department_id"),
                row.getString("status"),
                row.getOffsetDateTime("opened_at").toInstant(),
                row.getOffsetDateTime("due_at").toInstant());
    }

    /**
     * The finding an answer is evidence of, in the shape that {@code open_finding} reads; null when there is none.
     *
     * @param id used when the finding is not open already
     */
    public static JsonObject evidence(Answerable answerable, Matrix matrix, UUID id, Instant now) {
        if (!answerable.isGap() && !answerable.isOverlap()) {
            return null;
        }
        Department office = matrix.dutyOffice();
        Department owner = office == null ? answerable.lead() : office;
        JsonArray departments = new JsonArray();
        answerable
                .competing()
                .forEach(department -> departments.add(department.id().toString()));
        UUID areaId = answerable.isOverlap()
                ? answerable.line().areaId()
                : answerable.area() == null ? null : answerable.area().id();
        return new JsonObject()
                .put("id", id.toString())
                .put("kind", answerable.isGap() ? "gap" : "overlap")
                .put("duty", answerable.duty().code())
                .put("categoryId", answerable.categoryId().toString())
                .put("areaId", areaId == null ? null : areaId.toString())
                .put("departmentIds", departments)
                .put("ownerDepartmentId", owner.id().toString())
                .put("dueAt", now.plus(DUE).toString());
    }
}
