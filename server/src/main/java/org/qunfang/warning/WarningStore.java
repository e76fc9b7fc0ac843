package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
import org.qunfang.db.SqlTime;
import org.qunfang.delivery.Severity;
import org.qunfang.geo.StoredArea;
import org.qunfang.http.Caller;
import org.qunfang.http.TimeCursor;
import org.qunfang.problem.Localized;

/** The table warnings. */
final class WarningStore {
    private static final String SELECT = """
            SELECT w.id, w.chain_id, w.supersedes, w.state, w.version, w.author_id, author.name AS author_name,
                   w.author_department, w.case_id, w.created_at, w.changed_at, w.mode, w.exercise_public,
                   w.category, w.event, w.event_code, w.urgency, w.severity, w.certainty, w.onset, w.expires,
                   w.infos, w.all_clear, w.area, w.saved_area, w.geocodes, w.lesson, w.incident, w.submitted_at, w.recipients, w.content_hash,
                   w.approver_id, approver.name AS approver_name, w.exercise_confirmed, w.published_at, w.ended_at
              FROM warnings AS w
              JOIN accounts AS author ON author.id = w.author_id
              LEFT JOIN accounts AS approver ON approver.id = w.approver_id
            """;

    private static final String FIND = SELECT + " WHERE w.id = $1";
    private static final String LOCK = FIND + " FOR UPDATE OF w";

    /** $1–$4 are filters that null leaves open; $5, $6 are the cursor; $8–$11 are the scope, as WarningScope has it. */
    private static final String LIST = SELECT + """
             WHERE ($1::text IS NULL OR w.state = $1)
               AND ($2::text IS NULL OR w.mode = $2)
               AND ($3::uuid IS NULL OR w.case_id = $3)
               AND ($4::timestamptz IS NULL OR (w.state = 'published' AND w.expires > $4))
               AND ($5::timestamptz IS NULL OR (w.changed_at, w.id) < ($5, $6::uuid))
               AND CASE WHEN w.published_at IS NULL
                        THEN $9::boolean OR ($8 AND (w.author_id = $10::uuid OR w.author_department = $11::uuid))
                        ELSE $8::boolean OR w.mode = 'actual'
                             OR (w.mode = 'exercise' AND w.exercise_public AND w.exercise_confirmed) END
             ORDER BY w.changed_at DESC, w.id DESC
             LIMIT $7
            """;

    /** What the memory holds: everything out whose time is not over, cancelled ones for their Cancel message. */
    private static final String OUT_VERSIONS = """
            SELECT id, version FROM warnings
             WHERE state IN ('published', 'cancelled') AND expires > $1
             ORDER BY id
            """;

    private static final String OUT =
            SELECT + " WHERE w.state IN ('published', 'cancelled') AND w.expires > $1 ORDER BY w.id";

    private static final String INSERT = """
            INSERT INTO warnings
                (id, author_id, author_department, case_id, created_at, changed_at,
                 mode, exercise_public, category, event, event_code, urgency, severity, certainty, onset, expires,
                 infos, area, saved_area, geocodes, all_clear, lesson, incident, chain_id, supersedes)
            VALUES ($1, $2, $3, $4, $5, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
                    $21, $22, COALESCE($23::uuid, $1), $24)
            """;

    private static final String UPDATE = """
            UPDATE warnings
               SET state = 'draft', version = version + 1, case_id = $2, changed_at = $3,
                   submitted_at = NULL, recipients = NULL, content_hash = NULL, approver_id = NULL,
                   mode = $4, exercise_public = $5, category = $6, event = $7, event_code = $8, urgency = $9,
                   severity = $10, certainty = $11, onset = $12, expires = $13, infos = $14, area = $15,
                   saved_area = $16, geocodes = $17, all_clear = $18, lesson = $19, incident = $20
             WHERE id = $1
            """;

    private static final String SUBMIT = """
            UPDATE warnings
               SET state = 'submitted', version = version + 1, changed_at = $2, submitted_at = $2,
                   recipients = $3, content_hash = $4
             WHERE id = $1
            """;

    private static final String PUBLISH = """
            UPDATE warnings
               SET state = 'published', version = version + 1, changed_at = $2, published_at = $2,
                   approver_id = $3, exercise_confirmed = $4
             WHERE id = $1
            """;

