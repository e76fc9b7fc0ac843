package org.qunfang.lesson;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.db.Held;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All lessons and their pictures in memory. Read again within ten seconds after another process changed one. The
 * shipped pack is stored at start where it is missing or older.
 */
public final class LessonLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(LessonLibrary.class);
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final Pool pool;
    private final Clock clock;
    private final Function<String, List<String>> categoryChain;
    private final Held<Shelf> held;

    private record Shelf(long version, Map<String, Lesson> slugToLesson, Map<String, Picture> pathToPicture) {}

    /** @param categoryChain the code of a category → its own and its ancestors' codes, most specific first */
    public LessonLibrary(Vertx vertx, Pool pool, Clock clock, Function<String, List<String>> categoryChain) {
        this.vertx = vertx;
        this.pool = pool;
        this.clock = clock;
        this.categoryChain = categoryChain;
        this.held = new Held<>(
                vertx,
                new Held.Source<>(
                        "the lessons",
                        PAUSE,
                        () -> LessonStore.version(pool),
                        () -> pool.withTransaction(LessonLibrary::read),
                        Shelf::version,
                        shelf -> LOG.info(
                                "{} lessons on the shelf", shelf.slugToLesson().size())));
    }

    /** Stores the shipped pack and reads everything. */
    public Future<Void> start() {
        return vertx.executeBlocking(LessonPack::read, false)
                .compose(this::ship)
                .compose(shipped -> held.start());
    }

    public void stop() {
        held.stop();
    }

    private Future<Void> ship(List<LessonPack.Packed> pack) {
        return pool.withTransaction(conn -> {
            Future<Void> chain = Future.succeededFuture();
            for (LessonPack.Packed packed : pack) {
                chain = chain.compose(
                        stored -> LessonStore.ship(conn, packed.lesson(), packed.pictures(), clock.instant()));
            }
            return chain;
        });
    }

    Future<Void> reload() {
        return held.reload();
    }

    private static Future<Shelf> read(SqlClient conn) {
        return LessonStore.version(conn)
                .compose(version -> LessonStore.lessons(conn)
                        .compose(lessons -> LessonStore.pictures(conn).map(rows -> shelf(version, lessons, rows))));
    }

    private static Shelf shelf(long version, List<Lesson> lessons, RowSet<Row> pictureRows) {
        Map<String, Lesson> slugToLesson = new LinkedHashMap<>();
        Map<UUID, String> idToSlug = new HashMap<>();
        lessons.forEach(lesson -> {
            slugToLesson.put(lesson.slug(), lesson);
            idToSlug.put(lesson.id(), lesson.slug());
        });
        Map<String, Picture> pathToPicture = new HashMap<>();
        pictureRows.forEach(row -> {
            Picture picture =
                    new Picture(row.getString("name"), row.getString("content_type"), row.getBuffer("content"));
            pathToPicture.put(idToSlug.get(row.getUUID("lesson_id")) + "/" + picture.name(), picture);
        });
        return new Shelf(version, slugToLesson, pathToPicture);
    }

    Optional<Lesson> published(String slug) {
        return Optional.ofNullable(held.value().slugToLesson().get(slug)).filter(Lesson::isPublished);
    }

    Optional<Lesson> published(UUID id) {
        return lessons().stream()
                .filter(lesson -> lesson.id().equals(id))
                .filter(Lesson::isPublished)
                .findFirst();
    }

    Optional<Picture> picture(String slug, String name) {
        return Optional.ofNullable(held.value().pathToPicture().get(slug + "/" + name));
    }

    private Collection<Lesson> lessons() {
        return held.value().slugToLesson().values();
    }

    /** Published lessons, by slug. */
    List<Lesson> published(Optional<String> category, Optional<Stage> stage) {
        List<String> chain = category.map(categoryChain).orElse(List.of());
        return lessons().stream()
                .filter(Lesson::isPublished)
                .filter(lesson -> stage.isEmpty() || lesson.stage() == stage.get())
                .filter(lesson -> category.isEmpty() || isAbout(lesson, chain))
                .toList();
    }

    private static boolean isAbout(Lesson lesson, List<String> chain) {
        return lesson.categories().isEmpty() || chain.stream().anyMatch(lesson.categories()::contains);
    }

    /**
     * What a warning or a report shows beside itself: at most three references {@code {slug, title, minutes}}, the best
     * one first; none for an unknown stage.
     */
    public JsonArray forCategory(String categoryCode, String stageCode) {
        JsonArray references = new JsonArray();
        Stage.of(stageCode)
                .map(stage -> LessonChoice.choose(lessons(), categoryChain.apply(categoryCode), stage))
                .orElse(List.of())
                .forEach(lesson -> references.add(reference(lesson)));
        return references;
    }

    /** As beside a warning that names it; empty where it is not published. */
    public Optional<JsonObject> bySlug(String slug) {
        return published(slug).map(LessonLibrary::reference);
    }

    private static JsonObject reference(Lesson lesson) {
        return new JsonObject()
                .put("slug", lesson.slug())
                .put("title", lesson.document().getJsonObject("title"))
                .put("minutes", lesson.document().getInteger("minutes"));
    }
}
