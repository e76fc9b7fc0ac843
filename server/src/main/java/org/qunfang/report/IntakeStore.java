package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.qunfang.db.Columns;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.report.IntakeBatch.Known;

/** What the intake looks at before it decides, and the reports it writes. */
final class IntakeStore {
    /**
     * In the order of the keys, so that two transactions never wait for each other. Nobody waits for the neighbourhood of
     * a report that is known already, and reports are never deleted: it changes nothing, and its sender waits.
     */
    private static final String LOCK = """
            SELECT CASE WHEN is_own THEN pg_advisory_xact_lock(key) ELSE pg_advisory_xact_lock_shared(key) END
              FROM (SELECT key, bool_or(is_own) AS is_own
                      FROM UNNEST($1::bigint[], $2::boolean[], $3::uuid[]) AS around (key, is_own, report_id)
                     WHERE report_id <> ALL (ARRAY(SELECT id FROM reports WHERE id = ANY ($4::uuid[])))
                     GROUP BY key
                     ORDER BY key) AS neighbourhood
            """;

    private static final String KNOWN = """
            SELECT id, content_hash, sender_account_id
              FROM reports
             WHERE id = ANY ($1)
            """;

    /**
     * For each arrival by itself: the cells lead to the index, the distance keeps away what only shares a cell. A case
     * without reports is one that a site's risk opened, at its supervising authority: no report joins it. Where something
     * was merged in is a place of the case too, as long as reports from there are in it.
     */
    private static final String CANDIDATES = """
            SELECT sent.position, near.*
              FROM UNNEST($1::int[], $2::uuid[], $3::text[], $4::float8[], $5::float8[], $6::float8[], $7::float8[],
                          $8::text[])
                AS sent (position, category_id, cells, lat, lon, narrowing, reach, same_as)
             CROSS JOIN LATERAL (
               (SELECT c.id, c.category_id, c.lat, c.lon, c.accuracy_meters, c.first_observed_at, c.last_observed_at,
                       c.likelihood, c.consequence, c.hold_review_at, c.public_lat, c.public_lon, false AS named
                  FROM cases AS c,
                       LATERAL (SELECT abs(c.lat - sent.lat) AS north, abs(c.lon - sent.lon) AS east) AS degrees,
                       LATERAL (SELECT north ^ 2 + least(east, 360 - east) ^ 2 * sent.narrowing AS square) AS distance
                 WHERE c.category_id = sent.category_id
                   AND c.cell = ANY (sent.cells::bigint[])
                   AND c.status NOT IN ('closed', 'rejected', 'resolved')
                   AND c.report_count > 0
                   AND square <= sent.reach
                 ORDER BY square
                 LIMIT 200)
                UNION ALL
               (SELECT c.id, m.category_id, m.lat, m.lon, m.accuracy_meters, c.first_observed_at, c.last_observed_at,
                       c.likelihood, c.consequence, c.hold_review_at, c.public_lat, c.public_lon, false
                  FROM cases AS m
                  JOIN cases AS c ON c.id = m.merged_into_id,
                       LATERAL (SELECT abs(m.lat - sent.lat) AS north, abs(m.lon - sent.lon) AS east) AS degrees,
                       LATERAL (SELECT north ^ 2 + least(east, 360 - east) ^ 2 * sent.narrowing AS square) AS distance
                 WHERE m.merged_into_id IS NOT NULL
                   AND m.category_id = sent.category_id
                   AND m.cell = ANY (sent.cells::bigint[])
                   AND c.status NOT IN ('closed', 'rejected', 'resolved')
                   AND square <= sent.reach
                   AND EXISTS (SELECT FROM report_moves AS v JOIN reports AS r ON r.id = v.report_id
                                WHERE v.from_case_id = m.id AND r.case_id = c.id AND r.status <> 'rejected')
                 ORDER BY square
                 LIMIT 200)
                UNION ALL
                SELECT c.id, c.category_id, c.lat, c.lon, c.accuracy_meters, c.first_observed_at, c.last_observed_at,
                       c.likelihood, c.consequence, c.hold_review_at, shown.lat, shown.lon, true
                  FROM cases AS c
                 CROSS JOIN LATERAL (
                    SELECT p.lat, p.lon
                      FROM (SELECT c.public_lat AS lat, c.public_lon AS lon
                            UNION ALL
                            SELECT lat, lon FROM places_merged_in WHERE case_id = c.id) AS p
                     ORDER BY (p.lat - sent.lat) ^ 2 + (p.lon - sent.lon) ^ 2 * sent.narrowing
                     LIMIT 1) AS shown
                 WHERE c.number = sent.same_as AND c.visibility = 'public'
                   AND c.status NOT IN ('closed', 'rejected', 'resolved')) AS near
            """;

