package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.qunfang.delivery.DeliveryStore.Claimed;

/**
 * Where a message is shown on a device: messages with the same place take each other's. Those of one event share one, so that
 * nobody's screen fills with near-identical ones; but nothing takes the place of what is more serious, and word that one
 * of them is over never that of another which is not.
 */
final class Shown {
    /** How long it may be unknown that another message of the event went out. */
    private static final Duration KNOWN_FOR = Duration.ofSeconds(1);

    private static final int REMEMBERED = 200;

    /** Channels whose devices are given a place; a page that is open lists what is in force. */
    private static final Set<String> CHANNELS = Set.of(Device.FCM, Device.WEBPUSH);

    private static final String SIBLINGS = """
            SELECT id, severity, data ->> 'chainId' AS chain
              FROM messages
             WHERE data ? 'eventGroup' AND data ->> 'eventGroup' = $1
               AND follows IS NULL AND stopped_at IS NULL AND expires_at > $2
            """;

    private static final String ON_DEVICES = """
            SELECT message_id, device_id
              FROM deliveries
             WHERE message_id = ANY($1) AND device_id = ANY($2) AND handed_over_at IS NOT NULL
            """;

    /** A message of the same event that is in force. */
    record Sibling(UUID id, String chain, Severity severity) {}

    private record Known(Instant at, List<Sibling> siblings) {}

    private final Pool pool;
    private final MessageStore messages;
    private final Clock clock;
    /** By message: what was known before one began to go out says nothing of what went out meanwhile. */
    private final Map<UUID, Known> messageToKnown = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
            return size() > REMEMBERED;
        }
    };

    Shown(Pool pool, MessageStore messages, Clock clock) {
        this.pool = pool;
        this.messages = messages;
        this.clock = clock;
    }

    /**
     * @param weight how serious it is; of an update and of an end at least what it takes the place of
     * @param others of the same event that this device shows and that are in force
     */
    static String place(Message message, Severity weight, Collection<Severity> others) {
        boolean isCovered = others.stream()
                .mapToInt(Severity::reachLevel)
                .anyMatch(other -> message.ends() ? other >= weight.reachLevel() : other > weight.reachLevel());
        return isCovered ? apart(message) : message.place();
    }

    /** Its chain's own place; another one than that of the event, which may be called after the first chain. */
    private static String apart(Message message) {
        return UUID.nameUUIDFromBytes(("apart " + message.collapse()).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** The places of those rows that are not shown at their message's own; of most batches none. */
    Future<Map<Claimed, String>> places(String channel, List<Claimed> rows, Map<UUID, Message> idToMessage) {
        List<Message> grouped = CHANNELS.contains(channel)
                ? idToMessage.values().stream()
                        .filter(message -> message.group() != null)
                        .toList()
                : List.of();
        Future<Map<UUID, List<Sibling>>> all = Future.succeededFuture(new HashMap<>());
        for (Message message : grouped) {
            all = all.compose(found -> siblings(message).map(others -> {
                if (!others.isEmpty()) {
                    found.put(message.id(), others);
                }
                return found;
            }));
        }
        return all.compose(found -> found.isEmpty()
                ? Future.succeededFuture(Map.of())
                : onDevices(rows, found).compose(held -> decided(rows, idToMessage, found, held)));
    }

    private Future<List<Sibling>> siblings(Message message) {
        Known known;
        synchronized (messageToKnown) {
            known = messageToKnown.get(message.id());
        }
        Instant now = clock.instant();
        Future<List<Sibling>> all = known != null && known.at().plus(KNOWN_FOR).isAfter(now)
                ? Future.succeededFuture(known.siblings())
                : read(message, now);
        return all.map(siblings -> siblings.stream()
                .filter(sibling -> !message.collapse().equals(sibling.chain()))
                .toList());
    }

    private Future<List<Sibling>> read(Message message, Instant now) {
        return pool.preparedQuery(SIBLINGS)
                .execute(Tuple.of(message.group(), DeliveryStore.utc(now)))
                .map(rows -> {
                    List<Sibling> siblings = new ArrayList<>();
                    rows.forEach(row -> siblings.add(new Sibling(
                            row.getUUID("id"), row.getString("chain"), Severity.ofLevel(row.getInteger("severity")))));
                    synchronized (messageToKnown) {
                        messageToKnown.put(message.id(), new Known(now, siblings));
                    }
                    return siblings;
                });
    }

    /** Device → those of the siblings that were given to it. */
    private Future<Map<UUID, Set<UUID>>> onDevices(List<Claimed> rows, Map<UUID, List<Sibling>> siblings) {
        UUID[] ids = siblings.values().stream()
                .flatMap(List::stream)
                .map(Sibling::id)
                .distinct()
                .toArray(UUID[]::new);
        UUID[] devices = rows.stream()
                .filter(row -> siblings.containsKey(row.messageId()))
                .map(Claimed::deviceId)
                .distinct()
                .toArray(UUID[]::new);
        return pool.preparedQuery(ON_DEVICES)
                .execute(Tuple.tuple().addArrayOfUUID(ids).addArrayOfUUID(devices))
                .map(found -> {
                    Map<UUID, Set<UUID>> held = new HashMap<>();
                    found.forEach(row -> held.computeIfAbsent(row.getUUID("device_id"), none -> new HashSet<>())
                            .add(row.getUUID("message_id")));
                    return held;
                });
    }

    private Future<Map<Claimed, String>> decided(
            List<Claimed> rows,
            Map<UUID, Message> idToMessage,
            Map<UUID, List<Sibling>> siblings,
            Map<UUID, Set<UUID>> held) {
        List<UUID> replaced = siblings.keySet().stream()
                .map(id -> idToMessage.get(id).replaces())
                .filter(Objects::nonNull)
                .toList();
        return messages.load(replaced).map(earlier -> {
            Map<Claimed, String> places = new HashMap<>();
            for (Claimed row : rows) {
                List<Sibling> others = siblings.getOrDefault(row.messageId(), List.of());
                Set<UUID> shown = held.getOrDefault(row.deviceId(), Set.of());
                Message message = idToMessage.get(row.messageId());
                List<Severity> there = others.stream()
                        .filter(other -> shown.contains(other.id()))
                        .map(Sibling::severity)
                        .toList();
                if (!there.isEmpty()) {
                    places.put(row, place(message, weight(message, earlier.get(message.replaces())), there));
                }
            }
            return places;
        });
    }

    private static Severity weight(Message message, Message earlier) {
        return earlier != null
                        && earlier.severity().reachLevel() > message.severity().reachLevel()
                ? earlier.severity()
                : message.severity();
    }
}
