package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldTest {
    private final Vertx vertx = Vertx.vertx();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void stoppingWaitsForTheLookThatIsUnderWay() {
        AtomicInteger reads = new AtomicInteger();
        Promise<Long> second = Promise.promise();
        Held<Long> held = new Held<>(
                vertx,
                new Held.Source<>(
                        "a number",
                        Duration.ofMillis(5),
                        () -> Future.succeededFuture(2L),
                        () -> reads.incrementAndGet() == 1 ? Future.succeededFuture(1L) : second.future(),
                        Long::longValue,
                        read -> {}));
        held.start().await();
        await().until(() -> reads.get() > 1);

        Future<Void> stopped = held.stop();

        assertThat(stopped.isComplete()).isFalse();
        second.complete(2L);
        stopped.await();
        assertThat(held.value()).isEqualTo(2L);
    }
}
