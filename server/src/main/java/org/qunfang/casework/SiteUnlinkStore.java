package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Who took which case off which site, or wanted it to join one, and who consented. */
final class SiteUnlinkStore {
    private static final String INSERT = """
            INSERT INTO site_unlinks (id, site_id, case_id, reason, status, asked_by, asked_department_id, asked_at,
                                      index_with, index_without, kind)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (site_id, case_id) WHERE status = 'waiting' DO NOTHING
            """;

    private static final String SELECT = """
            SELECT u.id, u.kind, u.site_id, u.case_id, c.number, u.reason, u.status, u.asked_at, u.index_with, u.index_without,
                   u.asked_by, u.asked_department_id, asker.name AS asker_name,
                   u.answered_by, u.answered_department_id, u.answered_at, u.answer,
                   answerer.name AS answerer_name, s.name AS site_name
              FROM site_unlinks AS u
              JOIN cases AS c ON c.id = u.case_id
              JOIN sites AS s ON s.id = u.site_id
              LEFT JOIN accounts AS asker ON asker.id = u.asked_by
              LEFT JOIN accounts AS answerer ON answerer.id = u.answered_by
            """;

    private static final String READ = SELECT + "WHERE u.id = $1";

    private static final String OF_CASE = SELECT + "WHERE u.case_id = $1 AND u.status = 'waiting'";

    /** Newest first; of protected cases only to those who see them as cases. */
    private static final String LIST = SELECT + """
             WHERE ($1::uuid IS NULL OR u.site_id = $1)
               AND (NOT $2 OR u.status = 'waiting' AND c.merged_into_id IS NULL)
               AND ($3::timestamptz IS NULL OR (u.asked_at, u.id) < ($3, $4::uuid))
               AND ($6 OR c.visibility <> 'protected' OR c.lead_department_id = $7
                    OR $7 = ANY (c.support_department_ids))
             ORDER BY u.asked_at DESC, u.id DESC
             LIMIT $5
            """;

    private static final String ANSWER = """
            UPDATE site_unlinks
               SET status = $2, answered_by = $3, answered_department_id = $4, answered_at = $5, answer = $6
             WHERE id = $1
            """;

    /** @param siteName of the site */
    record Listed(SiteUnlink unlink, Localized siteName) {}

    private SiteUnlinkStore() {}

    /** False while one waits for an answer. */
    static Future<Boolean> insert(SqlClient conn, SiteUnlink unlink) {
        return conn.preparedQuery(INSERT)
                .execute(Tuple.tuple()
                        .addUUID(unlink.id())
                        .addUUID(unlink.siteId())
                        .addUUID(unlink.caseId())
                        .addString(unlink.reason())
                        .addString(unlink.status().code())
                        .addUUID(unlink.askedBy().accountId())
                        .addUUID(unlink.askedBy().departmentId())
                        .addOffsetDateTime(SqlTime.of(unlink.askedAt()))
                        .addInteger(unlink.indexWith())
                        .addInteger(unlink.indexWithout())
                        .addString(unlink.kind().code()))
                .map(rows -> rows.rowCount() == 1);
    }

    /** Fails with not-found. */
    static Future<Listed> read(SqlClient conn, UUID id) {
        return conn.preparedQuery(READ).execute(Tuple.of(id)).map(rows -> {
            if (rows.size() == 0) {
                throw Problem.notFound();
            }
            return listed(rows.iterator().next());
        });
    }

    /** Those of the case that wait. */
    static Future<List<Listed>> waiting(SqlClient conn, UUID caseId) {
        return conn.preparedQuery(OF_CASE).execute(Tuple.of(caseId)).map(SiteUnlinkStore::all);
    }

    /** @param siteId null for all */
    static Future<List<Listed>> list(
            SqlClient conn, UUID siteId, boolean waiting, Instant before, UUID beforeId, int limit, CaseScope scope) {
        return conn.preparedQuery(LIST)
                .execute(Tuple.tuple()
                        .addUUID(siteId)
                        .addBoolean(waiting)
                        .addOffsetDateTime(SqlTime.of(before))
                        .addUUID(beforeId)
                        .addInteger(limit)
                        .addBoolean(scope.seesAll())
                        .addUUID(scope.departmentId()))
                .map(SiteUnlinkStore::all);
    }

    static Future<Void> answer(SqlClient conn, UUID id, SiteUnlink.Status status, Act act, String words) {
        Actor actor = act.actor();
        return conn.preparedQuery(ANSWER)
                .execute(Tuple.of(
                        id, status.code(), actor.accountId(), actor.departmentId(), SqlTime.of(act.at()), words))
                .mapEmpty();
    }

    private static List<Listed> all(io.vertx.sqlclient.RowSet<Row> rows) {
        List<Listed> found = new ArrayList<>();
        rows.forEach(row -> found.add(listed(row)));
        return found;
    }

    private static Listed listed(Row row) {
        OffsetDateTime answered = row.getOffsetDateTime("answered_at");
        SiteUnlink unlink = new SiteUnlink(
                row.getUUID("id"),
                SiteUnlink.Kind.of(row.getString("kind")),
                row.getUUID("site_id"),
                row.getUUID("case_id"),
                row.getString("number"),
                row.getString("reason"),
                SiteUnlink.Status.of(row.getString("status")),
                officer(row, "asked", "asker"),
                SqlTime.in(row, "asked_at"),
                row.getInteger("index_with"),
                row.getInteger("index_without"),
                answered == null ? null : officer(row, "answered", "answerer"),
                answered == null ? null : answered.toInstant(),
                row.getString("answer"));
        return new Listed(unlink, Localized.fromJson(row.getJsonObject("site_name")));
    }

    private static Actor officer(Row row, String did, String who) {
        return new Actor(
                Actor.Kind.OFFICER,
                row.getUUID(did + "_by"),
                row.getString(who + "_name"),
                row.getUUID(did + "_department_id"));
    }
}
