package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Lists of sites, each in its order. */
final class SiteListStore {
    private static final String SELECT = """
            SELECT s.id, s.name, s.category_id, s.status, s.is_public, s.lat, s.lon, s.radius_meters, NULL::jsonb AS boundary,
                   NULL::jsonb AS agreed_reach,
                   s.place, NULL::text AS operator_name, NULL::jsonb AS operator_contact, s.fill_depth_meters,
                   s.height_meters, s.people_in_reach, s.inspection_every_days,
                   s.inspection_due, s.records_since, s.registered_at, s.version, s.risk_index, s.risk_change,
                   s.risk_signals, s.assessed_at,
                   (SELECT jsonb_agg(jsonb_build_object('day', d.day, 'index', d.risk_index, 'peak', d.peak) ORDER BY d.day)
                      FROM (SELECT day, risk_index, peak
                              FROM site_risk_days
                             WHERE site_id = s.id AND day > $5
                             ORDER BY day DESC
                             LIMIT 60) AS d) AS line
              FROM sites AS s
             WHERE s.status = $1
               AND ($2::uuid[] IS NULL OR s.category_id = ANY ($2))
               AND ($3::text IS NULL
                    OR strpos(lower(concat_ws(' ', s.name ->> 'zh-CN', s.name ->> 'en', s.place)), lower($3)) > 0)
               AND ($4::uuid IS NULL OR s.supervisor_id = $4)
            """;

    private static final String BY_INDEX = SELECT + """
               AND (s.risk_index, s.id) < ($6, $7)
             ORDER BY s.risk_index DESC, s.id DESC
             LIMIT $8
            """;

    private static final String BY_CHANGE = SELECT + """
               AND (s.worsening, s.id) < ($6, $7)
             ORDER BY s.worsening DESC, s.id DESC
             LIMIT $8
            """;

    private static final String BY_INSPECTION = SELECT + """
               AND (COALESCE(s.inspection_due, DATE '9999-12-31'), s.id) > (DATE '1970-01-01' + $6::int, $7)
             ORDER BY COALESCE(s.inspection_due, DATE '9999-12-31'), s.id
             LIMIT $8
            """;

    /** @param line {@code {day, index}} of the last twelve months, oldest first */
    record Listed(Site site, JsonArray line) {}

    /**
     * @param categoryIds null for all
     * @param words part of a name or a place, or null
     * @param supervisorId null for whoever supervises
     */
    record Filter(
            boolean watched,
            Set<UUID> categoryIds,
            String words,
            UUID supervisorId,
            SiteOrder.Cursor after,
            int limit) {}

    private SiteListStore() {}

    /** One more than the limit when there is a next page. */
    static Future<List<Listed>> list(SqlClient conn, Filter filter, LocalDate lineFrom) {
        String sql = switch (filter.after().order()) {
            case INDEX -> BY_INDEX;
            case CHANGE -> BY_CHANGE;
            case INSPECTION -> BY_INSPECTION;
        };
        Tuple values = Tuple.tuple()
                .addString(filter.watched() ? "watched" : "retired")
                .addArrayOfUUID(
                        filter.categoryIds() == null
                                ? null
                                : filter.categoryIds().toArray(UUID[]::new))
                .addString(filter.words())
                .addUUID(filter.supervisorId())
                .addLocalDate(lineFrom)
                .addInteger((int) filter.after().value())
                .addUUID(filter.after().id())
                .addInteger(filter.limit() + 1);
        return conn.preparedQuery(sql).execute(values).map(rows -> {
            List<Listed> found = new ArrayList<>();
            rows.forEach(row -> {
                JsonArray line = row.getJsonArray("line");
                found.add(new Listed(SiteStore.site(row), line == null ? new JsonArray() : line));
            });
            return found;
        });
    }
}