    private static final String END = """
            UPDATE warnings
               SET state = $2, version = version + 1, changed_at = $3,
                   ended_at = CASE WHEN $2 IN ('cancelled', 'expired', 'superseded', 'rejected') THEN $3::timestamptz END
             WHERE id = $1
            """;

    private static final String EXPIRE = """
            UPDATE warnings
               SET state = 'expired', version = version + 1, changed_at = $1, ended_at = $1
             WHERE id IN (SELECT id FROM warnings
                           WHERE state = 'published' AND expires <= $1
                           ORDER BY expires LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING id
            """;

    private static final String STILL_APPROVER = """
            SELECT EXISTS (SELECT 1 FROM accounts
                            WHERE id = $1 AND disabled_at IS NULL AND 'warning_approver' = ANY(roles)) AS approver
            """;

    /** Filters of the list; null leaves one open. */
    record Filter(String status, String mode, UUID caseId, boolean active, WarningScope scope) {}

    Future<Optional<Warning>> find(SqlClient conn, UUID id) {
        return conn.preparedQuery(FIND).execute(Tuple.of(id)).map(WarningStore::first);
    }

    /** Locked until the transaction ends. */
    Future<Optional<Warning>> lock(SqlClient conn, UUID id) {
        return conn.preparedQuery(LOCK).execute(Tuple.of(id)).map(WarningStore::first);
    }

    Future<List<Warning>> list(SqlClient conn, Filter filter, TimeCursor after, int limit, Instant now) {
        Tuple values = Tuple.tuple()
                .addString(filter.status())
                .addString(filter.mode())
                .addUUID(filter.caseId())
                .addOffsetDateTime(filter.active() ? utc(now) : null)
                .addOffsetDateTime(after == null ? null : utc(after.at()))
                .addUUID(after == null ? null : after.id())
                .addInteger(limit)
                .addBoolean(filter.scope().officer())
                .addBoolean(filter.scope().seesAll())
                .addUUID(filter.scope().accountId())
                .addUUID(filter.scope().departmentId());
        return conn.preparedQuery(LIST).execute(values).map(WarningStore::all);
    }

    /** Ids and versions, as one comparable text: unchanged means that the memory is still right. */
    Future<String> outVersions(SqlClient conn, Instant now) {
        return conn.preparedQuery(OUT_VERSIONS).execute(Tuple.of(utc(now))).map(rows -> {
            StringBuilder versions = new StringBuilder();
            rows.forEach(row -> versions.append(row.getUUID("id"))
                    .append(':')
                    .append(row.getLong("version"))
                    .append(' '));
            return versions.toString();
        });
    }

    Future<List<Warning>> out(SqlClient conn, Instant now) {
        return conn.preparedQuery(OUT).execute(Tuple.of(utc(now))).map(WarningStore::all);
    }

    /** @param supersedes the warning that this draft updates, or null */
    Future<Void> insert(
            SqlClient conn, UUID id, Caller author, UUID caseId, Warning supersedes, Content content, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(id)
                .addUUID(author.accountId())
                .addUUID(author.departmentId())
                .addUUID(caseId)
                .addOffsetDateTime(utc(now));
        add(values, content)
                .addUUID(supersedes == null ? null : supersedes.chainId())
                .addUUID(supersedes == null ? null : supersedes.id());
        return conn.preparedQuery(INSERT).execute(values).mapEmpty();
    }

    Future<Void> update(SqlClient conn, UUID id, UUID caseId, Content content, Instant now) {
        Tuple values = Tuple.tuple().addUUID(id).addUUID(caseId).addOffsetDateTime(utc(now));
        return conn.preparedQuery(UPDATE).execute(add(values, content)).mapEmpty();
    }

    Future<Void> submit(SqlClient conn, UUID id, int recipients, byte[] hash, Instant now) {
        Tuple values = Tuple.of(id, utc(now), recipients, Buffer.buffer(hash));
        return conn.preparedQuery(SUBMIT).execute(values).mapEmpty();
    }

    Future<Void> publish(SqlClient conn, UUID id, UUID approver, boolean exerciseConfirmed, Instant now) {
        return conn.preparedQuery(PUBLISH)
                .execute(Tuple.of(id, utc(now), approver, exerciseConfirmed))
                .mapEmpty();
    }

