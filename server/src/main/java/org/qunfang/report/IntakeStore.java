package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.report.IntakeBatch.Known;

/** What the intake looks at before it decides, and the reports it writes. */
final class IntakeStore {
    /** In the order of the keys, so that two transactions never wait for each other. */
    private static final String LOCK = """
            SELECT CASE WHEN is_own THEN pg_advisory_xact_lock(key) ELSE pg_advisory_xact_lock_shared(key) END
              FROM UNNEST($1::bigint[], $2::boolean[]) AS neighbourhood (key, is_own)
            """;

    private static final String KNOWN = """
            SELECT id, content_hash, sender_account_id
              FROM reports
             WHERE id = ANY ($1)
            """;

    private static final String CANDIDATES = """
            SELECT id, category_id, lat, lon, accuracy_meters, first_observed_at, last_observed_at, likelihood,
                   consequence
              FROM cases
             WHERE category_id = $1
               AND cell = ANY ($2)
               AND status NOT IN ('closed', 'rejected', 'resolved')
             ORDER BY (lat - $3) * (lat - $3) + (lon - $4) * (lon - $4) * $5
             LIMIT 200
            """;

    private static final String INSERT = """
            INSERT INTO reports (id, case_id, sender_account_id, status, category_id, description, lat, lon,
                                 accuracy_meters, place, observed_at, language, visibility, contact, answers,
                                 tracking_code, content_hash, received_at)
            SELECT id, case_id, sender_account_id, 'attached', category_id, description, lat, lon, accuracy_meters,
                   place, observed_at, language, visibility, NULLIF(contact, 'null'), answers, tracking_code,
                   content_hash, $17
              FROM UNNEST($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::float8[], $7::float8[],
                          $8::float8[], $9::text[], $10::timestamptz[], $11::text[], $12::text[], $13::jsonb[],
                          $14::jsonb[], $15::text[], $16::bytea[])
                AS sent (id, case_id, sender_account_id, category_id, description, lat, lon, accuracy_meters, place,
                         observed_at, language, visibility, contact, answers, tracking_code, content_hash)
            """;

    private IntakeStore() {}

    /** What is there: reports of the same ids, and for each arrival the nearest open cases. */
    record Found(Map<UUID, Known> known, List<List<OpenCase>> candidates) {}

    /** Sends every query without waiting for the one before: one round trip. */
    static Future<Found> look(SqlConnection conn, List<Arrival> arrivals) {
        Future<RowSet<Row>> locked = conn.preparedQuery(LOCK).execute(locks(arrivals));
        UUID[] ids = column(arrivals, UUID[]::new, each -> each.submission().id());
        Future<RowSet<Row>> known =
                conn.preparedQuery(KNOWN).execute(Tuple.tuple().addArrayOfUUID(ids));
        Future<RowSet<Row>> near = conn.preparedQuery(CANDIDATES)
                .executeBatch(arrivals.stream().map(IntakeStore::nearby).toList());
        return Future.all(locked, known, near).map(all -> new Found(known(known.result()), candidates(near.result())));
    }

    /**
     * A report has the neighbourhood of its place for itself and shares those around: twins see each other wherever
     * the border between two neighbourhoods runs, reports of other places do not wait.
     */
    private static Tuple locks(List<Arrival> arrivals) {
        Map<Long, Boolean> keyToOwn = new TreeMap<>();
        for (Arrival each : arrivals) {
            long category = each.category().id().getLeastSignificantBits();
            long own = CellDisk.neighbourhood(CellDisk.cellOf(each.submission().location()));
            for (long cell : each.cells()) {
                long neighbourhood = CellDisk.neighbourhood(cell);
                keyToOwn.merge(category ^ neighbourhood, neighbourhood == own, Boolean::logicalOr);
            }
        }
        return Tuple.tuple()
                .addArrayOfLong(keyToOwn.keySet().toArray(Long[]::new))
                .addArrayOfBoolean(keyToOwn.values().toArray(Boolean[]::new));
    }

