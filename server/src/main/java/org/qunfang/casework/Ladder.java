package org.qunfang.casework;

import java.time.Instant;

/**
 * How far the silence about the deadline that runs has climbed.
 *
 * @param rung 0 while nobody was told
 * @param nextAt when the next rung is due; null before the first one, which is due with the deadline, and at the top
 */
record Ladder(int rung, Instant nextAt) {
    static final Ladder NONE = new Ladder(0, null);

    boolean isAtTop() {
        return rung == Rung.values().length;
    }

    boolean mayClimb(Instant due, Instant now) {
        return !isAtTop() && now.isAfter(due) && (nextAt == null || !now.isBefore(nextAt));
    }

    /** The rung that comes next. */
    Rung next() {
        return Rung.values()[rung];
    }

    Ladder climbed(Instant nextIfAny) {
        int up = rung + 1;
        return new Ladder(up, up == Rung.values().length ? null : nextIfAny);
    }
}
