package org.qunfang.delivery;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.geo.TopicCells;

/**
 * What one call to FCM names.
 *
 * @param id the same for the same condition, so that a repeat of a choice makes no second row of the ledger
 * @param condition {@code 'qunfang-8741…' in topics || …}
 */
record TopicCall(UUID id, String condition) {
    /** What a topic's name begins with; a phone subscribes to one for each resolution and place. */
    static final String PREFIX = "qunfang-";
    /** FCM takes no more in one condition. */
    static final int MOST_TOPICS = 5;

    /** One call for each five cells, in their order. */
    static List<TopicCall> of(List<Long> cells) {
        List<TopicCall> calls = new ArrayList<>();
        for (int from = 0; from < cells.size(); from += MOST_TOPICS) {
            calls.add(named(cells.subList(from, Math.min(from + MOST_TOPICS, cells.size()))));
        }
        return calls;
    }

    private static TopicCall named(List<Long> cells) {
        String condition = cells.stream()
                .map(cell -> "'" + PREFIX + TopicCells.name(cell) + "' in topics")
                .collect(Collectors.joining(" || "));
        return new TopicCall(
                UUID.nameUUIDFromBytes(("topics " + condition).getBytes(StandardCharsets.UTF_8)), condition);
    }
}
