package org.qunfang.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * What one person sent.
 *
 * @param id made by the sender, a UUIDv7
 * @param categoryCode {@code other} when the sender was not sure
 * @param location WGS 84, converted when it came as GCJ-02
 * @param contact null when none was given
 * @param sameAs number of the open case that the sender says it is the same as, or null
 * @param contentHash SHA-256 of the canonical body, which tells a repeat from other content
 */
public record Submission(
        UUID id,
        String categoryCode,
        String description,
        Location location,
        Instant observedAt,
        String place,
        String language,
        JsonObject contact,
        String visibility,
        JsonObject answers,
        String sameAs,
        byte[] contentHash) {

    /** Nobody alive has seen anything before. */
    static final Instant EARLIEST = Instant.parse("1900-01-01T00:00:00Z");

    private static final Duration FUTURE_TOLERANCE = Duration.ofDays(1);

    /** @throws Problem invalid, when the body keeps the contract but cannot be true */
    static Submission fromJson(UUID id, JsonObject body, Instant now) {
        Instant observed = observedAt(body.getString("observedAt"), now);
        return new Submission(
                id,
                body.getString("category", "other"),
                body.getString("description").strip(),
                Location.fromJson(body.getJsonObject("location"), "/location"),
                observed,
                body.getString("place"),
                body.getString("language", Localized.ZH_CN),
                body.getJsonObject("contact"),
                body.getString("visibility", "public"),
                body.getJsonObject("answers", new JsonObject()),
                body.getString("sameAs"),
                hash(body, observed));
    }

    /** The same instant, with whatever offset it was written, is the same content. */
    private static byte[] hash(JsonObject body, Instant observed) {
        JsonObject content = (JsonObject) canonical(body);
        return sha256(content.put("observedAt", observed.toString()).toString());
    }

    private static Instant observedAt(String text, Instant now) {
        Instant observed;
        try {
            observed = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw Problem.invalid("/observedAt", Localized.of("不存在的日期或时间", "No such date or time"));
        }
        if (observed.isAfter(now.plus(FUTURE_TOLERANCE))) {
            throw Problem.invalid(
                    "/observedAt", Localized.of("看到的时间在将来", "The time when it was seen lies in the future"));
        }
        if (observed.isBefore(EARLIEST)) {
            throw Problem.invalid(
                    "/observedAt",
                    Localized.of("看到的时间不能早于 1900 年", "The time when it was seen may not lie before 1900"));
        }
        return observed;
    }

    /** The same content in any order of members. */
    private static Object canonical(Object node) {
        if (node instanceof JsonObject object) {
            Map<String, Object> sorted = new TreeMap<>();
            object.forEach(entry -> sorted.put(entry.getKey(), canonical(entry.getValue())));
            return new JsonObject(new java.util.LinkedHashMap<>(sorted));
        }
        if (node instanceof JsonArray array) {
            JsonArray copy = new JsonArray();
            array.forEach(each -> copy.add(canonical(each)));
            return copy;
        }
        return node instanceof Number number ? (Object) number.doubleValue() : node;
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
