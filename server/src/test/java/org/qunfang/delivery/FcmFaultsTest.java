package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What each fault of FCM leaves in the ledger and on the device, through firebase-admin, HTTP and PostgreSQL. */
class FcmFaultsTest extends LedgerFixture {
    private static final FakeFcm FCM = new FakeFcm();
    private static final FcmChannel CHANNEL =
            FcmChannel.toEmulator(database.vertx(), FCM.uri(), Duration.ofMillis(1_500), java.time.Clock.systemUTC());
    private static final String NO_CODE = "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"message\":\"no\"}}";
    private static final String EXHAUSTED = "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}";
    private static final String SIGNED_OUT = "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}";

    @AfterAll
    static void close() {
        CHANNEL.close();
        FCM.close();
    }

    @BeforeEach
    void forget() {
        FCM.forget();
        provider = CHANNEL::send;
    }

    /** Fault, what FCM does, seconds to the next try at least. */
    static Stream<Arguments> passing() {
        return Stream.of(
                fault(
                        "429 with Retry-After",
                        fcm -> fcm.then(429, "application/json", EXHAUSTED, "Retry-After", "17"),
                        17),
                fault("429 without", fcm -> fcm.then(429, "application/json", EXHAUSTED), 1),
                fault("500", fcm -> fcm.thenRecorded(500, "Internal server error"), 1),
                fault("HTML 502", fcm -> fcm.thenRecorded(502, "Bad gateway"), 1),
                fault("503 with Retry-After", fcm -> fcm.thenRecorded(503, "Unavailable", "Retry-After", "30"), 30),
                fault("401", FcmFaultsTest::signedOut, 30),
                fault("404 without code", fcm -> fcm.then(404, "application/json", NO_CODE), 30),
                fault("HTML 404", fcm -> fcm.then(404, "text/html", "<html>not here</html>"), 30),
                fault("reset", FakeFcm::thenReset, 1),
                fault("hang", FakeFcm::thenHang, 1));
    }

    /** Fault, what FCM does, state in the ledger. */
    static Stream<Arguments> ending() {
        return Stream.of(
                fault("UNREGISTERED", fcm -> fcm.thenRecorded(404, "Unregistered token"), "gone"),
                fault("INVALID_ARGUMENT", fcm -> fcm.thenRecorded(400, "Invalid registration token"), "failed"),
                fault("no recipient", fcm -> fcm.thenRecorded(400, "Missing registration token"), "failed"),
                fault("payload too large", fcm -> fcm.thenRecorded(400, "Payload too large"), "failed"));
    }

    private static Arguments fault(String name, Consumer<FakeFcm> does, Object expected) {
        return Arguments.of(name, does, expected);
    }

    /** firebase-admin refreshes its access token and tries again by itself. */
    private static void signedOut(FakeFcm fcm) {
        for (int i = 0; i < 10; i++) {
            fcm.then(401, "application/json", SIGNED_OUT);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passing")
    void whatPassesIsTriedAgainWithTheSameToken(String name, Consumer<FakeFcm> does, int seconds) {
        UUID phone = phones().phone(22.5, 114, Severity.MINOR);
        does.accept(FCM);
        Message message = told();

        Row row = settled(message, "due");
        assertThat(Duration.between(
                        Instant.now(), row.getOffsetDateTime("next_attempt_at").toInstant()))
                .isGreaterThan(Duration.ofSeconds(seconds - 1));
        assertThat(row.getString("reason")).startsWith("FCM");
        assertThat(hasToken(phone)).isTrue();

        FCM.forget();
        database.pool()
                .query("UPDATE deliveries SET next_attempt_at = now() WHERE ended_at IS NULL")
                .execute()
                .await();
        settled(message, "accepted");
        assertThat(FCM.tokens()).containsExactly("token-" + phone);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("ending")
    void whatIsForGoodEndsAndOnlyUnregisteredTakesTheTokenAway(String name, Consumer<FakeFcm> does, String state) {
        UUID phone = phones().phone(22.5, 114, Severity.MINOR);
        does.accept(FCM);
        Message message = told();

        assertThat(settled(message, state).getString("reason")).startsWith("FCM");
        assertThat(FCM.messages()).hasSize(1);
        assertThat(hasToken(phone)).isEqualTo(!state.equals("gone"));
    }

    private Message told() {
        Message message = message(Severity.EXTREME, 600);
        messages.send(message, Shapes.square(22.49, 113.99, 0.02)).await();
        start();
        return message;
    }

    private Row settled(Message message, String state) {
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> database.pool()
                                .preparedQuery("SELECT state, reason, next_attempt_at, attempts FROM deliveries WHERE"
                                        + " message_id = $1")
                                .execute(Tuple.of(message.id()))
                                .await(),
                        rows -> rows.size() == 1
                                && rows.iterator().next().getInteger("attempts") > 0
                                && rows.iterator().next().getString("state").equals(state))
                .iterator()
                .next();
    }

    private static boolean hasToken(UUID phone) {
        return number("SELECT count(*) AS n FROM devices WHERE gone_at IS NULL AND id = '" + phone + "'") == 1;
    }
}
