package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.qunfang.casework.QueueCounts.Shared;
import org.qunfang.http.Caller;

class CountMemoryTest {
    private static final Instant NOW = Instant.parse("2026-11-26T00:00:00Z");
    private static final CaseScope FIRE = scope(UUID.randomUUID());
    private static final CaseScope HOUSING = scope(UUID.randomUUID());

    private final CountMemory memory = new CountMemory();
    private final AtomicInteger counted = new AtomicInteger();

    private static CaseScope scope(UUID department) {
        return CaseScope.of(new Caller(
                Caller.Kind.OFFICER, UUID.randomUUID(), "o", department, Set.of("officer"), Set.of("case.read"), null));
    }

    private Supplier<Future<Shared>> counting() {
        return () -> Future.succeededFuture(new Shared(counted.incrementAndGet(), 0, 0, 0));
    }

    private long department(CaseScope caller, Instant at) {
        return memory.get(caller, at, counting()).result().department();
    }

    @Test
    void aDepartmentIsCountedOnceForAllItsPages() {
        assertThat(department(FIRE, NOW)).isEqualTo(1);
        assertThat(department(FIRE, NOW.plusMillis(1_999))).isEqualTo(1);
        assertThat(department(HOUSING, NOW)).isEqualTo(2);
    }

    @Test
    void newsOfACaseAndTwoSecondsAreTheEndOfIt() {
        department(FIRE, NOW);
        memory.forget();
        assertThat(department(FIRE, NOW)).isEqualTo(2);
        assertThat(department(FIRE, NOW.plusSeconds(2))).isEqualTo(3);
        assertThat(department(FIRE, NOW.minusSeconds(60)))
                .as("a clock that was set back")
                .isEqualTo(4);
    }

    @Test
    void whoAsksMeanwhileWaitsForTheSameAnswerAndNobodyForAFailedOne() {
        Promise<Shared> slow = Promise.promise();
        Future<Shared> first = memory.get(FIRE, NOW, slow::future);
        Future<Shared> second = memory.get(FIRE, NOW, counting());
        assertThat(second).isSameAs(first);

        slow.fail("the database is away");
        assertThat(department(FIRE, NOW)).isEqualTo(1);
    }
}
