package org.qunfang.delivery;

import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.MessagingErrorCode;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What FCM's refusals mean. Only the error code {@code UNREGISTERED} says that a device is gone: a plain 404 may as well
 * be a proxy or a wrong project, and taking a token away for it would silence a phone for good. What may as well be said of
 * one token alone does not count against FCM: anybody can register one.
 */
final class FcmAnswer {
    /** Our credentials or project are wrong: a person must act; ask no more often than this meanwhile. */
    private static final Duration UNTIL_REPAIRED = Duration.ofSeconds(30);

    private final Clock clock;

    FcmAnswer(Clock clock) {
        this.clock = clock;
    }

    Outcome outcome(FirebaseMessagingException failure) {
        MessagingErrorCode code = failure.getMessagingErrorCode();
        var response = failure.getHttpResponse();
        int status = response == null ? 0 : response.getStatusCode();
        Map<String, Object> headers = response == null ? Map.of() : response.getHeaders();
        return outcome(code, status, retryAfter(headers), failure.getMessage());
    }

    /** @param status 0 when there was no answer */
    Outcome outcome(MessagingErrorCode code, int status, Duration retryAfter, String message) {
        String reason = reason(code, status, message);
        if (code == MessagingErrorCode.UNREGISTERED) {
            return new Outcome.Gone(reason);
        }
        if (code == MessagingErrorCode.INVALID_ARGUMENT || code == MessagingErrorCode.SENDER_ID_MISMATCH) {
            return new Outcome.Refused(reason);
        }
        if (status == 400 || status == 413) {
            return new Outcome.Refused(reason);
        }
        boolean aboutToken = code == MessagingErrorCode.THIRD_PARTY_AUTH_ERROR || status == 404;
        boolean ours = status == 401 || status == 403 || status == 404;
        return new Outcome.RetryLater(ours && retryAfter == null ? UNTIL_REPAIRED : retryAfter, reason, aboutToken);
    }

    /** RFC 9110 section 10.2.3: seconds or a date; null when absent or not readable. */
    Duration retryAfter(Map<String, Object> headers) {
        Object value = headers.entrySet().stream()
                .filter(header -> header.getKey().equalsIgnoreCase("Retry-After"))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
        Object first = value instanceof List<?> list && !list.isEmpty() ? list.get(0) : value;
        return first == null ? null : RetryAfter.of(first.toString(), clock.instant());
    }

    private static String reason(MessagingErrorCode code, int status, String message) {
        String what = code == null ? "HTTP " + status : code.name();
        String firstLine = message == null ? "" : message.lines().findFirst().orElse("");
        return "FCM " + what + ": " + (firstLine.length() > 200 ? firstLine.substring(0, 200) : firstLine);
    }
}