    private static Tuple nearby(Arrival arrival) {
        Location place = arrival.submission().location();
        double degree = Math.cos(Math.toRadians(place.lat()));
        return Tuple.tuple()
                .addUUID(arrival.category().id())
                .addArrayOfLong(arrival.cells().toArray(Long[]::new))
                .addDouble(place.lat())
                .addDouble(place.lon())
                .addDouble(degree * degree);
    }

    private static Map<UUID, Known> known(RowSet<Row> rows) {
        Map<UUID, Known> idToKnown = new HashMap<>();
        for (Row row : rows) {
            byte[] hash = row.getBuffer("content_hash").getBytes();
            idToKnown.put(row.getUUID("id"), new Known(hash, row.getUUID("sender_account_id")));
        }
        return idToKnown;
    }

    private static List<List<OpenCase>> candidates(RowSet<Row> first) {
        List<List<OpenCase>> candidates = new ArrayList<>();
        for (RowSet<Row> rows = first; rows != null; rows = rows.next()) {
            List<OpenCase> near = new ArrayList<>(rows.size());
            rows.forEach(row -> near.add(openCase(row)));
            candidates.add(near);
        }
        return candidates;
    }

    private static OpenCase openCase(Row row) {
        return new OpenCase(
                row.getUUID("id"),
                row.getUUID("category_id"),
                row.getDouble("lat"),
                row.getDouble("lon"),
                row.getDouble("accuracy_meters"),
                row.getOffsetDateTime("first_observed_at").toInstant(),
                row.getOffsetDateTime("last_observed_at").toInstant(),
                row.getInteger("likelihood"),
                row.getInteger("consequence"));
    }

    /** After their cases were written. */
    static Future<Void> insert(SqlConnection conn, List<Draft> drafts, Instant now) {
        Tuple columns = Tuple.tuple()
                .addArrayOfUUID(
                        column(drafts, UUID[]::new, each -> each.submission().id()))
                .addArrayOfUUID(column(drafts, UUID[]::new, Draft::caseId))
                .addArrayOfUUID(
                        column(drafts, UUID[]::new, each -> each.caller().accountId()))
                .addArrayOfUUID(
                        column(drafts, UUID[]::new, each -> each.category().id()))
                .addArrayOfString(
                        column(drafts, String[]::new, each -> each.submission().description()))
                .addArrayOfDouble(
                        column(drafts, Double[]::new, each -> each.place().lat()))
                .addArrayOfDouble(
                        column(drafts, Double[]::new, each -> each.place().lon()))
                .addArrayOfDouble(
                        column(drafts, Double[]::new, each -> each.place().accuracyMeters()))
                .addArrayOfString(
                        column(drafts, String[]::new, each -> each.submission().place()))
                .addArrayOfOffsetDateTime(column(
                        drafts,
                        OffsetDateTime[]::new,
                        each -> utc(each.submission().observedAt())))
                .addArrayOfString(
                        column(drafts, String[]::new, each -> each.submission().language()))
                .addArrayOfString(
                        column(drafts, String[]::new, each -> each.submission().visibility()))
                .addArrayOfJsonObject(column(
                        drafts, JsonObject[]::new, each -> each.submission().contact()))
                .addArrayOfJsonObject(column(
                        drafts, JsonObject[]::new, each -> each.submission().answers()))
                .addArrayOfString(column(drafts, String[]::new, Draft::trackingCode))
                .addArrayOfBuffer(column(
                        drafts,
                        Buffer[]::new,
                        each -> Buffer.buffer(each.submission().contentHash())))
                .addOffsetDateTime(utc(now));
        return conn.preparedQuery(INSERT).execute(columns).mapEmpty();
    }

    /**
     * One member of every row, as the array that {@code UNNEST} takes apart again. A null among JSON values travels as
     * JSON's null: the statement makes it SQL's.
     */
    static <R, T> T[] column(List<R> rows, IntFunction<T[]> array, Function<R, T> member) {
        return rows.stream().map(member).toArray(array);
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
