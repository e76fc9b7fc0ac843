package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.locationtech.jts.geom.MultiPolygon;

/** What other rooms ask of delivery. Every call may be repeated: one message id is one message. */
public final class Messages {
    /** What is over is stored all the same, so that others can follow it; it never goes out. */
    private static final Duration STORABLE = Duration.ofMinutes(1);

    /** The last one that channels look for. */
    private static final int BEHIND_ALL = 5;

    private final Pool pool;
    private final WorkerExecutor geometry;
    private final MessageStore messages;
    private final AudienceFinder audiences;
    private final DeliveryStore ledger;
    private final List<ChannelState> channels;
    private final Runnable onNewMessage;
    private final Runnable onAddressed;
    private final Clock clock;

    Messages(
            Pool pool,
            WorkerExecutor geometry,
            MessageStore messages,
            AudienceFinder audiences,
            DeliveryStore ledger,
            List<ChannelState> channels,
            Runnable onNewMessage,
            Runnable onAddressed,
            Clock clock) {
        this.pool = pool;
        this.geometry = geometry;
        this.messages = messages;
        this.audiences = audiences;
        this.ledger = ledger;
        this.channels = List.copyOf(channels);
        this.onNewMessage = onNewMessage;
        this.onAddressed = onAddressed;
        this.clock = clock;
    }

    /**
     * Tells everybody with a place in the area who wants messages of this severity. Nothing happens when the message
     * has expired by now.
     *
     * @param area not empty; polygons without holes, WGS 84 degrees, x = longitude
     */
    public Future<Void> send(Message message, MultiPolygon area) {
        Instant now = clock.instant();
        if (message.isExpired(now)) {
            return Future.succeededFuture();
        }
        int priority = message.severity().priority();
        return audience(area)
                .compose(audience -> messages.insert(pool, message, priority, audience, null, now))
                .onSuccess(stored -> onNewMessage.run());
    }

    /**
     * Tells these people, on all of their devices and at the address of their account, behind every warning. Nothing
     * happens when the message has expired by now.
     */
    public Future<Void> tell(Message message, Collection<UUID> accounts) {
        Instant now = clock.instant();
        if (message.isExpired(now)) {
            return Future.succeededFuture();
        }
        return messages.insertTo(pool, message, BEHIND_ALL, List.copyOf(accounts), now)
                .onSuccess(stored -> onAddressed.run());
    }

    /**
     * Stops an earlier message and tells everybody who was due for it or for what it replaced, ahead of everything that waits. The earlier one
     * is stored as stopped when it was not even known yet, so that it never goes out afterwards.
     *
     * @param area of the earlier message
     */
    public Future<Void> stopAndTell(Message earlier, MultiPolygon area, Message follower) {
        if (follower.isExpired(clock.instant())) {
            return Future.succeededFuture();
        }
        return audience(area)
                .compose(audience -> pool.withTransaction(conn -> stopped(conn, earlier, audience, clock.instant())
                        .compose(stopped -> messages.insert(
                                conn, follower, Severity.AHEAD_OF_ALL, null, earlier.id(), clock.instant()))))
                .onSuccess(stored -> onNewMessage.run());
    }

    /**
     * Puts a message in the place of an earlier one: that one ends where it still waits, the new one goes to its own area,
     * and whoever was due for the earlier one and is not for the new one is told so.
     *
     * @param earlier stored as stopped when it was not even known yet
     * @param farewell goes out when it is known who is due for {@code message}
     */
    public Future<Void> replace(
            Message earlier, MultiPolygon earlierArea, Message message, MultiPolygon area, Message farewell) {
        if (message.isExpired(clock.instant())) {
            return end(earlier, earlierArea);
        }
        Instant now = clock.instant();
        int priority = message.severity().priority();
        return audience(earlierArea)
                .compose(before -> audience(area)
                        .compose(audience -> pool.withTransaction(conn -> stopped(conn, earlier, before, now)
                                .compose(stopped -> messages.insert(conn, message, priority, audience, null, now))
                                .compose(stored -> messages.insert(
                                        conn, farewell, priority, null, earlier.id(), message.id(), now)))))
                .onSuccess(stored -> onNewMessage.run());
    }

    /** Ends a message where it still waits; it is stored as stopped when it was not even known yet. */
    public Future<Void> end(Message earlier, MultiPolygon area) {
        if (earlier.isExpired(clock.instant())) {
            return Future.succeededFuture();
        }
        return audience(area)
                .compose(audience -> pool.withTransaction(conn -> stopped(conn, earlier, audience, clock.instant())));
    }

    private Future<Void> stopped(SqlConnection conn, Message earlier, Audience area, Instant now) {
        Message storable = earlier.isExpired(now) ? earlier.until(now.plus(STORABLE)) : earlier;
        return messages.insert(conn, storable, earlier.severity().priority(), area, null, now)
                .compose(known -> messages.stop(conn, earlier.id(), now));
    }

    /**
     * Hands nothing of the message over once {@code conn} commits: nobody who comes now is told what is over. What is
     * still to be done about it follows with {@link #stopAndTell}. A message that is not known yet stays unknown.
     */
    public Future<Void> halt(SqlConnection conn, UUID messageId, Instant now) {
        return messages.halt(conn, messageId, now);
    }

    /** Devices that would be due now for a message of this severity in the area. */
    public Future<AudienceCount> count(MultiPolygon area, Severity severity) {
        return audience(area).compose(audience -> audiences.count(audience, severity));
    }

    /** Every channel of this server, also one that nobody set up. */
    public List<ChannelState> channels() {
        return channels;
    }

    /** The ledger of one message, with every channel; also with one through which nobody was due. */
    public Future<Ledger> ledger(UUID messageId) {
        // Progress first: counts read before it could miss rows that are written in between.
        return messages.progress(messageId).compose(progress -> {
            Future<List<ChannelCounts>> counts = ledger.counts(messageId);
            Future<Optional<Ledger.Proof>> proof = ProofStore.proof(pool, messageId);
            Future<List<Ledger.Reached>> reach = ProofStore.reach(pool, messageId);
            return Future.all(counts, proof, reach)
                    .map(read -> new Ledger(
                            progress, withAll(counts.result()), proof.result().orElse(null), reach.result()));
        });
    }

    private List<ChannelCounts> withAll(List<ChannelCounts> found) {
        List<ChannelCounts> all = new ArrayList<>(found);
        channels.stream()
                .filter(channel -> found.stream().noneMatch(one -> one.channel().equals(channel.name())))
                .forEach(channel -> all.add(ChannelCounts.none(channel.name())));
        return all;
    }

    private Future<Audience> audience(MultiPolygon area) {
        return geometry.executeBlocking(() -> Audience.of(area), false);
    }
}
