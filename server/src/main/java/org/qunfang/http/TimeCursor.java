package org.qunfang.http;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;

/** Where a page ended: a time, kept in microseconds since 1970 (to the end of the year 9999), and an id. */
public record TimeCursor(Instant at, UUID id) {
    /** The last microsecond of the year 9999: what is listed lies between 1970 and then. */
    private static final long LATEST_MICROS = 253_402_300_799_999_999L;

    /** Fails in any way for a text that no page gave. */
    public static TimeCursor of(String text) {
        String[] parts = text.split(":", 2);
        return new TimeCursor(time(parts[0]), UUID.fromString(parts[1]));
    }

    /** A time as a cursor has it; fails in any way for another text. */
    public static Instant time(String text) {
        long micros = Long.parseLong(text);
        if (micros < 0 || micros > LATEST_MICROS) {
            throw new IllegalArgumentException("no time of a page");
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    /** The other way round. */
    public static String text(Instant at) {
        return Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at));
    }

    @Override
    public String toString() {
        return text(at) + ":" + id;
    }
}
