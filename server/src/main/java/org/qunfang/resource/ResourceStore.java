package org.qunfang.resource;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** SQL of resources. */
final class ResourceStore {
    /** No row without the organisation; unit is null without the type. */
    private static final String FRAME = """
            SELECT o.status, t.unit,
                   EXISTS (SELECT
                             FROM organisation_members AS m
                            WHERE m.organisation_id = o.id AND m.account_id = $2) AS member
              FROM organisations AS o
              LEFT JOIN resource_types AS t ON t.code = $3
             WHERE o.id = $1
            """;

    private static final String INSERT = """
            INSERT INTO resources
                (id, organisation_id, type, title, quantity, unit, lat, lon, accuracy_meters, place, available_from,
                 available_to, mobilisation_minutes, cost, conditions, offered_by, offered_at, changed_at, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $17, 1)
            ON CONFLICT (id) DO NOTHING
            """;

    private static final String UPDATE = """
            UPDATE resources
               SET organisation_id = $2, type = $3, title = $4, quantity = $5, unit = $6, lat = $7, lon = $8,
                   accuracy_meters = $9, place = $10, available_from = $11, available_to = $12,
                   mobilisation_minutes = $13, cost = $14, conditions = $15, changed_at = $16, version = version + 1
             WHERE id = $1
            """;

    private static final String LOCK = """
            SELECT id FROM resources WHERE id = $1 FOR UPDATE
            """;

    /** What something was promised of stays written. */
    private static final String WITHDRAW = """
            UPDATE resources AS r
               SET withdrawn_at = $3, changed_at = $3, version = version + 1
             WHERE r.id = $1 AND r.withdrawn_at IS NULL
               AND EXISTS (SELECT
                             FROM organisation_members AS m
                            WHERE m.organisation_id = r.organisation_id AND m.account_id = $2)
            """;

    private static final String DELETE = """
            DELETE
              FROM resources AS r
             WHERE r.id = $1 AND NOT EXISTS (SELECT FROM allocations AS a WHERE a.resource_id = r.id)
               AND EXISTS (SELECT
                             FROM organisation_members AS m
                            WHERE m.organisation_id = r.organisation_id AND m.account_id = $2)
            """;

    private static final String BY_ID = """
            SELECT r.id, r.organisation_id, r.type, r.title, r.quantity, r.unit, r.lat, r.lon, r.accuracy_meters,
                   r.place, r.available_from, r.available_to, r.mobilisation_minutes, r.cost, r.conditions,
                   r.offered_by, r.offered_at, r.version, o.name AS organisation_name, o.status AS organisation_status,
                   t.name AS type_name
              FROM resources AS r
              JOIN organisations AS o ON o.id = r.organisation_id
              JOIN resource_types AS t ON t.code = r.type
             WHERE r.id = $1 AND r.withdrawn_at IS NULL
            """;

    /** Newest first: ids are ordered by the time at which phones made them. */
    private static final String LIST = """
            SELECT r.id, r.organisation_id, r.type, r.title, r.quantity, r.unit, r.lat, r.lon, r.accuracy_meters,
                   r.place, r.available_from, r.available_to, r.mobilisation_minutes, r.cost, r.conditions,
                   r.offered_by, r.offered_at, r.version, o.name AS organisation_name, o.status AS organisation_status,
                   t.name AS type_name
              FROM resources AS r
              JOIN organisations AS o ON o.id = r.organisation_id
              JOIN resource_types AS t ON t.code = r.type
             WHERE r.withdrawn_at IS NULL
               AND ($1::text IS NULL OR r.type = $1)
               AND ($2::uuid IS NULL OR r.organisation_id = $2)
               AND (NOT $3 OR o.status = 'verified')
               AND ($7::uuid IS NULL
                    OR EXISTS (SELECT
                                 FROM organisation_members AS m
                                WHERE m.organisation_id = o.id AND m.account_id = $7))
               AND ($4::timestamptz IS NULL
                    OR (r.available_from <= $4 AND (r.available_to IS NULL OR r.available_to > $4)))
               AND ($5::uuid IS NULL OR r.id < $5)
             ORDER BY r.id DESC
             LIMIT $6
            """;

    private ResourceStore() {}

    /** A resource with what is shown beside it. */
    record Shown(
            Resource resource, Localized typeName, Localized organisationName, OrganisationStatus organisationStatus) {}

    /** Empty when there is no such organisation. */
    static Future<Optional<Offer.Frame>> frame(SqlClient conn, UUID organisationId, UUID accountId, String type) {
        return conn.preparedQuery(FRAME)
                .execute(Tuple.of(organisationId, accountId, type))
                .map(rows -> {
                    var found = rows.iterator();
                    return found.hasNext() ? Optional.of(frame(found.next(), type)) : Optional.empty();
                });
    }

    private static Offer.Frame frame(Row row, String type) {
        return new Offer.Frame(
                OrganisationStatus.of(row.getString("status")), row.getBoolean("member"), type, row.getString("unit"));
    }

