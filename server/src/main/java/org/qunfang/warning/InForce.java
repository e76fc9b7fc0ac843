package org.qunfang.warning;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.geo.AreaIndex;
import org.qunfang.geo.Location;

/**
 * What is in force at one moment, immutable: the public active warnings and the feeds. What is meant comes before exercises,
 * then the most severe, the most urgent, the newest.
 *
 * @param nextExpiry from this moment on it is no longer right; null when nothing expires
 */
record InForce(List<Entry> entries, AreaIndex<UUID> areas, Tagged atom, Tagged rss, Instant nextExpiry) {

    /** CAP's words, the most urgent first: nothing has to be done any more about what is past. */
    static final List<String> URGENCIES = List.of("Immediate", "Expected", "Future", "Unknown", "Past");

    private static final Comparator<Entry> ORDER = Comparator.comparing(
                    (Entry entry) -> entry.warning().content().mode())
            .thenComparing(entry -> entry.warning().content().severity(), Comparator.reverseOrder())
            .thenComparing(entry -> URGENCIES.indexOf(entry.warning().content().urgency()))
            .thenComparing(entry -> entry.latest().sent(), Comparator.reverseOrder());

    /** A public warning with what went out for it. */
    record Entry(Warning warning, Chain chain) {
        CapMessage latest() {
            return chain.latest();
        }
    }

    static InForce at(Instant now, List<Entry> out, Feeds feeds, Instant whenEmpty) {
        List<Entry> current = out.stream()
                .filter(entry -> entry.warning().content().expires().isAfter(now))
                .toList();
        List<Entry> active = current.stream()
                .filter(entry -> entry.warning().isActive(now))
                .sorted(ORDER)
                .toList();
        Map<UUID, org.locationtech.jts.geom.Geometry> areas = new HashMap<>();
        active.forEach(entry ->
                areas.put(entry.warning().id(), entry.warning().content().area().saved()));
        List<CapMessage> messages =
                new ArrayList<>(current.stream().map(Entry::latest).toList());
        messages.sort(Comparator.comparing(CapMessage::sent)
                .thenComparing(CapMessage::id)
                .reversed());
        return new InForce(
                active,
                new AreaIndex<>(areas),
                feeds.atom(messages, whenEmpty),
                feeds.rss(messages, whenEmpty),
                current.stream()
                        .map(entry -> entry.warning().content().expires())
                        .min(Comparator.naturalOrder())
                        .orElse(null));
    }

    boolean isRightAt(Instant now) {
        return nextExpiry == null || now.isBefore(nextExpiry);
    }

    List<Entry> at(Location place) {
        List<UUID> ids = areas.containing(place);
        return entries.stream()
                .filter(entry -> ids.contains(entry.warning().id()))
                .toList();
    }

    Optional<Entry> entry(UUID warningId) {
        return entries.stream()
                .filter(entry -> entry.warning().id().equals(warningId))
                .findFirst();
    }
}
