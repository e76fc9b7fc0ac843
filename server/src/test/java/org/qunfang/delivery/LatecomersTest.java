package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.delivery.Device.Place;
import org.qunfang.delivery.Outcome.Gone;

/** Devices that register, or get a place, while a message is under way. */
class LatecomersTest extends LedgerFixture {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final MultiPolygon AREA = Shapes.square(22.49, 113.99, 0.02);
    private static final Place INSIDE = new Place("home", 22.5, 114);
    private static final Place OUTSIDE = new Place("work", 22.6, 114);

    private final List<Latecomers> processes = new ArrayList<>();

    @AfterEach
    void stopLatecomers() {
        processes.forEach(each -> each.stop().await());
    }

    @Test
    void aDeviceThatRegistersInTheAreaIsDueOnceAndHandedOver() {
        Message message = underWay(Severity.SEVERE);
        UUID device = UuidCreator.getTimeOrderedEpoch();

        put(device, Severity.MINOR, INSIDE, OUTSIDE);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(1));
        put(device, Severity.MINOR, INSIDE);

        await().atMost(SOON).until(LatecomersTest::nobodyIsMarked);
        await().during(Duration.ofMillis(700)).until(() -> handed.size() == 1);
        assertThat(due(message.id())).containsExactly(device);
        assertThat(recipients(message.id())).isEqualTo(1);
    }

    @Test
    void aDeviceThatGetsAPlaceInTheAreaIsDueFromThenOn() {
        Message message = underWay(Severity.SEVERE);
        UUID device = UuidCreator.getTimeOrderedEpoch();
        put(device, Severity.MINOR, OUTSIDE);
        await().atMost(SOON).until(LatecomersTest::nobodyIsMarked);
        assertThat(due(message.id())).isEmpty();

        put(device, Severity.MINOR, OUTSIDE, INSIDE);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(1));
        assertThat(recipients(message.id())).isEqualTo(1);
    }

    @Test
    void nobodyIsAddedWhoWantsOnlyMoreSevereMessages() {
        Message severe = underWay(Severity.SEVERE);
        Message unknown = underWay(Severity.UNKNOWN);
        UUID device = UuidCreator.getTimeOrderedEpoch();

        put(device, Severity.EXTREME, INSIDE);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(counts(unknown).accepted()).isEqualTo(1));
        assertThat(due(severe.id())).isEmpty();
        assertThat(recipients(severe.id())).isZero();
    }

    @Test
    void nobodyIsAddedToWhatWasCancelledOrIsOver() {
        Message cancelled = underWay(Severity.EXTREME);
        Message cancel = message(Severity.EXTREME, 600);
        messages.stopAndTell(cancelled, AREA, cancel).await();
        Message over = message(Severity.EXTREME, 1);
        messages.send(over, AREA).await();
        await().atMost(SOON).until(() -> recipients(over.id()) != null && over.isExpired(clock.instant()));

        put(UuidCreator.getTimeOrderedEpoch(), Severity.MINOR, INSIDE);

        await().atMost(SOON).until(LatecomersTest::nobodyIsMarked);
        assertThat(Stream.of(cancelled, cancel, over).map(each -> due(each.id())))
                .allMatch(List::isEmpty);
        assertThat(handed).isEmpty();
    }

    @Test
    void aDeviceWhoseTokenWasDeadIsToldUnderItsNewOne() {
        UUID device = phones().phone(22.5, 114, Severity.MINOR);
        provider = handover -> handover.token().equals("token-" + device)
                ? Future.succeededFuture(new Gone("UNREGISTERED"))
                : ACCEPTING.apply(handover);
        Message message = underWay(Severity.EXTREME);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(counts(message).gone()).isEqualTo(1));

        put(device, Severity.MINOR, INSIDE);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(1));
        assertThat(recipients(message.id())).isEqualTo(1);
    }

    @Test
    void whoeverComesInTheMomentTheLedgerIsCountedIsCounted() {
        UUID device = phones().phone(22.6, 114, Severity.MINOR);
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, AREA).await();
        SqlConnection late = database.pool().getConnection().await();
        Transaction uncommitted = late.begin().await();
        AudienceStore.Place place = new AudienceStore.Place(device, "fcm", "zh-CN", 22.5, 114);
        new LatecomerStore()
                .join(late, message.id(), List.of(place), clock.instant())
                .await();

        Future<Void> counted = messageStore.selected(message.id());
        await().atMost(SOON)
                .until(() -> number("SELECT count(*) AS n FROM pg_stat_activity WHERE wait_event_type = 'Lock'") == 1);
        uncommitted.commit().await();
        counted.await();
        late.close().await();

        assertThat(recipients(message.id())).isEqualTo(1);
    }

    @Test
    void whoeverRegistersWhileTheAudienceIsBeingChosenIsDueExactlyOnce() {
        start();
        List<UUID> phones = new ArrayList<>();
        List<Message> sent = new ArrayList<>();
        ConcurrentHashMap<UUID, Future<?>> registrations = new ConcurrentHashMap<>();
        latecomers();
        latecomers();

        for (int i = 0; i < 400; i++) {
            UUID device = UuidCreator.getTimeOrderedEpoch();
            phones.add(device);
            registrations.put(device, register(device, Severity.MINOR, INSIDE));
            if (i % 40 == 20) {
                Message message = message(Severity.EXTREME, 600);
                sent.add(message);
                messages.send(message, AREA);
            }
        }

        Future.all(List.copyOf(registrations.values())).await();
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(sent)
                        .allSatisfy(message ->
                                assertThat(counts(message).accepted()).isEqualTo(400)));
        assertThat(sent).hasSize(10).allSatisfy(message -> {
            assertThat(due(message.id())).containsExactlyInAnyOrderElementsOf(phones);
            assertThat(recipients(message.id())).as("recipients minus ledger").isEqualTo(400);
        });
        assertThat(handed).hasSize(4_000);
    }

    /** A message whose audience is chosen. */
    private Message underWay(Severity severity) {
        if (processes.isEmpty()) {
            start();
            latecomers();
        }
        Message message = message(severity, 600);
        messages.send(message, AREA).await();
        await().atMost(SOON).until(() -> recipients(message.id()) != null);
        return message;
    }

    private void latecomers() {
        Latecomers process = new Latecomers(
                database.vertx(),
                database.pool(),
                geometry,
                new LatecomerStore(),
                reach,
                () -> dispatcher.wake(),
                clock);
        process.start();
        processes.add(process);
    }

    private void put(UUID id, Severity minimum, Place... places) {
        register(id, minimum, places).await();
    }

    private Future<?> register(UUID id, Severity minimum, Place... places) {
        Instant now = clock.instant();
        Device device = new Device(
                id, ACCOUNT, "fcm", "new-" + id, false, "zh-CN", minimum, false, null, List.of(places), now, now, 1);
        return database.pool().withTransaction(conn -> devices.put(conn, device));
    }

    private static boolean nobodyIsMarked() {
        return number("SELECT count(*) AS n FROM devices WHERE unmatched_since IS NOT NULL") == 0;
    }
}
