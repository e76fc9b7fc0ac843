package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** SQL of allocations. What the database refuses is said in words here: it alone sees what others promise meanwhile. */
final class AllocationStore {
    private static final String INSERT = """
            INSERT INTO allocations
                (id, need_id, resource_id, quantity, during, arrive_by, status, proposed_by, proposed_at, changed_at,
                 version)
            VALUES ($1, $2, $3, $4, tstzrange($5, $6), $7, 'proposed', $8, $9, $9, 1)
            """;

    private static final String UPDATE = """
            UPDATE allocations
               SET status = $3, quantity = $4, delivered = $5, reason = $6, committed_at = $7, dispatched_at = $8,
                   delivered_at = $9, ended_at = $10, changed_at = $11, version = version + 1
             WHERE id = $1 AND version = $2
            """;

    private static final String COUNT_KEPT = """
            UPDATE organisations AS o
               SET kept = o.kept + $2, late = o.late + $3, broken = o.broken + $4
              FROM resources AS r
             WHERE r.id = $1 AND o.id = r.organisation_id
            """;

    private static final String SHOWN = """
            SELECT a.id, a.need_id, a.resource_id, a.quantity, a.delivered, lower(a.during) AS leaves_at,
                   upper(a.during) AS back_by, a.arrive_by, a.status, a.reason, a.proposed_by, a.proposed_at,
                   a.committed_at, a.dispatched_at, a.delivered_at, a.ended_at, a.version, r.type, r.title, r.unit,
                   r.organisation_id, t.name AS type_name, t.consumable, o.name AS organisation_name,
                   o.status AS organisation_status, n.department_id,
                   EXISTS (SELECT FROM organisation_members AS m
                            WHERE m.organisation_id = r.organisation_id AND m.account_id = $1) AS own
              FROM allocations AS a
              JOIN resources AS r ON r.id = a.resource_id
              JOIN resource_types AS t ON t.code = r.type
              JOIN organisations AS o ON o.id = r.organisation_id
              JOIN needs AS n ON n.id = a.need_id
            """;

    private static final String BY_ID = SHOWN + """
             WHERE a.id = $2
            """;

    private static final String LOCK = """
            SELECT id FROM allocations WHERE id = $1 FOR UPDATE
            """;

    private static final String LOCK_OF_NEED = """
            SELECT id
              FROM allocations
             WHERE need_id = $1 AND status IN ('proposed', 'committed', 'dispatched')
             ORDER BY id
               FOR UPDATE
            """;

    /** Newest first. */
    private static final String LIST = SHOWN + """
             WHERE ($2::uuid IS NULL OR a.need_id = $2)
               AND ($3::uuid IS NULL OR a.resource_id = $3)
               AND ($4::text IS NULL OR a.status = $4)
               AND (NOT $5 OR EXISTS (SELECT FROM organisation_members AS m
                                       WHERE m.organisation_id = r.organisation_id AND m.account_id = $1))
               AND ($6::uuid IS NULL OR a.id < $6)
             ORDER BY a.id DESC
             LIMIT $7
            """;

    private AllocationStore() {}

    /**
     * An allocation with what is shown beside it.
     *
     * @param departmentId of the need
     * @param own whether the reader belongs to the resource's organisation
     */
    record Shown(
            Allocation allocation,
            String type,
            Localized typeName,
            boolean consumable,
            String title,
            String unit,
            UUID organisationId,
            Localized organisationName,
            OrganisationStatus organisationStatus,
            UUID departmentId,
            boolean own) {}

    static Future<Void> insert(SqlClient conn, Allocation allocation) {
        Tuple values = Tuple.tuple()
                .addUUID(allocation.id())
                .addUUID(allocation.needId())
                .addUUID(allocation.resourceId())
                .addBigDecimal(allocation.quantity())
                .addOffsetDateTime(SqlTime.of(allocation.from()))
                .addOffsetDateTime(SqlTime.of(allocation.to()))
                .addOffsetDateTime(SqlTime.of(allocation.arriveBy()))
                .addUUID(allocation.proposedBy())
                .addOffsetDateTime(SqlTime.of(allocation.proposedAt()));
        return conn.preparedQuery(INSERT)
                .execute(values)
                .recover(AllocationStore::refused)
                .mapEmpty();
    }

    /** False when it is no longer the version before this one. */
    static Future<Boolean> update(SqlClient conn, Allocation allocation, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(allocation.id())
                .addLong(allocation.version() - 1)
                .addString(allocation.status().code())
                .addBigDecimal(allocation.quantity())
                .addBigDecimal(allocation.delivered())
                .addString(allocation.reason())
                .addOffsetDateTime(SqlTime.of(allocation.committedAt()))
                .addOffsetDateTime(SqlTime.of(allocation.dispatchedAt()))
                .addOffsetDateTime(SqlTime.of(allocation.deliveredAt()))
                .addOffsetDateTime(SqlTime.of(allocation.endedAt()))
                .addOffsetDateTime(SqlTime.of(now));
        return conn.preparedQuery(UPDATE)
                .execute(values)
                .recover(AllocationStore::refused)
                .map(rows -> rows.rowCount() == 1);
    }

