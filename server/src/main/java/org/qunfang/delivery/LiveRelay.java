package org.qunfang.delivery;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.qunfang.event.Broadcast;
import org.qunfang.event.Event;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A message for a person is handed over by one process, but the person may have pages open at several: the one that
 * hands over tells the others whom it told. Lost words are not said again; the page finds the warning in the list.
 */
final class LiveRelay {
    static final String HANDED_OVER = "live.handed-over";

    private static final Logger LOG = LoggerFactory.getLogger(LiveRelay.class);
    private static final long GATHER_MILLIS = 50;
    /** Together well below the largest event that can be told. */
    private static final int ACCOUNTS_AN_EVENT = 150;

    private final Vertx vertx;
    private final Broadcast broadcast;
    private final LiveHub hub;
    private final MessageStore messages;
    private final Clock clock;
    private final String process = UUID.randomUUID().toString();
    private Map<UUID, List<UUID>> messageToAccounts = new HashMap<>();

    LiveRelay(Vertx vertx, Broadcast broadcast, LiveHub hub, MessageStore messages, Clock clock) {
        this.vertx = vertx;
        this.broadcast = broadcast;
        this.hub = hub;
        this.messages = messages;
        this.clock = clock;
    }

    synchronized void handedOver(UUID message, UUID account) {
        if (messageToAccounts.isEmpty()) {
            vertx.setTimer(GATHER_MILLIS, tick -> tell());
        }
        messageToAccounts.computeIfAbsent(message, key -> new ArrayList<>()).add(account);
    }

    private void tell() {
        Map<UUID, List<UUID>> gathered;
        synchronized (this) {
            gathered = messageToAccounts;
            messageToAccounts = new HashMap<>();
        }
        List<Event> events = new ArrayList<>();
        gathered.forEach((message, accounts) -> {
            for (int from = 0; from < accounts.size(); from += ACCOUNTS_AN_EVENT) {
                int to = Math.min(from + ACCOUNTS_AN_EVENT, accounts.size());
                events.add(event(message, accounts.subList(from, to)));
            }
        });
        broadcast
                .tell(events)
                .onFailure(failure -> LOG.warn("pages at other processes were not told: {}", failure.toString()));
    }

    private Event event(UUID message, List<UUID> accounts) {
        JsonArray ids = new JsonArray(accounts.stream().map(UUID::toString).toList());
        JsonObject data = new JsonObject().put("process", process).put("accounts", ids);
        return Event.of(HANDED_OVER, message, data, clock.instant());
    }

    /** Tells those pages of the same people that are open here. */
    void hear(Event event) {
        if (process.equals(event.data().getString("process"))) {
            return;
        }
        Set<UUID> here = hub.connectedAccounts();
        List<UUID> accounts = event.data().getJsonArray("accounts").stream()
                .map(id -> UUID.fromString((String) id))
                .filter(here::contains)
                .toList();
        if (accounts.isEmpty()) {
            return;
        }
        messages.load(List.of(event.subjectId()))
                .onSuccess(idToMessage -> idToMessage.values().stream()
                        .filter(message -> !message.isExpired(clock.instant()))
                        .map(LiveChannel::frame)
                        .forEach(frame -> accounts.forEach(account -> hub.sendToAccount(account, frame))))
                .onFailure(failure -> LOG.warn("{} was not shown here: {}", event.subjectId(), failure.toString()));
    }
}
