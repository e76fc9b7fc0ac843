package org.qunfang.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.qunfang.casework.CaseStatus;
import org.qunfang.db.SqlTime;
import org.qunfang.geo.Location;

/**
 * A report with what the sender's and the public's views need of its case.
 *
 * @param rungsTold from when on everybody may know of each rung of the silence that was climbed
 */
record StoredReport(
        UUID id,
        UUID caseId,
        UUID senderAccountId,
        String status,
        UUID categoryId,
        String description,
        Location location,
        String place,
        Instant observedAt,
        Instant receivedAt,
        String language,
        String visibility,
        JsonObject contact,
        JsonObject answers,
        String trackingCode,
        Boolean verdictFixed,
        Instant verdictAt,
        String verdictComment,
        String caseNumber,
        CaseStatus caseStatus,
        long caseVersion,
        UUID leadDepartmentId,
        UUID[] supportDepartmentIds,
        Instant acknowledgeBy,
        Instant acknowledgedAt,
        Instant dueAt,
        Instant resolveBy,
        Instant waitsUntil,
        int rung,
        List<Instant> rungsTold,
        boolean joinedExistingCase,
        JsonArray photos,
        JsonArray additions) {

    /** The columns of one view; {@code photos} and {@code additions} come as JSON so that one query serves. */
    static final String SELECT = """
            SELECT r.id, r.case_id, r.sender_account_id, r.status, r.category_id, r.description, r.lat, r.lon,
                   r.accuracy_meters, r.place, r.observed_at, r.received_at, r.language, r.visibility, r.contact,
                   r.answers, r.tracking_code, r.joined, r.verdict_fixed, r.verdict_at, r.verdict_comment,
                   c.number, c.status AS case_status, c.version AS case_version, c.lead_department_id,
                   c.support_department_ids, c.rung,
                   told_time(c.acknowledge_by, c.opened_at, LEAST(c.public_since, r.received_at),
                             c.reopened_in_confidence) AS acknowledge_by,
                   told_time(c.due_at, c.opened_at, LEAST(c.public_since, r.received_at),
                             c.reopened_in_confidence) AS due_at,
                   told_time(c.resolve_by, c.opened_at, LEAST(c.public_since, r.received_at),
                             c.reopened_in_confidence) AS resolve_by,
                   ARRAY(SELECT told_time(g.at, c.opened_at, LEAST(c.public_since, r.received_at),
                                          c.reopened_in_confidence)
                           FROM rungs AS g
                          WHERE c.rung > 0 AND g.case_id = c.id AND g.ended_at IS NULL) AS rungs_told,
                   c.hold_review_at,
                   CASE WHEN c.acknowledged_at IS NOT NULL
                        THEN GREATEST(c.acknowledged_at, LEAST(c.public_since, r.received_at)) END AS acknowledged_at,
                   COALESCE((SELECT jsonb_agg(jsonb_build_object('id', p.id, 'url', '/v1/photos/' || p.id,
                                                                 'width', p.width, 'height', p.height)
                                              ORDER BY p.created_at, p.id)
                               FROM photos AS p
                              WHERE p.report_id = r.id), '[]') AS photos,
                   COALESCE((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'at', a.at, 'text', a.text)
                                              ORDER BY a.at, a.id)
                               FROM (SELECT id, at, text
                                       FROM report_additions
                                      WHERE report_id = r.id
                                      ORDER BY at DESC, id DESC
                                      LIMIT 200) AS a), '[]') AS additions
              FROM reports AS r
              JOIN cases AS c ON c.id = r.case_id
            """;

    static StoredReport of(Row row) {
        return new StoredReport(
                row.getUUID("id"),
                row.getUUID("case_id"),
                row.getUUID("sender_account_id"),
                row.getString("status"),
                row.getUUID("category_id"),
                row.getString("description"),
                new Location(row.getDouble("lat"), row.getDouble("lon"), row.getDouble("accuracy_meters")),
                row.getString("place"),
                SqlTime.in(row, "observed_at"),
                SqlTime.in(row, "received_at"),
                row.getString("language"),
                row.getString("visibility"),
                row.getJsonObject("contact"),
                row.getJsonObject("answers"),
                row.getString("tracking_code"),
                row.getBoolean("verdict_fixed"),
                SqlTime.in(row, "verdict_at"),
                row.getString("verdict_comment"),
                row.getString("number"),
                CaseStatus.of(row.getString("case_status")),
                row.getLong("case_version"),
                row.getUUID("lead_department_id"),
                row.getArrayOfUUIDs("support_department_ids"),
                SqlTime.in(row, "acknowledge_by"),
                SqlTime.in(row, "acknowledged_at"),
                SqlTime.in(row, "due_at"),
                SqlTime.in(row, "resolve_by"),
                SqlTime.in(row, "hold_review_at"),
                row.getInteger("rung"),
                Arrays.stream(row.getArrayOfOffsetDateTimes("rungs_told"))
                        .map(OffsetDateTime::toInstant)
                        .toList(),
                row.getBoolean("joined"),
                row.getJsonArray("photos"),
                row.getJsonArray("additions"));
    }

    StoredReport withoutContact() {
        return new StoredReport(
                id,
                caseId,
                senderAccountId,
                status,
                categoryId,
                description,
                location,
                place,
                observedAt,
                receivedAt,
                language,
                visibility,
                null,
                answers,
                trackingCode,
                verdictFixed,
                verdictAt,
                verdictComment,
                caseNumber,
                caseStatus,
                caseVersion,
                leadDepartmentId,
                supportDepartmentIds,
                acknowledgeBy,
                acknowledgedAt,
                dueAt,
                resolveBy,
                waitsUntil,
                rung,
                rungsTold,
                joinedExistingCase,
                photos,
                additions);
    }

    boolean isPublic() {
        return "public".equals(visibility);
    }

    boolean isProtected() {
        return "protected".equals(visibility);
    }

    /** How far the silence has climbed, as everybody may know it: a rung of clocks told to the hour is told with its hour. */
    int toldRung(Instant now) {
        int told = (int) rungsTold.stream().filter(at -> !at.isAfter(now)).count();
        return Math.min(rung, told);
    }

    /** Whether the acknowledgement was or is late. */
    boolean isLate(Instant now) {
        return (acknowledgedAt == null ? now : acknowledgedAt).isAfter(acknowledgeBy);
    }
}