    /** False when the id is taken. */
    static Future<Boolean> insert(SqlClient conn, Resource resource) {
        Tuple values = content(resource).addUUID(resource.offeredBy()).addOffsetDateTime(utc(resource.offeredAt()));
        return conn.preparedQuery(INSERT).execute(values).map(rows -> rows.rowCount() == 1);
    }

    static Future<Void> update(SqlClient conn, Resource resource, Instant now) {
        return conn.preparedQuery(UPDATE)
                .execute(content(resource).addOffsetDateTime(utc(now)))
                .recover(ResourceStore::refused)
                .mapEmpty();
    }

    private static Tuple content(Resource resource) {
        return Tuple.tuple()
                .addUUID(resource.id())
                .addUUID(resource.organisationId())
                .addString(resource.type())
                .addString(resource.title())
                .addBigDecimal(resource.quantity())
                .addString(resource.unit())
                .addDouble(resource.location().lat())
                .addDouble(resource.location().lon())
                .addDouble(resource.location().accuracyMeters())
                .addString(resource.place())
                .addOffsetDateTime(utc(resource.availableFrom()))
                .addOffsetDateTime(utc(resource.availableTo()))
                .addInteger(resource.mobilisationMinutes())
                .addBigDecimal(resource.cost())
                .addString(resource.conditions());
    }

    /** Holds the row until the transaction ends. */
    static Future<Void> lock(SqlClient conn, UUID id) {
        return conn.preparedQuery(LOCK).execute(Tuple.of(id)).mapEmpty();
    }

    /** False when no organisation of the account offers it. */
    static Future<Boolean> delete(SqlClient conn, UUID id, UUID accountId) {
        return conn.preparedQuery(DELETE).execute(Tuple.of(id, accountId)).map(rows -> rows.rowCount() == 1);
    }

    /** False when it is withdrawn, or no organisation of the account offers it. */
    static Future<Boolean> withdraw(SqlClient conn, UUID id, UUID accountId, Instant now) {
        return conn.preparedQuery(WITHDRAW)
                .execute(Tuple.of(id, accountId, utc(now)))
                .recover(ResourceStore::refused)
                .map(rows -> rows.rowCount() == 1);
    }

    private static Future<RowSet<Row>> refused(Throwable failure) {
        boolean isPromised =
                failure instanceof PgException pg && "resources_keep_what_is_promised".equals(pg.getConstraint());
        return Future.failedFuture(
                isPromised
                        ? Problem.of(
                                ProblemType.ALREADY_PROMISED,
                                "其中一部分已承诺给某项需求，请先释放。",
                                "Some of it is promised to a need; release that first.")
                        : failure);
    }

    static Future<Optional<Shown>> byId(SqlClient conn, UUID id) {
        return conn.preparedQuery(BY_ID).execute(Tuple.of(id)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(shown(found.next())) : Optional.empty();
        });
    }

    /**
     * What is asked for; null stands for no such wish.
     *
     * @param before the last id of the page before
     * @param member only what organisations of this account offer
     */
    record Query(
            String type,
            UUID organisationId,
            boolean verifiedOnly,
            Instant availableAt,
            UUID before,
            int limit,
            UUID member) {}

    /** One more than the limit when there are more. */
    static Future<List<Shown>> list(SqlClient conn, Query query) {
        Tuple values = Tuple.tuple()
                .addString(query.type())
                .addUUID(query.organisationId())
                .addBoolean(query.verifiedOnly())
                .addOffsetDateTime(utc(query.availableAt()))
                .addUUID(query.before())
                .addInteger(query.limit() + 1)
                .addUUID(query.member());
        return conn.preparedQuery(LIST).execute(values).map(rows -> {
            List<Shown> resources = new ArrayList<>();
            rows.forEach(row -> resources.add(shown(row)));
            return resources;
        });
    }

    static Shown shown(Row row) {
        return new Shown(
                resource(row),
                Localized.fromJson(row.getJsonObject("type_name")),
                Localized.fromJson(row.getJsonObject("organisation_name")),
                OrganisationStatus.of(row.getString("organisation_status")));
    }

    private static Resource resource(Row row) {
        return new Resource(
                row.getUUID("id"),
                row.getUUID("organisation_id"),
                row.getString("type"),
                row.getString("title"),
                row.getBigDecimal("quantity"),
                row.getString("unit"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")),
                row.getString("place"),
                row.getOffsetDateTime("available_from").toInstant(),
                instant(row.getOffsetDateTime("available_to")),
                row.getInteger("mobilisation_minutes"),
                row.getBigDecimal("cost"),
                row.getString("conditions"),
                row.getUUID("offered_by"),
                row.getOffsetDateTime("offered_at").toInstant(),
                row.getLong("version"));
    }

    private static OffsetDateTime utc(Instant at) {
        return at == null ? null : at.atOffset(ZoneOffset.UTC);
    }

    private static Instant instant(OffsetDateTime at) {
        return at == null ? null : at.toInstant();
    }
}