    Future<Void> move(SqlClient conn, UUID id, WarningStatus status, Instant now) {
        return conn.preparedQuery(END)
                .execute(Tuple.of(id, status.code(), utc(now)))
                .mapEmpty();
    }

    /** Ends what is published and over; the ids. */
    Future<List<UUID>> expire(SqlClient conn, Instant now) {
        return conn.preparedQuery(EXPIRE).execute(Tuple.of(utc(now))).map(rows -> {
            List<UUID> ids = new ArrayList<>();
            rows.forEach(row -> ids.add(row.getUUID("id")));
            return ids;
        });
    }

    /** Whether the account may approve at this very moment, whatever its token says. */
    Future<Boolean> isStillApprover(SqlClient conn, UUID account) {
        return conn.preparedQuery(STILL_APPROVER)
                .execute(Tuple.of(account))
                .map(rows -> rows.iterator().next().getBoolean("approver"));
    }

    private static Tuple add(Tuple values, Content content) {
        return values.addString(content.mode().code())
                .addBoolean(content.exercisePublic())
                .addString(content.category())
                .addString(content.event())
                .addString(content.eventCode())
                .addString(content.urgency())
                .addString(content.severity().capName())
                .addString(content.certainty())
                .addOffsetDateTime(content.onset() == null ? null : utc(content.onset()))
                .addOffsetDateTime(utc(content.expires()))
                .addJsonArray(texts(content.infos()))
                .addJsonObject(content.area().drawn())
                .addJsonObject(StoredArea.write(content.area().saved()))
                .addArrayOfString(content.area().geocodes().toArray(String[]::new))
                .addJsonArray(content.allClear().isEmpty() ? null : texts(content.allClear()))
                .addString(content.lesson())
                .addString(content.incident());
    }

    private static JsonArray texts(List<Info> infos) {
        JsonArray texts = new JsonArray();
        infos.forEach(info -> texts.add(info.toJson()));
        return texts;
    }

    private static Optional<Warning> first(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.of(warning(rows.iterator().next()));
    }

    private static List<Warning> all(RowSet<Row> rows) {
        List<Warning> warnings = new ArrayList<>(rows.size());
        rows.forEach(row -> warnings.add(warning(row)));
        return warnings;
    }

    private static Warning warning(Row row) {
        Buffer hash = row.getBuffer("content_hash");
        UUID approver = row.getUUID("approver_id");
        return new Warning(
                row.getUUID("id"),
                row.getUUID("chain_id"),
                row.getUUID("supersedes"),
                WarningStatus.of(row.getString("state")),
                row.getLong("version"),
                new Warning.Officer(row.getUUID("author_id"), row.getString("author_name")),
                row.getUUID("author_department"),
                row.getUUID("case_id"),
                content(row),
                row.getInteger("recipients"),
                hash == null ? null : hash.getBytes(),
                approver == null ? null : new Warning.Officer(approver, row.getString("approver_name")),
                row.getBoolean("exercise_confirmed"),
                SqlTime.in(row, "created_at"),
                SqlTime.in(row, "changed_at"),
                SqlTime.in(row, "submitted_at"),
                SqlTime.in(row, "published_at"),
                SqlTime.in(row, "ended_at"));
    }

    private static Content content(Row row) {
        JsonArray allClear = row.getJsonArray("all_clear");
        return new Content(
                Mode.of(row.getString("mode")),
                row.getBoolean("exercise_public"),
                row.getString("category"),
                row.getString("event"),
                row.getString("event_code"),
                row.getString("urgency"),
                Severity.named(row.getString("severity")),
                row.getString("certainty"),
                SqlTime.in(row, "onset"),
                SqlTime.in(row, "expires"),
                Info.listFromJson(row.getJsonArray("infos")),
                allClear == null ? List.of() : Info.listFromJson(allClear),
                area(row),
                row.getString("lesson"),
                row.getString("incident"));
    }

    private static WarningArea area(Row row) {
        JsonObject drawn = row.getJsonObject("area");
        return new WarningArea(
                Localized.fromJson(drawn.getJsonObject("description")),
                drawn,
                StoredArea.read(row.getJsonObject("saved_area")),
                List.of(row.getArrayOfStrings("geocodes")));
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
