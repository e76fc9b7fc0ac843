package org.qunfang.casework;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.UUID;

/** Where a page of a queue ended: turn, deadline (microseconds since 1970), id. Opaque to clients. */
record QueueCursor(int turn, Instant dueAt, UUID id) {
    /** Before every case. */
    static final QueueCursor START = new QueueCursor(-1, Instant.EPOCH, new UUID(0, 0));

    static QueueCursor of(String text) {
        String[] parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII).split(":", 3);
        Instant deadline = Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS);
        return new QueueCursor(Short.parseShort(parts[0]), deadline, UUID.fromString(parts[2]));
    }

    @Override
    public String toString() {
        String text = turn + ":" + ChronoUnit.MICROS.between(Instant.EPOCH, dueAt) + ":" + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.US_ASCII));
    }
}