    private static Future<RowSet<Row>> refused(Throwable failure) {
        String constraint = failure instanceof PgException pg ? pg.getConstraint() : null;
        Problem problem = constraint == null ? null : refusal(constraint);
        return Future.failedFuture(problem == null ? failure : problem);
    }

    private static Problem refusal(String constraint) {
        return switch (constraint) {
            case "allocations_promised_once" ->
                Problem.of(
                        ProblemType.ALREADY_PROMISED,
                        "这段时间内剩余的数量不够：别人已先承诺。",
                        "Not so much of it is left at that time: somebody promised it before.");
            case "needs_promised_no_more_than_asked" ->
                Problem.of(ProblemType.ALREADY_PROMISED, "所需的数量已有别人承诺。", "Somebody promised what was missing before.");
            case "allocations_once" ->
                Problem.of(
                        ProblemType.ALREADY_EXISTS, "该物资已提议给这项需求。", "This resource is proposed to this need already.");
            case "allocations_of_a_living_need" ->
                Problem.of(ProblemType.WRONG_STATE, "该需求已取消。", "The need is cancelled.");
            case "allocations_of_an_offer_that_counts" ->
                Problem.of(
                        ProblemType.WRONG_STATE,
                        "该物资已撤回或更改，或其组织未通过核实。",
                        "The offer was withdrawn or changed, or its organisation is not verified.");
            case "allocations_within_the_offer" ->
                Problem.of(ProblemType.WRONG_STATE, "该物资在这段时间不提供。", "The resource is not offered for that time.");
            default -> null;
        };
    }

    static Future<Void> countKept(SqlClient conn, UUID resourceId, AllocationStep.Kept kept) {
        return conn.preparedQuery(COUNT_KEPT)
                .execute(Tuple.of(
                        resourceId,
                        kept == AllocationStep.Kept.IN_TIME ? 1 : 0,
                        kept == AllocationStep.Kept.LATE ? 1 : 0,
                        kept == AllocationStep.Kept.BROKEN ? 1 : 0))
                .mapEmpty();
    }

    /** Holds the row until the transaction ends. */
    static Future<Void> lock(SqlClient conn, UUID id) {
        return conn.preparedQuery(LOCK).execute(Tuple.of(id)).mapEmpty();
    }

    /** Ids of what is proposed or promised to the need and did not arrive; held until the transaction ends. */
    static Future<List<UUID>> lockOfNeed(SqlClient conn, UUID needId) {
        return conn.preparedQuery(LOCK_OF_NEED).execute(Tuple.of(needId)).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return ids;
        });
    }

    static Future<Optional<Shown>> byId(SqlClient conn, UUID reader, UUID id) {
        return conn.preparedQuery(BY_ID).execute(Tuple.of(reader, id)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(shown(found.next())) : Optional.empty();
        });
    }

    /**
     * What is asked for; null stands for no such wish.
     *
     * @param ownOnly only of resources of the reader's organisations
     * @param before the last id of the page before
     */
    record Query(UUID reader, UUID needId, UUID resourceId, String status, boolean ownOnly, UUID before, int limit) {}

    /** One more than the limit when there are more. */
    static Future<List<Shown>> list(SqlClient conn, Query query) {
        Tuple values = Tuple.tuple()
                .addUUID(query.reader())
                .addUUID(query.needId())
                .addUUID(query.resourceId())
                .addString(query.status())
                .addBoolean(query.ownOnly())
                .addUUID(query.before())
                .addInteger(query.limit() + 1);
        return conn.preparedQuery(LIST).execute(values).map(rows -> {
            List<Shown> found = new ArrayList<>();
            rows.forEach(row -> found.add(shown(row)));
            return found;
        });
    }

    private static Shown shown(Row row) {
        return new Shown(
                allocation(row),
                row.getString("type"),
                Localized.fromJson(row.getJsonObject("type_name")),
                row.getBoolean("consumable"),
                row.getString("title"),
                row.getString("unit"),
                row.getUUID("organisation_id"),
                Localized.fromJson(row.getJsonObject("organisation_name")),
                OrganisationStatus.of(row.getString("organisation_status")),
                row.getUUID("department_id"),
                row.getBoolean("own"));
    }

    private static Allocation allocation(Row row) {
        return new Allocation(
                row.getUUID("id"),
                row.getUUID("need_id"),
                row.getUUID("resource_id"),
                row.getBigDecimal("quantity"),
                row.getBigDecimal("delivered"),
                SqlTime.in(row, "leaves_at"),
                SqlTime.in(row, "back_by"),
                SqlTime.in(row, "arrive_by"),
                AllocationStatus.of(row.getString("status")),
                row.getString("reason"),
                row.getUUID("proposed_by"),
                SqlTime.in(row, "proposed_at"),
                SqlTime.in(row, "committed_at"),
                SqlTime.in(row, "dispatched_at"),
                SqlTime.in(row, "delivered_at"),
                SqlTime.in(row, "ended_at"),
                row.getLong("version"));
    }
}
