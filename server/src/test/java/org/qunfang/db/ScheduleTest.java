package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.db.Schedule.Job;
import org.qunfang.settings.Settings;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestDatabase;

class ScheduleTest {
    @RegisterExtension
    static final TestDatabase testDatabase = new TestDatabase();

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger runs = new AtomicInteger();

    @BeforeEach
    void nothingIsScheduled() {
        testDatabase.pool().query("DELETE FROM scheduled_tasks").execute().await();
    }

    @Test
    void ofTwoProcessesOneDoesTheWork() throws InterruptedException {
        try (Database database = open();
                Schedule first = start(database, this::run);
                Schedule second = start(database, this::run)) {
            await().until(() -> runs.get() == 1);
            Thread.sleep(6_000);
            assertThat(runs).hasValue(1);

            clock.advance(Duration.ofHours(1));
            await().atMost(Duration.ofSeconds(15)).until(() -> runs.get() == 2);
        }
    }

    @Test
    void whatFailedIsTriedAgainWhenItIsDueNext() {
        try (Database database = open();
                Schedule schedule = start(database, () -> {
                    run();
                    return Future.failedFuture("not this time");
                })) {
            await().until(() -> runs.get() == 1);
            clock.advance(Duration.ofHours(1));
            await().atMost(Duration.ofSeconds(15)).until(() -> runs.get() == 2);
        }
    }

    @Test
    void whatRanBeforeARestartIsNotDoneAgainBeforeItsTime() throws InterruptedException {
        try (Database database = open()) {
            try (Schedule before = start(database, this::run)) {
                await().until(() -> runs.get() == 1);
            }
            try (Schedule after = start(database, this::run)) {
                Thread.sleep(6_000);
                assertThat(runs).hasValue(1);
            }
        }
    }

    private Future<Void> run() {
        runs.incrementAndGet();
        return Future.succeededFuture();
    }

    private Schedule start(Database database, Supplier<Future<Void>> work) {
        return Schedule.start(
                database.dataSource(), clock, Schedule.LOOK_EVERY, List.of(new Job("test", Duration.ofHours(1), work)));
    }

    private static Database open() {
        return Database.open(
                testDatabase.vertx(),
                Settings.from(Map.of("DATABASE_URL", testDatabase.url().text())));
    }
}
