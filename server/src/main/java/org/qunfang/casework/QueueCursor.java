package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.http.TimeCursor;

/** Where a page of a queue ended: turn, deadline (microseconds since 1970), id. Opaque to clients. */
record QueueCursor(int turn, Instant dueAt, UUID id) {
    /** Of what waits for no officer. */
    private static final int MOST_TURN = 9;

    /** Before every case. */
    static final QueueCursor START = new QueueCursor(-1, Instant.EPOCH, new UUID(0, 0));

    /** Fails in any way for a text that no page gave. */
    static QueueCursor of(String text) {
        String[] parts = text.split(":", 3);
        int turn = Integer.parseInt(parts[0]);
        if (turn < 0 || turn > MOST_TURN) {
            throw new IllegalArgumentException("no turn of a queue");
        }
        return new QueueCursor(turn, TimeCursor.time(parts[1]), UUID.fromString(parts[2]));
    }

    @Override
    public String toString() {
        return turn + ":" + TimeCursor.text(dueAt) + ":" + id;
    }
}
