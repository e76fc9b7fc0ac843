package org.qunfang.lesson;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.problem.Problem.FieldError;

/** The lessons that come with the product, from {@code lessons/} in the jar. */
final class LessonPack {
    private static final String FOLDER = "lessons/";
    private static final Set<String> OUTSIDE_DOCUMENT =
            Set.of("id", "slug", "status", "stage", "categories", "version");

    private LessonPack() {}

    record Packed(Lesson lesson, Collection<Picture> pictures) {}

    /** Blocks, briefly. Fails when a shipped lesson is incomplete: that is a defect of the build. */
    static List<Packed> read() {
        List<Packed> pack = new ArrayList<>();
        for (Object slug : new JsonObject(text("pack.json")).getJsonArray("lessons")) {
            pack.add(read((String) slug));
        }
        return pack;
    }

    private static Packed read(String slug) {
        JsonObject file = new JsonObject(text(slug + "/lesson.json"));
        Map<String, Picture> pictures = new LinkedHashMap<>();
        for (Object block : file.getJsonArray("blocks")) {
            String name = ((JsonObject) block).getString("file");
            if (name != null) {
                pictures.put(name, drawing(slug, name));
            }
        }
        Lesson lesson = lesson(file);
        List<FieldError> findings = LessonCheck.check(lesson.document(), pictures.keySet());
        if (!findings.isEmpty()) {
            throw new IllegalStateException("lesson " + slug + " is incomplete: " + findings);
        }
        return new Packed(lesson, pictures.values());
    }

    private static Lesson lesson(JsonObject file) {
        JsonObject document = file.copy();
        OUTSIDE_DOCUMENT.forEach(document::remove);
        return new Lesson(
                UUID.fromString(file.getString("id")),
                file.getString("slug"),
                file.getString("status"),
                Stage.of(file.getString("stage")).orElseThrow(),
                file.getJsonArray("categories", new JsonArray()).stream()
                        .map(String.class::cast)
                        .collect(Collectors.toUnmodifiableSet()),
                file.getLong("version"),
                document);
    }

    private static Picture drawing(String slug, String name) {
        String svg = text(slug + "/" + name);
        if (!Drawing.isPassive(svg)) {
            throw new IllegalStateException("picture " + slug + "/" + name + " is more than a drawing");
        }
        return new Picture(name, "image/svg+xml", Buffer.buffer(svg));
    }

    private static String text(String name) {
        try (InputStream in = LessonPack.class.getClassLoader().getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("lesson file " + name + " is not in the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("lesson file " + name + " cannot be read", e);
        }
    }
}
