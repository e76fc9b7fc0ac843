package org.qunfang.casework;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** Where a page ended: a time in microseconds since 1970, and an id. Opaque to clients. */
record TimeCursor(Instant at, UUID id) {
    /** The last microsecond of the year 9999: what is listed lies between 1970 and then. */
    private static final long LATEST_MICROS = 253_402_300_799_999_999L;

    /** Fails in any way for a text that no page gave. */
    static TimeCursor of(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", 2);
        long micros = Long.parseLong(parts[0]);
        if (micros < 0 || micros > LATEST_MICROS) {
            throw new IllegalArgumentException("no time of a page");
        }
        return new TimeCursor(Instant.EPOCH.plus(micros, ChronoUnit.MICROS), UUID.fromString(parts[1]));
    }

    @Override
    public String toString() {
        String text = ChronoUnit.MICROS.between(Instant.EPOCH, at) + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