    /** Shorter than any degree of latitude, so that rounding never leaves out a case within reach. */
    private static final double METERS_PER_DEGREE = 110_000;

    private static final String INSERT = """
            INSERT INTO reports (id, case_id, sender_account_id, status, category_id, description, lat, lon,
                                 accuracy_meters, place, observed_at, language, visibility, contact, answers,
                                 tracking_code, content_hash, joined, received_at)
            SELECT id, case_id, sender_account_id, 'attached', category_id, description, lat, lon, accuracy_meters,
                   place, observed_at, language, visibility, NULLIF(contact, 'null'), answers, tracking_code,
                   content_hash, joined, $18
              FROM UNNEST($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::text[], $6::float8[], $7::float8[],
                          $8::float8[], $9::text[], $10::timestamptz[], $11::text[], $12::text[], $13::jsonb[],
                          $14::jsonb[], $15::text[], $16::bytea[], $17::boolean[])
                AS sent (id, case_id, sender_account_id, category_id, description, lat, lon, accuracy_meters, place,
                         observed_at, language, visibility, contact, answers, tracking_code, content_hash, joined)
            """;

    private IntakeStore() {}

    /** What is there: reports of the same ids, and for each arrival the nearest open cases. */
    record Found(Map<UUID, Known> known, List<List<OpenCase>> candidates) {}

    /** Sends every query without waiting for the one before: one round trip. */
    static Future<Found> look(SqlConnection conn, List<Arrival> arrivals) {
        Future<RowSet<Row>> locked = conn.preparedQuery(LOCK).execute(locks(arrivals));
        Tuple ids = Columns.of(arrivals).ids(each -> each.submission().id()).tuple();
        Future<RowSet<Row>> known = conn.preparedQuery(KNOWN).execute(ids);
        Future<RowSet<Row>> near = conn.preparedQuery(CANDIDATES).execute(nearby(arrivals));
        return Future.all(locked, known, near)
                .map(all -> new Found(known(known.result()), candidates(arrivals.size(), near.result())));
    }

    /**
     * A report has the neighbourhood of its place for itself and shares those around: twins see each other wherever
     * the border between two neighbourhoods runs, reports of other places do not wait.
     */
    private static Tuple locks(List<Arrival> arrivals) {
        List<Long> keys = new ArrayList<>();
        List<Boolean> owns = new ArrayList<>();
        List<UUID> reportIds = new ArrayList<>();
        for (Arrival each : arrivals) {
            keyToOwn(each).forEach((key, isOwn) -> {
                keys.add(key);
                owns.add(isOwn);
                reportIds.add(each.submission().id());
            });
        }
        return Tuple.tuple()
                .addArrayOfLong(keys.toArray(Long[]::new))
                .addArrayOfBoolean(owns.toArray(Boolean[]::new))
                .addArrayOfUUID(reportIds.toArray(UUID[]::new))
                .addArrayOfUUID(
                        arrivals.stream().map(each -> each.submission().id()).toArray(UUID[]::new));
    }

    private static Map<Long, Boolean> keyToOwn(Arrival arrival) {
        long category = arrival.category().id().getLeastSignificantBits();
        long own = CellDisk.neighbourhood(CellDisk.cellOf(arrival.submission().location()));
        Map<Long, Boolean> keyToOwn = new HashMap<>();
        for (long cell : arrival.cells()) {
            long neighbourhood = CellDisk.neighbourhood(cell);
            keyToOwn.merge(category ^ neighbourhood, neighbourhood == own, Boolean::logicalOr);
        }
        return keyToOwn;
    }

