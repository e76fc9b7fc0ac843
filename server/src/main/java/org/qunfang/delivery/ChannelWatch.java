package org.qunfang.delivery;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how the channels fare: as metrics of this process, and of all processes together for the administrators. */
final class ChannelWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelWatch.class);
    private static final long WRITE_MILLIS = 5_000;

    private final Vertx vertx;
    private final ChannelHealthStore store;
    private final List<Gate> gates;
    private final Clock clock;
    private final UUID process;
    private final Instant startedAt;
    private long timer = -1;

    ChannelWatch(Vertx vertx, ChannelHealthStore store, List<Gate> gates, UUID process, Clock clock) {
        this.vertx = vertx;
        this.store = store;
        this.gates = List.copyOf(gates);
        this.process = process;
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    void start() {
        timer = vertx.setPeriodic(
                0,
                WRITE_MILLIS,
                tick -> write().onFailure(failure ->
                        LOG.warn("how the channels fare is not written down: {}", failure.toString())));
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private Future<Void> write() {
        return store.write(process, startedAt, gates, clock.instant());
    }

    /** This process's channels as they are now, the others' as of a few seconds ago. */
    Future<List<ChannelHealthStore.Summary>> summaries() {
        return write().compose(written -> store.read(clock.instant()));
    }

    Future<Void> sweep() {
        return store.sweep(clock.instant());
    }

    void measure(MeterRegistry metrics) {
        for (Gate gate : gates) {
            ChannelHealth health = gate.health();
            count(metrics, health, "delivered", ChannelHealth::delivered);
            count(metrics, health, "retry", ChannelHealth::failed);
            count(metrics, health, "refused", ChannelHealth::refused);
            count(metrics, health, "gone", ChannelHealth::gone);
            Gauge.builder("qunfang.channel.open", gate, each -> "open".equals(each.breakerState()) ? 1 : 0)
                    .description("1 while the circuit breaker keeps a channel from its provider")
                    .tag("channel", health.channel())
                    .register(metrics);
            Gauge.builder("qunfang.channel.last.success", health, ChannelWatch::lastSuccessSeconds)
                    .description("When the provider last answered as it should; seconds since 1970, 0 for never")
                    .baseUnit("seconds")
                    .tag("channel", health.channel())
                    .register(metrics);
        }
    }

    private static void count(
            MeterRegistry metrics, ChannelHealth health, String answer, ToDoubleFunction<ChannelHealth> counted) {
        FunctionCounter.builder("qunfang.channel.answers", health, counted)
                .description("What providers answered, by channel")
                .tag("channel", health.channel())
                .tag("answer", answer)
                .register(metrics);
    }

    private static double lastSuccessSeconds(ChannelHealth health) {
        Instant at = health.lastSuccessAt();
        return at == null ? 0 : at.toEpochMilli() / 1_000.0;
    }
}
