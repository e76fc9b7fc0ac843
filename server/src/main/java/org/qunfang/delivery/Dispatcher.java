package org.qunfang.delivery;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.qunfang.delivery.DeliveryStore.Claimed;
import org.qunfang.delivery.DeliveryStore.Settled;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Feeds one channel from the ledger: claims as many rows as the channel has room for, most urgent first, and writes the
 * answers back in batches. While the provider is slow with those, what stops an earlier message goes into the places kept
 * for it. Everything here runs on one event loop context. A process that dies leaves its rows to be
 * handed over again when their lease ends: repeated perhaps, missed never.
 */
final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final long POLL_MILLIS = 500;
    private static final long FLUSH_MILLIS = 10;
    private static final Duration AFTER_DEFECT = Duration.ofSeconds(30);

    /** A provider among several that has not answered by then holds no place of the others. */
    private static final long SLOW_MILLIS = 2_000;

    /** How this channel picks rows: {@code limit}, only those that stop an earlier message → rows under lease. */
    @FunctionalInterface
    interface Claim {
        Future<List<Claimed>> next(int limit, boolean aheadOnly);
    }

    /** What all channels share. */
    record Books(
            MessageStore messages,
            Shown shown,
            DeliveryStore ledger,
            DeviceStore devices,
            Retries retries,
            Clock clock) {}

    private final Vertx vertx;
    private final Channel channel;
    private final Gate gate;
    private final Claim claim;
    private final MessageStore messages;
    private final Shown shown;
    private final DeliveryStore ledger;
    private final DeviceStore devices;
    private final Retries retries;
    private final Clock clock;
    private final List<Settled> answered = new ArrayList<>();
    private Context context;
    private long poll = -1;
    private final Places places;
    private final Places kept;
    private boolean claiming;
    private boolean wakeAgain;
    private boolean roomAgain;
    private boolean flushing;
    private volatile boolean running;

    Dispatcher(Vertx vertx, Channel channel, Gate gate, Claim claim, Books books) {
        this.vertx = vertx;
        this.channel = channel;
        this.gate = gate;
        this.claim = claim;
        this.messages = books.messages();
        this.shown = books.shown();
        this.ledger = books.ledger();
        this.devices = books.devices();
        this.retries = books.retries();
        this.clock = books.clock();
        this.places = new Places(channel.limit());
        this.kept = new Places(channel.kept());
    }

    void start() {
        context = vertx.getOrCreateContext();
        running = true;
        poll = vertx.setPeriodic(POLL_MILLIS, tick -> wake());
        wake();
    }

    /** Claims no more; what is under way is answered or falls back when its lease ends. */
    void stop() {
        running = false;
        vertx.cancelTimer(poll);
    }

    /** Looks for rows now. Safe from any thread. */
    void wake() {
        if (running) {
            context.runOnContext(now -> claimMore(true));
        }
    }

    /** @param ahead also into the places kept for what stops an earlier message, where there is no other */
    private void claimMore(boolean ahead) {
        if (claiming || !running) {
            wakeAgain |= ahead;
            roomAgain = true;
            return;
        }
        Places into = places.areWorthAClaim() || !ahead ? places : kept;
        int permits = into.areWorthAClaim() ? gate.reserve(into.free()) : 0;
        if (permits == 0) {
            return; // the next poll asks again
        }
        wakeAgain = false;
        roomAgain = false;
        claiming = true;
        claim.next(permits, into == kept)
                .compose(rows -> withMessages(rows, permits, into))
                .onComplete(result -> claimed(result, permits));
    }

    private void claimed(AsyncResult<Integer> rows, int permits) {
        claiming = false;
        if (rows.failed()) {
            gate.release(permits);
            LOG.warn("{}: deliveries wait: {}", channel.name(), rows.cause().toString());
        } else if (rows.result() > 0 || roomAgain) {
            claimMore(wakeAgain);
        }
    }

    private Future<Integer> withMessages(List<Claimed> rows, int permits, Places into) {
        return messages.load(rows.stream().map(Claimed::messageId).distinct().toList())
                .compose(idToMessage -> shown.places(channel.name(), rows, idToMessage)
                        .map(rowToPlace -> {
                            gate.inOrder(rows)
                                    .forEach(row ->
                                            handOver(row, idToMessage.get(row.messageId()), rowToPlace.get(row), into));
                            gate.release(permits - rows.size());
                            return rows.size();
                        }));
    }

    /** @param place null for the message's own */
    private void handOver(Claimed row, Message message, String place, Places into) {
        if (row.stopped() || message.isExpired(clock.instant())) {
            gate.release(1);
            answer(Retries.expired(row, row.stopped() ? "stopped" : "expired"));
            return;
        }
        if (row.moved()) {
            gate.release(1);
            answer(Retries.waiting(row, clock.instant(), "the device has another channel"));
            return;
        }
        Optional<Instant> quiet = QuietHours.wait(row.quiet(), message.severity(), row.priority(), clock.instant());
        if (quiet.isPresent()) {
            gate.release(1);
            answer(Retries.waiting(row, quiet.get(), "quiet hours"));
            return;
        }
        Lane lane = gate.lane(row.token());
        if (lane != null && !lane.admits()) {
            gate.release(1);
            answer(Retries.waiting(row, lane.turn(row.ahead()), "its provider is left alone for a while"));
            return;
        }
        Handover handover = new Handover(
                message,
                row.deviceId(),
                row.token(),
                row.language(),
                row.attempt(),
                place == null ? message.place() : place,
                row.ahead());
        send(row, handover, into, lane);
    }

    private void send(Claimed row, Handover handover, Places into, Lane lane) {
        Places.Turn turn = into.take(lane);
        long late = lane == null
                ? -1
                : vertx.setTimer(SLOW_MILLIS, tick -> {
                    turn.takesLong();
                    claimMore(into == kept);
                });
        channel.send(handover)
                .timeout(DeliveryStore.LEASE.toMillis(), TimeUnit.MILLISECONDS)
                .compose(outcome -> checkGone(handover, outcome))
                .recover(this::defect)
                .onSuccess(outcome -> context.runOnContext(back -> {
                    vertx.cancelTimer(late);
                    turn.ends();
                    gate.answered(handover, lane, outcome);
                    answer(retries.settle(row, outcome, clock.instant()));
                    claimMore(into == kept);
                }));
    }

    /** A dead token is removed only while the device still has it; else the new token gets its try. */
    private Future<Outcome> checkGone(Handover handover, Outcome outcome) {
        if (!(outcome instanceof Outcome.Gone) || handover.token() == null) {
            return Future.succeededFuture(outcome);
        }
        return devices.removeToken(handover.deviceId(), handover.token(), clock.instant())
                .map(replaced ->
                        replaced ? new Outcome.RetryLater(Duration.ZERO, "the token was replaced", true) : outcome);
    }

    private Future<Outcome> defect(Throwable failure) {
        LOG.error("{}: a delivery failed unexpectedly and will be tried again", channel.name(), failure);
        return Future.succeededFuture(new Outcome.RetryLater(AFTER_DEFECT, failure.toString()));
    }

    private void answer(Settled settled) {
        answered.add(settled);
        if (!flushing) {
            flushing = true;
            vertx.setTimer(FLUSH_MILLIS, tick -> flush());
        }
    }

    private void flush() {
        List<Settled> batch = List.copyOf(answered);
        answered.clear();
        ledger.settle(batch, clock.instant()).onComplete(result -> {
            flushing = false;
            if (result.failed()) {
                LOG.error(
                        "{}: {} answers are not in the ledger and will repeat",
                        channel.name(),
                        batch.size(),
                        result.cause());
            }
            if (!answered.isEmpty()) {
                flushing = true;
                vertx.setTimer(FLUSH_MILLIS, tick -> flush());
            }
        });
    }
}
