package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;

/** The risk index of sites and its line. */
final class SiteRiskStore {
    /**
     * The line stands still where nothing changed: a day without a row has the index of the row before. A day with several
     * has its last index, and beside it the highest.
     */
    private static final String KEEP_DAY = """
            INSERT INTO site_risk_days AS known (site_id, day, at, risk_index, peak, signals)
            SELECT $1, $2, $3, $4, $4, $5
             WHERE $4 IS DISTINCT FROM (SELECT risk_index
                                          FROM site_risk_days
                                         WHERE site_id = $1 AND day < $2
                                         ORDER BY day DESC
                                         LIMIT 1)
                OR EXISTS (SELECT 1 FROM site_risk_days WHERE site_id = $1 AND day = $2)
            ON CONFLICT (site_id, day) DO UPDATE
               SET at = excluded.at, risk_index = excluded.risk_index, signals = excluded.signals,
                   peak = GREATEST(known.peak, excluded.peak)
            """;

    private static final String FORGET_DAYS = """
            DELETE FROM site_risk_days WHERE site_id = $1 AND day < $2
            """;

    /** The change is against the index of 90 days ago; of a younger site, against its first. */
    private static final String ASSESSED = """
            UPDATE sites AS s
               SET risk_index = $2, risk_signals = $3, assessed_at = $4, assess_at = $5, supervisor_id = $6,
                   first_index = COALESCE(first_index, $2),
                   risk_change = $2 - COALESCE((SELECT d.risk_index
                                                  FROM site_risk_days AS d
                                                 WHERE d.site_id = s.id AND d.day <= $7
                                                 ORDER BY d.day DESC
                                                 LIMIT 1), first_index, $2)
             WHERE s.id = $1
            """;

    private static final String DUE = """
            SELECT id
              FROM sites
             WHERE assess_at <= $1
             ORDER BY assess_at
             LIMIT $2
            """;

    private static final String SOON = """
            UPDATE sites
               SET assess_at = $2
             WHERE id = ANY ($1) AND assess_at > $2
            """;

    private static final String POSTPONE = """
            UPDATE sites SET assess_at = $2 WHERE id = $1
            """;

    private static final String LINE = """
            SELECT day, risk_index, peak
              FROM site_risk_days
             WHERE site_id = $1
             ORDER BY day DESC
             LIMIT $2
            """;

    private static final String DAYS = """
            SELECT day, risk_index, peak, signals
              FROM site_risk_days
             WHERE site_id = $1 AND ($2::date IS NULL OR day < $2)
             ORDER BY day DESC
             LIMIT $3
            """;

    /**
     * A day of the line.
     *
     * @param index the last one of the day
     * @param peak the highest one
     */
    record Day(LocalDate day, int index, int peak, JsonArray signals) {}

    private static final int YEARS_KEPT = 5;
    private static final int CHANGE_DAYS = 90;

    private SiteRiskStore() {}

    /** In the transaction that locked the site; one round trip. */
    static Future<Void> assessed(
            SqlConnection conn,
            UUID siteId,
            SiteRisk risk,
            UUID supervisorId,
            LocalDate today,
            Instant now,
            Instant next) {
        JsonArray signals = risk.signalsJson();
        Future<?> kept =
                conn.preparedQuery(KEEP_DAY).execute(Tuple.of(siteId, today, SqlTime.of(now), risk.index(), signals));
        Future<?> forgotten = conn.preparedQuery(FORGET_DAYS).execute(Tuple.of(siteId, today.minusYears(YEARS_KEPT)));
        Future<?> updated = conn.preparedQuery(ASSESSED)
                .execute(Tuple.of(
                        siteId,
                        risk.index(),
                        signals,
                        SqlTime.of(now),
                        SqlTime.of(next),
                        supervisorId,
                        today.minusDays(CHANGE_DAYS)));
        return Future.all(kept, forgotten, updated).mapEmpty();
    }

    static Future<List<UUID>> due(SqlClient conn, Instant now, int most) {
        return conn.preparedQuery(DUE).execute(Tuple.of(SqlTime.of(now), most)).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return ids;
        });
    }

    /** They are assessed as soon as somebody looks. */
    static Future<Void> soon(SqlClient conn, UUID[] siteIds, Instant now) {
        return siteIds.length == 0
                ? Future.succeededFuture()
                : conn.preparedQuery(SOON)
                        .execute(Tuple.tuple().addArrayOfUUID(siteIds).addOffsetDateTime(SqlTime.of(now)))
                        .mapEmpty();
    }

    static Future<Void> postpone(SqlClient conn, UUID siteId, Instant until) {
        return conn.preparedQuery(POSTPONE)
                .execute(Tuple.of(siteId, SqlTime.of(until)))
                .mapEmpty();
    }

    /** The newest points, oldest first; without their signals. */
    static Future<List<Day>> line(SqlClient conn, UUID siteId, int most) {
        return conn.preparedQuery(LINE).execute(Tuple.of(siteId, most)).map(rows -> {
            List<Day> days = new ArrayList<>();
            rows.forEach(row -> days.add(
                    0, new Day(row.getLocalDate("day"), row.getInteger("risk_index"), row.getInteger("peak"), null)));
            return days;
        });
    }

    /** Newest first. */
    static Future<List<Day>> days(SqlClient conn, UUID siteId, LocalDate before, int limit) {
        return conn.preparedQuery(DAYS).execute(Tuple.of(siteId, before, limit)).map(rows -> {
            List<Day> days = new ArrayList<>();
            rows.forEach(row -> days.add(new Day(
                    row.getLocalDate("day"),
                    row.getInteger("risk_index"),
                    row.getInteger("peak"),
                    row.getJsonArray("signals"))));
            return days;
        });
    }
}
