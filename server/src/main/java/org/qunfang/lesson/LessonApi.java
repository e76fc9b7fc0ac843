package org.qunfang.lesson;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.http.Call;
import org.qunfang.http.Moment;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** HTTP ↔ lessons. */
public final class LessonApi {
    private static final int DEFAULT_LIMIT = 50;
    private static final String KEEP_LESSON = "public, max-age=300";
    /** The address changes with the lesson's version. */
    private static final String KEEP_PICTURE = "public, max-age=31536000, immutable";

    private final LessonLibrary library;
    private final LessonService service;

    public LessonApi(LessonLibrary library, LessonService service) {
        this.library = library;
        this.service = service;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "listLessons", this::list,
                "getLesson", this::get,
                "getLessonPicture", this::picture,
                "answerLesson", this::answer);
    }

    /** A page ends at the slug of its last lesson. */
    private Future<Reply> list(Call call) {
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        String after = call.cursor(Function.identity()).orElse("");
        String language = language(call);
        List<Lesson> left = library
                .published(call.query("category"), call.query("stage").flatMap(Stage::of))
                .stream()
                .filter(lesson -> lesson.slug().compareTo(after) > 0)
                .toList();
        List<Lesson> page = left.stream().limit(limit).toList();
        JsonArray items = new JsonArray();
        page.forEach(lesson -> items.add(LessonView.listItem(lesson, language)));
        String next =
                left.size() > page.size() ? call.next(page.get(page.size() - 1).slug()) : null;
        return Future.succeededFuture(
                Reply.ok(new JsonObject().put("items", items).put("next", next)));
    }

    private Future<Reply> get(Call call) {
        Lesson lesson = library.published(call.path("slug")).orElseThrow(Problem::notFound);
        String language = language(call);
        String etag = "\"" + lesson.version() + "-" + language + "\"";
        Reply reply = call.hasCurrent(etag) ? Reply.notModified() : Reply.ok(LessonView.whole(lesson, language));
        return Future.succeededFuture(
                reply.header("ETag", etag).header("Cache-Control", KEEP_LESSON).header("Vary", "Accept-Language"));
    }

    private Future<Reply> picture(Call call) {
        String slug = call.path("slug");
        Picture picture = library.published(slug)
                .flatMap(lesson -> library.picture(slug, call.path("file")))
                .orElseThrow(Problem::notFound);
        return Future.succeededFuture(Reply.bytes(picture.contentType(), picture.content())
                .header("Cache-Control", KEEP_PICTURE)
                .header("Content-Security-Policy", "default-src 'none'; style-src 'unsafe-inline'; sandbox")
                .header("X-Content-Type-Options", "nosniff"));
    }

    private Future<Reply> answer(Call call) {
        JsonObject body = call.body();
        Map<String, String> questionToOption = new LinkedHashMap<>();
        body.getJsonObject("answers")
                .forEach(answer -> questionToOption.put(answer.getKey(), (String) answer.getValue()));
        String language = language(call);
        return service.answer(
                        call.caller(),
                        call.pathId("lessonId"),
                        Optional.ofNullable(body.getString("id")).map(UUID::fromString),
                        Optional.ofNullable(body.getString("answeredAt")).map(at -> Moment.read(at, "/answeredAt")),
                        questionToOption)
                .map(outcome -> Reply.of(outcome.isNew() ? 201 : 200, result(outcome, language)));
    }

    private static JsonObject result(LessonService.Outcome outcome, String language) {
        JsonArray marks = new JsonArray();
        outcome.marks()
                .forEach(mark -> marks.add(new JsonObject()
                        .put("questionId", mark.questionId())
                        .put("optionId", mark.optionId())
                        .put("right", mark.right())
                        .put("rightOptionId", mark.rightOptionId())
                        .put("explanation", LessonView.text(mark.explanation(), language))));
        return new JsonObject()
                .put("id", outcome.answered().id().toString())
                .put("rightCount", outcome.answered().rightCount())
                .put("askedCount", outcome.answered().askedCount())
                .put("marks", marks);
    }

    private static String language(Call call) {
        return call.query("language").orElseGet(call::language).equals(Localized.EN) ? Localized.EN : Localized.ZH_CN;
    }
}
