package org.qunfang.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.pointer.JsonPointer;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.qunfang.settings.SmsGateway;

/**
 * What an SMS gateway's answer means. Only what its template names as {@code gone} takes a number away: a plain 404 or 410
 * may as well be a wrong address of the gateway, and would silence the whole city.
 */
record SmsAnswer(SmsGateway.Answer signs, Clock clock) {
    /** About this text and number: the same again is refused again. */
    private static final Set<Integer> FOR_GOOD = Set.of(400, 413, 422);

    /** Our address, secret or account are wrong: a person must act. */
    private static final Set<Integer> OURS = Set.of(401, 402, 403, 404, 405, 407, 410);

    private static final Duration UNTIL_REPAIRED = Duration.ofSeconds(30);
    private static final int LONGEST_ID = 200;

    Outcome outcome(int status, String type, String retryAfter, Buffer body) {
        JsonObject json = json(body);
        String reason = "the SMS gateway answered HTTP " + status;
        if (any(signs.gone(), json)) {
            return new Outcome.Gone(reason + " and that the number takes no texts");
        }
        if (any(signs.refused(), json)) {
            return new Outcome.Refused(reason + " and that it refuses this text or number");
        }
        if (status >= 200 && status < 300) {
            return accepted(type, json, reason);
        }
        if (FOR_GOOD.contains(status)) {
            return new Outcome.Refused(reason);
        }
        Duration asked = RetryAfter.of(retryAfter, clock.instant());
        return new Outcome.RetryLater(asked == null && OURS.contains(status) ? UNTIL_REPAIRED : asked, reason);
    }

    /** A page instead of an answer is a proxy's or a sign-in's, whatever its status says. */
    private Outcome accepted(String type, JsonObject json, String reason) {
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("text/html")) {
            return new Outcome.RetryLater(null, reason + " with a web page");
        }
        if (!signs.accepted().isEmpty() && !any(signs.accepted(), json)) {
            return new Outcome.RetryLater(null, reason + " and not that it took the text");
        }
        Object id = json == null || signs.id() == null ? null : at(signs.id(), json);
        boolean told = id instanceof String || id instanceof Number;
        String text = told ? id.toString() : null;
        return new Outcome.Delivered(
                text == null || text.length() <= LONGEST_ID ? text : text.substring(0, LONGEST_ID));
    }

    private static boolean any(Map<String, Set<String>> signs, JsonObject json) {
        return json != null
                && signs.entrySet().stream()
                        .anyMatch(each -> each.getValue().contains(String.valueOf(at(each.getKey(), json))));
    }

    private static Object at(String pointer, JsonObject json) {
        return JsonPointer.from(pointer).queryJson(json);
    }

    private static JsonObject json(Buffer body) {
        try {
            return body.length() == 0 ? null : body.toJsonObject();
        } catch (RuntimeException none) {
            return null;
        }
    }
}
