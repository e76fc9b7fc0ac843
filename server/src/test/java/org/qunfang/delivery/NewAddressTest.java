package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.delivery.Outcome.Gone;
import org.qunfang.delivery.Outcome.RetryLater;

/** A device registers under another token, or for another channel, while something waits for it. */
class NewAddressTest extends LedgerFixture {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final MultiPolygon AREA = Shapes.square(22.49, 113.99, 0.02);

    private UUID device;

    @BeforeEach
    void phone() {
        device = phones().phone(22.5, 114, Severity.MINOR);
    }

    @Test
    void whatWaitsGoesToTheNewTokenOnce() {
        provider = handover -> oldToken(handover) ? later(Duration.ofSeconds(1)) : ACCEPTING.apply(handover);
        Message message = sent();
        await().atMost(SOON).until(() -> !handed.isEmpty());

        register("fcm", "new-token");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(1));
        assertThat(handed.stream().map(Handover::token)).containsOnlyOnce("new-token");
    }

    @Test
    void aCancellationThatADeadTokenMissedGoesToTheNewOneOnce() {
        Message alert = sent();
        await().atMost(SOON).until(() -> counts(alert).accepted() == 1);
        provider = handover ->
                oldToken(handover) ? Future.succeededFuture(new Gone("UNREGISTERED")) : ACCEPTING.apply(handover);
        Message cancel = message(Severity.EXTREME, 600);
        messages.stopAndTell(alert, AREA, cancel).await();
        await().atMost(SOON).until(() -> counts(cancel).gone() == 1);

        register("fcm", "new-token");

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(counts(cancel).accepted()).isEqualTo(1));
        register("fcm", "another-token");
        await().during(Duration.ofSeconds(1)).until(() -> counts(cancel).due() == 1);
        assertThat(handed.stream().filter(handover -> handover.message().id().equals(cancel.id())))
                .hasSize(2);
        assertThat(counts(alert).accepted()).isEqualTo(1);
    }

    @Test
    void whatWaitsFollowsADeviceToItsNewChannel() {
        provider = handover -> later(Duration.ofSeconds(60));
        Message message = sent();
        await().atMost(SOON)
                .until(() -> !handed.isEmpty() && "due".equals(row(message).getString("state")));

        register("webpush", "new-subscription");

        assertThat(row(message).getString("channel")).isEqualTo("webpush");
        assertThat(row(message).getString("state")).isEqualTo("due");
        assertThat(row(message).getOffsetDateTime("next_attempt_at").toInstant())
                .as("at once")
                .isBefore(Instant.now().plusSeconds(1));
        assertThat(handed.stream().map(Handover::token)).doesNotContain("new-subscription");
    }

    @Test
    void whatIsUnderWayThenFollowsWhenTheOldAddressDidNotTakeIt() {
        Promise<Outcome> answer = Promise.promise();
        provider = handover -> answer.future();
        Message message = sent();
        await().atMost(SOON).until(() -> !handed.isEmpty());

        register("webpush", "new-subscription");
        assertThat(row(message).getString("channel")).as("it is under way").isEqualTo("fcm");
        answer.complete(new Gone("UNREGISTERED"));

        await().atMost(SOON).until(() -> "webpush".equals(row(message).getString("channel")));
        assertThat(row(message).getString("state")).isEqualTo("due");
        assertThat(handed).hasSize(1);
    }

    @Test
    void theOldAddressThatTookItWasTheOnce() {
        Promise<Outcome> answer = Promise.promise();
        provider = handover -> answer.future();
        Message message = sent();
        await().atMost(SOON).until(() -> !handed.isEmpty());

        register("webpush", "new-subscription");
        answer.complete(new Outcome.Delivered("1"));

        await().atMost(SOON).until(() -> "accepted".equals(row(message).getString("state")));
    }

    @Test
    void noChannelEverGetsTheAddressOfAnother() {
        provider = SILENT;
        Message message = sent();
        await().atMost(SOON).until(() -> !handed.isEmpty());
        dispatcher.stop();
        register("webpush", "new-subscription");
        database.pool()
                .query("UPDATE deliveries SET claimed_until = now() - interval '1 second'")
                .execute()
                .await();

        takeOver();

        await().atMost(SOON).until(() -> "webpush".equals(row(message).getString("channel")));
        assertThat(row(message).getString("state")).isEqualTo("due");
        assertThat(handed.stream().map(Handover::token)).doesNotContain("new-subscription");
    }

    @Test
    void whatIsForOnePersonNeverFollowsToANumber() {
        provider = handover -> handover.token() == null
                ? Future.succeededFuture(new Outcome.Unserved(LedgerState.GONE, "the device was deregistered"))
                : later(Duration.ofSeconds(1));
        start();
        Message message = message(Severity.MINOR, 600);
        messages.tell(message, List.of(ACCOUNT)).await();
        await().atMost(SOON).until(() -> !handed.isEmpty());

        register("sms", "+8613800138000");

        await().atMost(SOON).until(() -> "gone".equals(row(message).getString("state")));
        assertThat(row(message).getString("channel")).isEqualTo("fcm");
        assertThat(handed.stream().map(Handover::token)).doesNotContain("+8613800138000");
    }

    private Message sent() {
        start();
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, AREA).await();
        return message;
    }

    private boolean oldToken(Handover handover) {
        return handover.token().equals("token-" + device);
    }

    private static Future<Outcome> later(Duration pause) {
        return Future.succeededFuture(new RetryLater(pause, "503"));
    }

    private void register(String channel, String token) {
        Instant now = clock.instant();
        List<Device.Place> places = List.of(new Device.Place("home", 22.5, 114));
        Device renewed = new Device(
                device, ACCOUNT, channel, token, false, "zh-CN", Severity.MINOR, false, null, places, now, now, 1);
        database.pool().withTransaction(conn -> devices.put(conn, renewed)).await();
        dispatcher.wake();
    }

    private Row row(Message message) {
        return database.pool()
                .preparedQuery("SELECT channel, state, next_attempt_at FROM deliveries WHERE message_id = $1")
                .execute(Tuple.of(message.id()))
                .await()
                .iterator()
                .next();
    }
}
