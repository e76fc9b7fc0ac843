package org.qunfang.lesson;

import io.vertx.core.Future;
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
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** SQL of lessons and answers. */
final class LessonStore {
    private static final String VERSION = """
            SELECT version FROM lesson_version
            """;

    private static final String LESSONS = """
            SELECT id, slug, status, stage, categories, version, document
              FROM lessons
             ORDER BY slug
            """;

    private static final String PICTURES = """
            SELECT lesson_id, name, content_type, content
              FROM lesson_pictures
            """;

    /** Returns the id when the lesson is new or newer than the stored one. */
    private static final String SHIP = """
            INSERT INTO lessons AS l (id, slug, status, stage, categories, version, document, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
            ON CONFLICT (id) DO UPDATE
               SET slug = excluded.slug, status = excluded.status, stage = excluded.stage,
                   categories = excluded.categories, version = excluded.version, document = excluded.document,
                   changed_at = excluded.changed_at
             WHERE l.version < excluded.version
            RETURNING id
            """;

    private static final String DROP_PICTURES = """
            DELETE FROM lesson_pictures WHERE lesson_id = $1
            """;

    private static final String ADD_PICTURE = """
            INSERT INTO lesson_pictures (lesson_id, name, content_type, content)
            VALUES ($1, $2, $3, $4)
            """;

    private static final String ADD_ANSWER = """
            INSERT INTO lesson_answers
                (id, lesson_id, lesson_version, account_id, marks, right_count, asked_count, answered_at, received_at)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
            ON CONFLICT (id) DO NOTHING
            RETURNING id
            """;

    private static final String ANSWER = """
            SELECT id, lesson_id, lesson_version, account_id, marks, right_count, asked_count, answered_at
              FROM lesson_answers
             WHERE id = $1
            """;

    private LessonStore() {}

    static Future<Long> version(SqlClient client) {
        return client.preparedQuery(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    static Future<List<Lesson>> lessons(SqlClient client) {
        return client.preparedQuery(LESSONS).execute().map(rows -> {
            List<Lesson> lessons = new ArrayList<>();
            rows.forEach(row -> lessons.add(lesson(row)));
            return lessons;
        });
    }

    static Future<RowSet<Row>> pictures(SqlClient client) {
        return client.preparedQuery(PICTURES).execute();
    }

    static Future<Void> ship(SqlClient conn, Lesson lesson, Collection<Picture> pictures, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(lesson.id())
                .addString(lesson.slug())
                .addString(lesson.status())
                .addString(lesson.stage().code())
                .addArrayOfString(lesson.categories().toArray(String[]::new))
                .addLong(lesson.version())
                .addJsonObject(lesson.document())
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC));
        return conn.preparedQuery(SHIP)
                .execute(values)
                .compose(rows ->
                        rows.size() == 0 ? Future.succeededFuture() : replacePictures(conn, lesson.id(), pictures));
    }

    private static Future<Void> replacePictures(SqlClient conn, UUID lessonId, Collection<Picture> pictures) {
        List<Tuple> batch = pictures.stream()
                .map(picture -> Tuple.of(lessonId, picture.name(), picture.contentType(), picture.content()))
                .toList();
        return conn.preparedQuery(DROP_PICTURES)
                .execute(Tuple.of(lessonId))
                .compose(dropped -> batch.isEmpty()
                        ? Future.succeededFuture()
                        : conn.preparedQuery(ADD_PICTURE).executeBatch(batch))
                .mapEmpty();
    }

    /** False when an answer with this id is there already. */
    static Future<Boolean> addAnswer(SqlClient conn, Answered answered, Instant receivedAt) {
        Tuple values = Tuple.tuple()
                .addUUID(answered.id())
                .addUUID(answered.lessonId())
                .addLong(answered.lessonVersion())
                .addUUID(answered.accountId())
                .addJsonArray(answered.marks())
                .addInteger(answered.rightCount())
                .addInteger(answered.askedCount())
                .addOffsetDateTime(answered.answeredAt().atOffset(ZoneOffset.UTC))
                .addOffsetDateTime(receivedAt.atOffset(ZoneOffset.UTC));
        return conn.preparedQuery(ADD_ANSWER).execute(values).map(rows -> rows.size() == 1);
    }

    static Future<Optional<Answered>> answer(SqlClient client, UUID id) {
        return client.preparedQuery(ANSWER).execute(Tuple.of(id)).map(rows -> {
            var found = rows.iterator();
            return found.hasNext() ? Optional.of(answered(found.next())) : Optional.empty();
        });
    }

    private static Answered answered(Row row) {
        OffsetDateTime answeredAt = row.getOffsetDateTime("answered_at");
        return new Answered(
                row.getUUID("id"),
                row.getUUID("lesson_id"),
                row.getLong("lesson_version"),
                row.getUUID("account_id"),
                row.getJsonArray("marks"),
                row.getInteger("right_count"),
                row.getInteger("asked_count"),
                answeredAt.toInstant());
    }

    private static Lesson lesson(Row row) {
        JsonObject document = row.getJsonObject("document");
        return new Lesson(
                row.getUUID("id"),
                row.getString("slug"),
                row.getString("status"),
                Stage.of(row.getString("stage")).orElseThrow(),
                Set.of(row.getArrayOfStrings("categories")),
                row.getLong("version"),
                document);
    }

    static JsonArray marks(List<Marking.Mark> marks) {
        JsonArray array = new JsonArray();
        marks.forEach(mark -> array.add(new JsonObject()
                .put("questionId", mark.questionId())
                .put("optionId", mark.optionId())
                .put("right", mark.right())));
        return array;
    }
}
