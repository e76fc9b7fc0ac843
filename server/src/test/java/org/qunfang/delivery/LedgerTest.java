package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.delivery.Outcome.Gone;
import org.qunfang.delivery.Outcome.RetryLater;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;

/** What becomes of those who are due. */
class LedgerTest extends LedgerFixture {
    @Test
    void sendingTheSameMessageTwiceIsOneMessage() {
        phones().phone(22.5, 114, Severity.MINOR);
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, Shapes.square(22.49, 113.99, 0.02)).await();
        start();
        await().until(() -> handed.size() == 1);

        messages.send(message, Shapes.square(22.49, 113.99, 0.02)).await();

        await().during(Duration.ofMillis(1_500)).until(() -> handed.size() == 1);
        assertThat(counts(message).accepted()).isEqualTo(1);
    }

    @Test
    void whoIsToldByNameHearsOfItOnEachPhoneWhereverItIsAndNobodyElseDoes() {
        UUID far = phones().phone(31.2, 121.5, Severity.EXTREME);
        UUID near = phones().phone(22.5, 114, Severity.MINOR);
        Message message = message(Severity.MINOR, 600);
        start();

        messages.tell(message, List.of(ACCOUNT)).await();
        messages.tell(message, List.of(ACCOUNT)).await();
        messages.tell(message(Severity.MINOR, 600), List.of(UUID.randomUUID())).await();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(2));
        assertThat(handed).extracting(Handover::deviceId).containsExactlyInAnyOrder(far, near);
        assertThat(number("SELECT recipients AS n FROM messages WHERE id = '" + message.id() + "'"))
                .isEqualTo(2);
        assertThat(number("SELECT count(*) AS n FROM messages WHERE recipients IS NULL"))
                .as("nobody is chosen by place")
                .isZero();
    }

    @Test
    void aDeadTokenIsTakenAwayOnlyWhileTheDeviceStillHasIt() {
        UUID dead = phones().phone(22.5, 114, Severity.MINOR);
        UUID renewed = phones().phone(22.5, 114, Severity.MINOR);
        String oldToken = "token-" + renewed;
        provider = handover -> {
            if (handover.token().equals(oldToken)) {
                return database.pool()
                        .preparedQuery("UPDATE devices SET token = 'new-token' WHERE id = $1")
                        .execute(Tuple.of(renewed))
                        .map(new Gone("UNREGISTERED"));
            }
            return handover.deviceId().equals(dead)
                    ? Future.succeededFuture(new Gone("UNREGISTERED"))
                    : ACCEPTING.apply(handover);
        };
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, Shapes.square(22.49, 113.99, 0.02)).await();
        start();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(handed.stream().map(Handover::token)).contains("new-token"));
        await().untilAsserted(() -> {
            ChannelCounts counts = counts(message);
            assertThat(counts.gone()).isEqualTo(1);
            assertThat(counts.accepted()).isEqualTo(1);
        });
        assertThat(number("SELECT count(*) AS n FROM devices WHERE gone_at IS NOT NULL"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) AS n FROM device_places")).isEqualTo(1);
    }

    @Test
    void whatNobodyWasAskedWithGoesBeforeWhatIsRepeatedAndACancellationBeforeBoth() {
        phones().phone(22.5, 114, Severity.MINOR);
        Message repeated = tried(Severity.EXTREME);
        Message fresh = message(Severity.EXTREME, 600);
        messages.tell(fresh, List.of(ACCOUNT)).await();

        List<DeliveryStore.Claimed> claimed = claim(1);
        assertThat(claimed).extracting(DeliveryStore.Claimed::messageId).containsExactly(fresh.id());

        ledger.settle(List.of(Retries.waiting(claimed.get(0), clock.instant(), "waits")), clock.instant())
                .await();
        assertThat(claim(1))
                .as("one that waited was not tried")
                .extracting(DeliveryStore.Claimed::messageId)
                .containsExactly(fresh.id());
        database.pool()
                .query("UPDATE deliveries SET priority = 0 WHERE message_id = '" + repeated.id() + "'")
                .execute()
                .await();
        messages.tell(message(Severity.EXTREME, 600), List.of(ACCOUNT)).await();
        assertThat(claim(1)).extracting(DeliveryStore.Claimed::messageId).containsExactly(repeated.id());
    }

    private Message tried(Severity severity) {
        Message message = message(severity, 600);
        messages.tell(message, List.of(ACCOUNT)).await();
        Retries retries = new Retries(() -> 0);
        RetryLater down = new RetryLater(Duration.ZERO, "503");
        ledger.settle(
                        claim(1).stream()
                                .map(row -> retries.settle(row, down, clock.instant()))
                                .toList(),
                        clock.instant())
                .await();
        return message;
    }

    private List<DeliveryStore.Claimed> claim(int limit) {
        return ledger.claim("fcm", limit, false, clock.instant()).await();
    }

    @Test
    void aProcessThatDiedLeavesItsHandoversToBeRepeated() {
        phones().phone(22.5, 114, Severity.MINOR);
        provider = SILENT;
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, Shapes.square(22.49, 113.99, 0.02)).await();
        start();
        await().until(() -> handed.size() == 1);
        dispatcher.stop();
        database.pool()
                .query("UPDATE deliveries SET claimed_until = now() - interval '1 second'")
                .execute()
                .await();

        provider = ACCEPTING;
        takeOver();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(1));
        assertThat(handed).hasSize(2);
    }

    @Test
    void whatExpiredIsNeverHandedOverAlsoNotAfterAnOutage() {
        phones().phone(22.5, 114, Severity.MINOR);
        provider = handover -> Future.succeededFuture(new RetryLater(Duration.ofMillis(300), "503"));
        Message message = message(Severity.EXTREME, 2);
        messages.send(message, Shapes.square(22.49, 113.99, 0.02)).await();
        start();

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(counts(message).expired()).isEqualTo(1));
        int tries = handed.size();
        assertThat(tries).isPositive();
        await().during(Duration.ofSeconds(1)).until(() -> handed.size() == tries);
        messages.send(message(Severity.EXTREME, 0), Shapes.square(22.49, 113.99, 0.02))
                .await();
        assertThat(number("SELECT count(*) AS n FROM messages")).isEqualTo(1);
    }

    @Test
    void aMessageThatStopsAnotherOvertakesWhateverWaits() {
        List<Tuple> rows = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            rows.add(Tuple.of(UuidCreator.getTimeOrderedEpoch(), 22.5, 114.0, CellDisk.cellOf(Location.of(22.5, 114))));
        }
        phones().add(rows);
        Message alert = message(Severity.EXTREME, 600);
        MultiPolygon area = Shapes.square(22.49, 113.99, 0.02);
        messages.send(alert, area).await();
        provider = SILENT;
        start();
        await().until(() -> recipients(alert.id()) != null && handed.size() >= 64);
        Message cancel = message(Severity.EXTREME, 600);

        messages.stopAndTell(alert, area, cancel).await();
        dispatcher.stop();
        provider = ACCEPTING;
        handed.clear();
        takeOver();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(counts(cancel).accepted()).isEqualTo(3_000));
        assertThat(handed).allMatch(handover -> handover.message().id().equals(cancel.id()));
        ChannelCounts stopped = counts(alert);
        assertThat(stopped.expired()).isGreaterThan(2_800);
        assertThat(number("""
                        SELECT sum(abs(m.recipients - (SELECT count(*) FROM deliveries d WHERE d.message_id = m.id))) AS n
                          FROM messages m
                        """)).as("recipients minus ledger").isZero();
    }

    /** Its first hand-over comes within five seconds, whatever waits. */
    @Test
    void aCancelIsHandedOverWithinFiveSecondsWhileAHundredThousandWait() {
        database.pool()
                .preparedQuery("""
                        WITH made AS (
                            INSERT INTO devices
                                (id, account_id, channel, token, language, minimum_severity, created_at, updated_at)
                            SELECT gen_random_uuid(), $1, 'fcm', 'token-' || n, 'zh-CN', 0, now(), now()
                              FROM generate_series(1, 100000) AS n
                            RETURNING id)
                        INSERT INTO device_places
                            (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                        SELECT id, 0, 'home', 22.5, 114.0, $2, 'fcm', 'zh-CN', 0 FROM made
                        """)
                .execute(Tuple.of(ACCOUNT, CellDisk.cellOf(Location.of(22.5, 114))))
                .await();
        Message alert = message(Severity.EXTREME, 600);
        MultiPolygon area = Shapes.square(22.49, 113.99, 0.02);
        messages.send(alert, area).await();
        provider = SILENT;
        start();
        await().atMost(Duration.ofSeconds(60)).until(() -> recipients(alert.id()) != null && handed.size() >= 64);
        assertThat(recipients(alert.id())).isEqualTo(100_000);
        Message cancel = message(Severity.EXTREME, 600);
        provider = ACCEPTING;

        messages.stopAndTell(alert, area, cancel).await();
        dispatcher.stop();
        takeOver();

        await().atMost(Duration.ofSeconds(5))
                .until(() -> handed.stream()
                        .anyMatch(handover -> handover.message().id().equals(cancel.id())));
        // All of them take as long as the machine that is shared takes.
        await().atMost(Duration.ofSeconds(180))
                .untilAsserted(() -> assertThat(counts(cancel).accepted()).isEqualTo(100_000));
        assertThat(counts(alert).accepted()).isZero();
    }

    @Test
    void aCancelOfWhatNeverWentOutReachesNobodyAndKeepsItFromGoingOut() {
        phones().phone(22.5, 114, Severity.MINOR);
        Message alert = message(Severity.EXTREME, 600);
        MultiPolygon area = Shapes.square(22.49, 113.99, 0.02);
        messages.stopAndTell(alert, area, message(Severity.EXTREME, 600)).await();
        messages.send(alert, area).await();
        start();

        await().until(() -> recipients(alert.id()) != null);
        await().during(Duration.ofSeconds(1)).until(handed::isEmpty);
    }

    @Test
    void theReachRisesFromNobodyToAllWhoAccepted() {
        for (int i = 0; i < 3; i++) {
            phones().phone(22.5, 114, Severity.MINOR);
        }
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, Shapes.square(22.49, 113.99, 0.02)).await();
        assertThat(messages.ledger(message.id()).await().reach()).isEmpty();
        start();
        await().untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(3));
        database.pool()
                .query("UPDATE deliveries SET due_at = TIMESTAMPTZ '2026-11-26 10:00:00Z', ended_at = TIMESTAMPTZ"
                        + " '2026-11-26 10:00:00.5Z'")
                .execute()
                .await();
        database.pool()
                .query("UPDATE deliveries SET ended_at = TIMESTAMPTZ '2026-11-26 10:02:00Z' WHERE device_id = (SELECT"
                        + " max(device_id::text)::uuid FROM deliveries)")
                .execute()
                .await();

        Ledger ledger = messages.ledger(message.id()).await();

        assertThat(ledger.proof()).isEqualTo(new Ledger.Proof(3, 3));
        assertThat(ledger.reach())
                .containsExactly(
                        new Ledger.Reached(Instant.parse("2026-11-26T10:00:00Z"), 0),
                        new Ledger.Reached(Instant.parse("2026-11-26T10:00:02Z"), 2),
                        new Ledger.Reached(Instant.parse("2026-11-26T10:02:02Z"), 3));
    }
}
