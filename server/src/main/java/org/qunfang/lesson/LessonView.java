package org.qunfang.lesson;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.qunfang.problem.Localized;

/** A lesson as it is read: in one language, pictures by their addresses. */
final class LessonView {
    private static final List<String> LANGUAGES = List.of(Localized.ZH_CN, Localized.EN);

    private LessonView() {}

    static JsonObject listItem(Lesson lesson, String language) {
        JsonObject item = new JsonObject()
                .put("id", lesson.id().toString())
                .put("slug", lesson.slug())
                .put("version", lesson.version())
                .put("stage", lesson.stage().code())
                .put(
                        "categories",
                        new JsonArray(lesson.categories().stream().sorted().toList()))
                .put("minutes", lesson.document().getInteger("minutes"))
                .put("language", language)
                .put("languages", new JsonArray(LANGUAGES))
                .put("title", text(lesson.document().getJsonObject("title"), language))
                .put("summary", text(lesson.document().getJsonObject("summary"), language));
        firstPicture(lesson).ifPresent(file -> item.put("picture", address(lesson, file)));
        return item;
    }

    private static Optional<String> firstPicture(Lesson lesson) {
        return lesson.document().getJsonArray("blocks").stream()
                .map(block -> ((JsonObject) block).getString("file"))
                .filter(Objects::nonNull)
                .findFirst();
    }

    static JsonObject whole(Lesson lesson, String language) {
        JsonObject view = listItem(lesson, language);
        for (String part : List.of("blocks", "questions", "sources")) {
            view.put(part, in(language, lesson.document().getJsonArray(part)));
        }
        view.getJsonArray("blocks").forEach(block -> addressPicture((JsonObject) block, lesson));
        return view;
    }

    private static void addressPicture(JsonObject block, Lesson lesson) {
        Object file = block.remove("file");
        if (file != null) {
            block.put("url", address(lesson, file.toString()));
        }
    }

    /** The version stands in the address, so that a picture may be kept for ever. */
    private static String address(Lesson lesson, String file) {
        return "/v1/lessons/" + lesson.slug() + "/pictures/" + file + "?v=" + lesson.version();
    }

    static String text(JsonObject languages, String language) {
        return Localized.fromJson(languages).in(language);
    }

    /** The same structure with every map of languages replaced by its text. */
    private static Object in(String language, Object node) {
        if (node instanceof JsonObject object) {
            if (object.containsKey(Localized.ZH_CN)) {
                return text(object, language);
            }
            JsonObject copy = new JsonObject();
            for (Map.Entry<String, Object> entry : object) {
                copy.put(entry.getKey(), in(language, entry.getValue()));
            }
            return copy;
        }
        if (node instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(item -> copy.add(in(language, item)));
            return copy;
        }
        return node;
    }
}