    private static Tuple nearby(List<Arrival> arrivals) {
        Integer[] positions = IntStream.range(0, arrivals.size()).boxed().toArray(Integer[]::new);
        return Columns.of(arrivals)
                .all(positions)
                .ids(each -> each.category().id())
                .texts(IntakeStore::cellsLiteral)
                .doubles(each -> each.submission().location().lat())
                .doubles(each -> each.submission().location().lon())
                .doubles(IntakeStore::narrowing)
                .doubles(each -> square(each.meters() / METERS_PER_DEGREE))
                .texts(each -> each.submission().sameAs())
                .tuple();
    }

    /** UNNEST takes arrays of arrays apart to the last element, so the inner ones travel as text. */
    private static String cellsLiteral(Arrival arrival) {
        return arrival.cells().stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Meridians draw together towards the poles. */
    private static double narrowing(Arrival arrival) {
        return square(Math.cos(Math.toRadians(arrival.submission().location().lat())));
    }

    private static double square(double value) {
        return value * value;
    }

    private static Map<UUID, Known> known(RowSet<Row> rows) {
        Map<UUID, Known> idToKnown = new HashMap<>();
        for (Row row : rows) {
            byte[] hash = row.getBuffer("content_hash").getBytes();
            idToKnown.put(row.getUUID("id"), new Known(hash, row.getUUID("sender_account_id")));
        }
        return idToKnown;
    }

    private static List<List<OpenCase>> candidates(int arrivals, RowSet<Row> rows) {
        List<List<OpenCase>> candidates =
                Stream.generate(ArrayList<OpenCase>::new).limit(arrivals).collect(Collectors.toList());
        rows.forEach(row -> candidates.get(row.getInteger("position")).add(openCase(row)));
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
                row.getInteger("consequence"),
                SqlTime.in(row, "hold_review_at"),
                shownAt(row.getDouble("public_lat"), row.getDouble("public_lon")),
                row.getBoolean("named"));
    }

    private static Location shownAt(Double lat, Double lon) {
        return lat == null ? null : Location.of(lat, lon);
    }

    /** The receipts by report. A joined case that was closed meanwhile leaves its report out. */
    static Future<Map<UUID, Receipt>> insertCases(SqlConnection conn, List<Draft> drafts, Instant now) {
        Map<UUID, Receipt> receipts = new HashMap<>();
        List<Draft> opening = drafts.stream().filter(each -> !each.joins()).toList();
        List<Draft> joining = drafts.stream().filter(Draft::joins).toList();
        Future<?> opened = IntakeOpening.store(conn, opening, now, receipts);
        Future<?> joined = IntakeJoining.store(conn, joining, now, receipts);
        return Future.all(opened, joined).map(receipts);
    }

    /** After their cases were written. */
    static Future<Void> insert(SqlConnection conn, List<Draft> drafts, Instant now) {
        Tuple columns = Columns.of(drafts)
                .ids(each -> each.submission().id())
                .ids(Draft::caseId)
                .ids(each -> each.caller().accountId())
                .ids(each -> each.category().id())
                .texts(each -> each.submission().description())
                .doubles(each -> each.place().lat())
                .doubles(each -> each.place().lon())
                .doubles(each -> each.place().accuracyMeters())
                .texts(each -> each.submission().place())
                .instants(each -> each.submission().observedAt())
                .texts(each -> each.submission().language())
                .texts(each -> each.submission().visibility())
                .json(each -> each.submission().contact())
                .json(each -> each.submission().answers())
                .texts(Draft::trackingCode)
                .bytes(each -> each.submission().contentHash())
                .booleans(Draft::joins)
                .at(now)
                .tuple();
        return conn.preparedQuery(INSERT).execute(columns).mapEmpty();
    }
}
