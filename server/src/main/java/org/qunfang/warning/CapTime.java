package org.qunfang.warning;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** Times in CAP messages: whole seconds with a numeric offset; {@code Z} is forbidden and UTC is {@code -00:00}. */
final class CapTime {
    // CAP 1.2 section 3.3.2.
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xxx");

    private final ZoneId zone;

    CapTime(ZoneId zone) {
        this.zone = zone;
    }

    String write(Instant instant) {
        ZonedDateTime time = instant.truncatedTo(ChronoUnit.SECONDS).atZone(zone);
        String offset = time.getOffset().equals(ZoneOffset.UTC) ? "-00:00" : OFFSET.format(time);
        return SECONDS.format(time) + offset;
    }
}
