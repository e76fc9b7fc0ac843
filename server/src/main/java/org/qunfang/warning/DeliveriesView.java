package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.qunfang.delivery.ChannelCounts;
import org.qunfang.delivery.Ledger;
import org.qunfang.delivery.Messages;

/** What officers read of the delivery of a warning's first message; a Cancel has its own and does not add to it. */
final class DeliveriesView {
    private final Pool pool;
    private final HistoryStore history;
    private final Messages delivery;
    private final Clock clock;

    DeliveriesView(Pool pool, HistoryStore history, Messages delivery, Clock clock) {
        this.pool = pool;
        this.history = history;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** What the public never sees has no recipients. */
    Future<JsonObject> of(Warning warning) {
        Instant until = warning.isPublic() ? warning.content().expires() : Instant.MIN;
        return history.messages(pool, List.of(warning.id()))
                .compose(messages -> messages.isEmpty()
                        ? Future.succeededFuture(Ledger.unknown())
                        : delivery.ledger(messages.get(0).id()))
                .map(ledger -> json(until, ledger));
    }

    /** What ended before it got to delivery is never sent. */
    Future<JsonObject> of(RelayedWarning warning) {
        Instant until = warning.endedAt() == null ? warning.expires() : Instant.MIN;
        return delivery.ledger(warning.messageId()).map(ledger -> json(until, ledger));
    }

    private JsonObject json(Instant until, Ledger ledger) {
        JsonArray reach = new JsonArray();
        ledger.reach()
                .forEach(step -> reach.add(
                        new JsonObject().put("until", step.until().toString()).put("accepted", step.accepted())));
        JsonObject json = new JsonObject()
                .put("selecting", isSelecting(until, ledger.progress(), clock.instant()))
                .put("channels", channels(ledger.channels()))
                .put("reach", reach);
        return ledger.proof() == null
                ? json
                : json.put("recipients", ledger.proof().recipients())
                        .put(
                                "unaccounted",
                                Math.abs(ledger.proof().recipients()
                                        - ledger.proof().entries()));
    }

    /**
     * Whether more recipients may follow: they are being chosen, or the message is on its way to delivery. What expired
     * before it got there never has any.
     *
     * @param until when it is no longer on its way
     */
    static boolean isSelecting(Instant until, Ledger.Progress progress, Instant now) {
        return switch (progress) {
            case CHOSEN -> false;
            case CHOOSING -> true;
            case UNKNOWN -> until.isAfter(now);
        };
    }

    private JsonArray channels(List<ChannelCounts> counts) {
        JsonArray channels = new JsonArray();
        counts.forEach(count -> channels.add(count.toJson().put("active", isActive(count.channel()))));
        return channels;
    }

    private boolean isActive(String channel) {
        return delivery.channels().stream().noneMatch(one -> one.name().equals(channel) && !one.active());
    }
}
