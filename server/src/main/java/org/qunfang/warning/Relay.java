package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.delivery.Message;
import org.qunfang.delivery.MessageText;
import org.qunfang.delivery.Messages;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.problem.Localized;

/**
 * Lets warnings of other authorities reach this city's public: listed beside our own with their source named, and handed
 * to the devices in their area through the same ledger. Who may speak here and where is decided by who calls.
 */
public final class Relay {
    static final String RELAYED = "warning.relayed";
    static final String ENDED = "warning.relay-ended";

    private static final String SOURCE_KIND = "warning";

    private final Pool pool;
    private final RelayedStore store;
    private final Messages delivery;
    private final CapSource source;
    private final Supplier<Future<Void>> afterCommit;

    Relay(Pool pool, RelayedStore store, Messages delivery, CapSource source, Supplier<Future<Void>> afterCommit) {
        this.pool = pool;
        this.store = store;
        this.delivery = delivery;
        this.source = source;
        this.afterCommit = afterCommit;
    }

    /** The area as devices are told by it: without holes, at most 100 vertices in each polygon. Takes milliseconds. */
    public static MultiPolygon area(Geometry polygons) {
        return SavedArea.of(polygons);
    }

    /** CAP's sender of this city's own messages. */
    public String ownSender() {
        return source.sender();
    }

    /** Publishes it once {@code conn} commits, in place of its sender's earlier ones with these identifiers. */
    public Future<Void> publish(SqlConnection conn, RelayedWarning warning, List<String> replaced) {
        return supersede(conn, warning.sender(), replaced, warning.relayedAt())
                .compose(ended -> store.insert(conn, warning))
                .compose(stored -> told(conn, RELAYED, warning.id(), warning.relayedAt()));
    }

    /** Ends earlier ones whose update reaches nobody here. */
    public Future<Void> supersede(SqlConnection conn, String sender, List<String> identifiers, Instant now) {
        return store.end(conn, sender, identifiers, RelayedWarning.State.SUPERSEDED, null, now)
                .compose(ended -> halt(conn, ended, now));
    }

    /**
     * Takes back what its sender takes back: nothing of it is handed over once {@code conn} commits, and whoever was due
     * is told ahead of everything else.
     */
    public Future<Void> cancel(
            SqlConnection conn,
            String sender,
            List<String> identifiers,
            RelayedWarning.Cancellation cancellation,
            Instant now) {
        return store.end(conn, sender, identifiers, RelayedWarning.State.CANCELLED, cancellation, now)
                .compose(ended -> halt(conn, ended, now));
    }

    /** To be called after the commit, so that nobody waits for the next look. */
    public Future<Void> committed() {
        return afterCommit.get();
    }

    private Future<Void> halt(SqlConnection conn, List<RelayedStore.Ended> ended, Instant now) {
        Future<Void> halted = Future.succeededFuture();
        for (RelayedStore.Ended each : ended) {
            halted = halted.compose(before -> delivery.halt(conn, each.messageId(), now))
                    .compose(one -> told(conn, ENDED, each.id(), now));
        }
        return halted;
    }

    private static Future<Void> told(SqlConnection conn, String type, UUID id, Instant now) {
        // Officers who look at it see it at once, as they see every step of our own.
        return Outbox.append(conn, Event.of(type, id, new JsonObject(), now))
                .compose(one -> Outbox.append(conn, Event.of(WarningService.CHANGED, id, new JsonObject(), now)));
    }

    /** Subscriber of {@link #RELAYED}; may come more than once. */
    Future<Void> relayed(Event event) {
        return load(event)
                .compose(warning -> warning.state() == RelayedWarning.State.PUBLISHED
                        ? delivery.send(message(warning), warning.area())
                        : Future.succeededFuture());
    }

    /** Subscriber of {@link #ENDED}; may come more than once. What is superseded was halted already. */
    Future<Void> ended(Event event) {
        return load(event)
                .compose(warning -> warning.state() == RelayedWarning.State.CANCELLED
                        ? delivery.stopAndTell(message(warning), warning.area(), cancel(warning))
                        : Future.succeededFuture());
    }

    private Future<RelayedWarning> load(Event event) {
        return store.find(pool, event.subjectId()).map(found -> found.orElseThrow());
    }

    private Message message(RelayedWarning warning) {
        return message(warning, warning.messageId(), WarningService.PUBLISHED, CapMessage.ALERT, warning.infos());
    }

    private Message cancel(RelayedWarning warning) {
        return message(
                warning, warning.endMessageId(), WarningService.CANCELLED, CapMessage.CANCEL, warning.cancellation());
    }

    private Message message(RelayedWarning warning, UUID id, String event, String msgType, List<Info> infos) {
        JsonObject data = new JsonObject()
                .put("event", event)
                .put("warningId", warning.id().toString())
                .put("identifier", warning.identifier())
                .put("msgType", msgType)
                .put("mode", Mode.ACTUAL.code())
                .put("source", warning.sourceName().zhCn())
                .put("url", source.pageUrl(warning.id()));
        return new Message(
                id,
                SOURCE_KIND,
                warning.id(),
                warning.severity(),
                text(warning.sourceName(), infos, Localized.ZH_CN),
                text(warning.sourceName(), infos, Localized.EN),
                data,
                warning.expires());
    }

    /** Who speaks comes first: it is not this city. */
    static MessageText text(Localized source, List<Info> infos, String language) {
        Info info = infos.stream()
                .filter(each -> each.language().equals(language))
                .findFirst()
                .orElse(infos.get(0));
        MessageText plain = Publisher.text(info, Mode.ACTUAL);
        String colon = Localized.EN.equals(language) ? ": " : "：";
        return new MessageText(source.in(language) + colon + plain.title(), plain.body());
    }
}
