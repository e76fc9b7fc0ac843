package org.qunfang.lesson;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jsoup.Jsoup;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem.FieldError;

/**
 * The decision whether a lesson's document may be published: every text in both languages and plain, every picture
 * there, every question with one right answer. Pure. Findings name the place as a JSON pointer (RFC 6901).
 */
final class LessonCheck {
    private static final Localized MISSING = Localized.of("缺少此语言的文字", "The text in this language is missing");
    private static final Localized NOT_PLAIN = Localized.of("只能是纯文字，不能含标签", "Plain text only, without tags");
    private static final Localized NO_PICTURE = Localized.of("没有这张图片", "There is no such picture");
    private static final Localized UNKNOWN_KIND = Localized.of("未知的内容块", "Unknown kind of block");
    private static final Localized TOO_FEW = Localized.of("数量不足", "Too few");
    private static final Localized NO_RIGHT_ANSWER =
            Localized.of("正确答案不在选项中", "The right answer is none of the options");
    private static final Localized TWICE = Localized.of("编号重复", "The id is used twice");
    private static final Localized NOT_HTTPS = Localized.of("来源应为 https 地址", "A source has an https address");

    private final Set<String> pictures;
    private final List<FieldError> found = new ArrayList<>();

    private LessonCheck(Set<String> pictures) {
        this.pictures = pictures;
    }

    /** What keeps the document from being published; empty when nothing does. */
    static List<FieldError> check(JsonObject document, Set<String> pictures) {
        LessonCheck check = new LessonCheck(pictures);
        check.texts("", document, "title", "summary");
        check.each("", document, "blocks", 1, check::block);
        check.each("", document, "questions", 1, check::question);
        check.each("", document, "sources", 1, check::source);
        check.distinctIds("/questions", document.getJsonArray("questions", new JsonArray()));
        return List.copyOf(check.found);
    }

    private interface Part {
        void check(String pointer, JsonObject part);
    }

    private void block(String at, JsonObject block) {
        switch (block.getString("kind", "")) {
            case "heading", "text" -> texts(at, block, "text");
            case "steps" -> list(at, block, "items");
            case "do-dont" -> {
                list(at, block, "do");
                list(at, block, "dont");
            }
            case "picture" -> {
                texts(at, block, "alt");
                list(at, block, "labels");
                if (!pictures.contains(block.getString("file"))) {
                    add(at + "/file", NO_PICTURE);
                }
            }
            default -> add(at + "/kind", UNKNOWN_KIND);
        }
    }

    private void question(String at, JsonObject question) {
        texts(at, question, "text", "explanation");
        each(at, question, "options", 2, (below, option) -> texts(below, option, "text"));
        JsonArray options = question.getJsonArray("options", new JsonArray());
        Set<String> ids = distinctIds(at + "/options", options);
        if (!ids.contains(question.getString("right"))) {
            add(at + "/right", NO_RIGHT_ANSWER);
        }
    }

    private void source(String at, JsonObject source) {
        texts(at, source, "name");
        if (!source.getString("url", "").startsWith("https://")) {
            add(at + "/url", NOT_HTTPS);
        }
    }

    private void each(String at, JsonObject holder, String name, int least, Part part) {
        JsonArray parts = holder.getJsonArray(name, new JsonArray());
        if (parts.size() < least) {
            add(at + "/" + name, TOO_FEW);
        }
        for (int i = 0; i < parts.size(); i++) {
            part.check(at + "/" + name + "/" + i, parts.getJsonObject(i));
        }
    }

    private void list(String at, JsonObject holder, String name) {
        each(at, holder, name, 1, this::text);
    }

    private void texts(String at, JsonObject holder, String... names) {
        for (String name : names) {
            text(at + "/" + name, holder.getJsonObject(name, new JsonObject()));
        }
    }

    private void text(String at, JsonObject languages) {
        for (String language : List.of(Localized.ZH_CN, Localized.EN)) {
            String text = languages.getString(language, "");
            if (text.isBlank()) {
                add(at + "/" + language, MISSING);
            } else if (!Jsoup.parseBodyFragment(text).body().children().isEmpty()) {
                add(at + "/" + language, NOT_PLAIN);
            }
        }
    }

    private Set<String> distinctIds(String at, JsonArray things) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < things.size(); i++) {
            if (!ids.add(things.getJsonObject(i).getString("id"))) {
                add(at + "/" + i + "/id", TWICE);
            }
        }
        return ids;
    }

    private void add(String pointer, Localized reason) {
        found.add(new FieldError(pointer, reason));
    }
}
