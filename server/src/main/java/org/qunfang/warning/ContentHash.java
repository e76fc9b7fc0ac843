package org.qunfang.warning;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.qunfang.geo.StoredArea;

/**
 * The fingerprint of exactly what an officer approves: SHA-256 over canonical JSON (members sorted by name, no blanks)
 * of the texts as they go out, those of the prepared all-clear, what it takes the place of, the saved area, the number of recipients, mode, urgency, severity, certainty and times.
 */
final class ContentHash {
    private ContentHash() {}

    /**
     * 32 bytes.
     *
     * @param supersedes the warning whose place it takes, or null
     */
    static byte[] of(Content content, UUID supersedes, int recipients) {
        JsonObject document = document(content, recipients);
        // Left out where there is none: what was submitted before there were any keeps its hash.
        if (supersedes != null) {
            document.put("supersedes", supersedes.toString());
        }
        if (!content.allClear().isEmpty()) {
            document.put("allClear", sorted(content.allClear()));
        }
        if (content.lesson() != null) {
            document.put("lesson", content.lesson());
        }
        if (content.incident() != null) {
            document.put("incident", content.incident());
        }
        return sha256(canonical(document).getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject document(Content content, int recipients) {
        return new JsonObject()
                .put("mode", content.mode().code())
                .put("exercisePublic", content.exercisePublic())
                .put("category", content.category())
                .put("event", content.event())
                .put("eventCode", content.eventCode())
                .put("urgency", content.urgency())
                .put("severity", content.severity().capName())
                .put("certainty", content.certainty())
                .put("onset", text(content.onset()))
                .put("expires", text(content.expires()))
                .put("infos", sorted(content.markedInfos()))
                .put("areaDescription", content.area().description().toJson())
                .put("area", StoredArea.write(content.area().saved()))
                .put("geocodes", new JsonArray(content.area().geocodes()))
                .put("recipients", recipients);
    }

    private static JsonArray sorted(List<Info> texts) {
        JsonArray infos = new JsonArray();
        texts.stream().sorted(Comparator.comparing(Info::language)).forEach(info -> infos.add(info.toJson()));
        return infos;
    }

    private static String text(Instant instant) {
        return instant == null ? null : instant.toString();
    }

    static String canonical(Object value) {
        if (value instanceof JsonObject object) {
            TreeMap<String, Object> sorted = new TreeMap<>(object.getMap());
            List<String> members = sorted.keySet().stream()
                    .map(name -> io.vertx.core.json.Json.encode(name) + ":" + canonical(object.getValue(name)))
                    .toList();
            return "{" + String.join(",", members) + "}";
        }
        if (value instanceof JsonArray array) {
            List<String> items = new java.util.ArrayList<>();
            for (int i = 0; i < array.size(); i++) {
                items.add(canonical(array.getValue(i)));
            }
            return "[" + String.join(",", items) + "]";
        }
        return io.vertx.core.json.Json.encode(value);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
