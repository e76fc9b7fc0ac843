package org.qunfang.casework;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The times that are set and the calendar, as they are at one moment. The nearest category that sets a time counts, then
 * the city, then what is built in. Immutable; kept for the whole of one decision.
 *
 * @param keyToTerm what is set
 * @param lineage a category's id → its own and its ancestors' ids, nearest first
 */
public record Deadlines(
        long version, WorkCalendar calendar, Map<Key, Term> keyToTerm, Function<UUID, List<UUID>> lineage) {

    /** Nothing is set and no day is named. */
    public static final Deadlines BUILT_IN = new Deadlines(0, WorkCalendar.PLAIN, Map.of(), List::of);

    /** @param categoryId null for the whole city */
    record Key(UUID categoryId, Severity severity, DeadlineKind kind) {}

    /** @param setBy null where the city set it or nobody did */
    record Found(Term term, UUID setBy, boolean isSet) {}

    public Deadlines {
        keyToTerm = Map.copyOf(keyToTerm);
    }

    Found find(UUID categoryId, Severity severity, DeadlineKind kind) {
        List<UUID> nearestFirst = categoryId == null ? List.of() : lineage.apply(categoryId);
        for (UUID id : nearestFirst) {
            Term set = keyToTerm.get(new Key(id, severity, kind));
            if (set != null) {
                return new Found(set, id, true);
            }
        }
        Term city = keyToTerm.get(new Key(null, severity, kind));
        return city == null
                ? new Found(Term.calendar(kind.unlessSet(severity)), null, false)
                : new Found(city, null, true);
    }

    /** For cases of one category. */
    public Clocks of(UUID categoryId) {
        return new Clocks(this, categoryId);
    }

    /** The clocks of the cases of one category. */
    public record Clocks(Deadlines deadlines, UUID categoryId) {
        Term term(DeadlineKind kind, Severity severity) {
            return deadlines.find(categoryId, severity, kind).term();
        }

        Instant due(DeadlineKind kind, Severity severity, Instant from) {
            return term(kind, severity).after(from, deadlines.calendar());
        }

        public Instant acknowledgeBy(Severity severity, Instant from) {
            return due(DeadlineKind.ACKNOWLEDGE, severity, from);
        }

        public Instant resolveBy(Severity severity, Instant from) {
            return due(DeadlineKind.RESOLVE, severity, from);
        }

        public TimeKind resolveTime(Severity severity) {
            return term(DeadlineKind.RESOLVE, severity).time();
        }

        /** What of a clock was left, counted from another moment: it stood in between. */
        Instant movedTo(TimeKind time, Instant stoppedAt, Instant due, Instant runsFrom) {
            WorkCalendar calendar = deadlines.calendar();
            return Term.later(time, runsFrom, Term.left(time, stoppedAt, due, calendar), calendar);
        }
    }
}
