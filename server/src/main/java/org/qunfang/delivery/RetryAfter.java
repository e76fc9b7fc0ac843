package org.qunfang.delivery;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** How long a server asks to be left alone. */
final class RetryAfter {
    private RetryAfter() {}

    /** RFC 9110 section 10.2.3: seconds or a date; null when absent or not readable, for then the ledger's own pace is as good. */
    static Duration of(String header, Instant now) {
        String text = header == null ? "" : header.trim();
        if (text.matches("\\d{1,6}")) {
            return Duration.ofSeconds(Long.parseLong(text));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(now, until);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeException unreadable) {
            return null;
        }
    }
}
