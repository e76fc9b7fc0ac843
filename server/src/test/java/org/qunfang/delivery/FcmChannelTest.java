package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.GenericUrl;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qunfang.delivery.Outcome.Delivered;
import org.qunfang.delivery.Outcome.Gone;
import org.qunfang.delivery.Outcome.Refused;
import org.qunfang.delivery.Outcome.RetryLater;
import org.qunfang.delivery.Outcome.Unserved;

/** The faults of a provider, one by one, through firebase-admin and real HTTP. */
class FcmChannelTest {
    private static final Instant NOW = Instant.now();
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Vertx VERTX = Vertx.vertx();
    private static final FakeFcm FCM = new FakeFcm();
    private static final FcmChannel CHANNEL = FcmChannel.toEmulator(VERTX, FCM.uri(), Duration.ofMillis(1_500), CLOCK);

    @BeforeEach
    void forget() {
        FCM.forget();
    }

    @AfterAll
    static void close() {
        CHANNEL.close();
        FCM.close();
        VERTX.close().await();
    }

    @Test
    void anAcceptedMessageCarriesTextsOfTheLanguageItsIdAndItsTimeToLive() {
        Handover handover = handover("token-1");

        Outcome outcome = CHANNEL.send(handover).await();

        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Delivered.class,
                        delivered ->
                                assertThat(delivered.providerMessageId()).startsWith("projects/qunfang/messages/"));
        assertThat(FCM.paths()).containsExactly("/v1/projects/qunfang/messages:send");
        JsonObject message = FCM.messages().get(0);
        String id = handover.message().id().toString();
        assertThat(message.getString("token")).isEqualTo("token-1");
        assertThat(message.getJsonObject("notification").getString("title")).isEqualTo("Leave now");
        assertThat(message.getJsonObject("data").getString("messageId")).isEqualTo(id);
        assertThat(message.getJsonObject("android").getString("ttl")).isEqualTo("3600s");
        assertThat(message.getJsonObject("android").getString("priority")).isEqualTo("high");
        assertThat(message.getJsonObject("android")
                        .getJsonObject("notification")
                        .getString("tag"))
                .isEqualTo(id);
        assertThat(message.getJsonObject("apns").getJsonObject("headers").getString("apns-collapse-id"))
                .isEqualTo(id);
    }

    @Test
    void onlyUnregisteredMeansGone() {
        FCM.thenRecorded(404, "Unregistered token");

        assertThat(CHANNEL.send(handover("dead")).await()).isInstanceOf(Gone.class);
    }

    @Test
    void a404WithoutCodeKeepsTheToken() {
        FCM.then(404, "application/json", "{\"error\":{\"code\":404,\"status\":\"NOT_FOUND\",\"message\":\"no\"}}")
                .then(404, "text/html", "<html>not here</html>");

        assertThat(CHANNEL.send(handover("kept")).await()).isInstanceOf(RetryLater.class);
        assertThat(CHANNEL.send(handover("kept")).await()).isInstanceOf(RetryLater.class);
    }

    @Test
    void anInvalidArgumentIsRefusedForGood() {
        FCM.thenRecorded(400, "Invalid registration token").thenRecorded(400, "Payload too large");

        assertThat(CHANNEL.send(handover("bad")).await()).isInstanceOf(Refused.class);
        assertThat(CHANNEL.send(handover("bad")).await()).isInstanceOf(Refused.class);
    }

    @Test
    void a429WaitsAsLongAsItAsks() {
        FCM.then(
                429,
                "application/json",
                "{\"error\":{\"code\":429,\"status\":\"RESOURCE_EXHAUSTED\"}}",
                "Retry-After",
                "17");

        assertThat(CHANNEL.send(handover("later")).await())
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(17)));
    }

    @Test
    void a503IsTriedOnceOnlyHereAndWaitsAsLongAsItAsks() {
        FCM.thenRecorded(503, "Unavailable", "Retry-After", "30");

        assertThat(CHANNEL.send(handover("later")).await())
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(30)));
        assertThat(FCM.messages()).hasSize(1);
    }

    @Test
    void a500AndAnHtml502AreTriedAgain() {
        FCM.thenRecorded(500, "Internal server error").thenRecorded(502, "Bad gateway");

        assertThat(CHANNEL.send(handover("later")).await()).isInstanceOf(RetryLater.class);
        assertThat(CHANNEL.send(handover("later")).await()).isInstanceOf(RetryLater.class);
    }

    @Test
    void a401IsOursToRepairAndNobodysTokenIsTakenAway() {
        String refused = "{\"error\":{\"code\":401,\"status\":\"UNAUTHENTICATED\"}}";
        for (int i = 0; i < 10; i++) { // firebase-admin refreshes its access token and tries again by itself
            FCM.then(401, "application/json", refused);
        }

        assertThat(CHANNEL.send(handover("later")).await())
                .isInstanceOfSatisfying(
                        RetryLater.class, later -> assertThat(later.pause()).isEqualTo(Duration.ofSeconds(30)));
    }

    @Test
    void aResetConnectionIsTriedAgainAndOnlyByTheLedger() {
        FCM.thenReset();

        assertThat(CHANNEL.send(handover("later")).await()).isInstanceOf(RetryLater.class);
    }

    @Test
    void aHangEndsAtTheDeadline() {
        FCM.thenHang();
        long start = System.nanoTime();

        assertThat(CHANNEL.send(handover("later")).await()).isInstanceOf(RetryLater.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(5));
        assertThat(FCM.messages()).hasSize(1);
    }

    @Test
    void aDeregisteredDeviceIsGoneWithoutACall() {
        assertThat(CHANNEL.send(handover(null)).await())
                .isInstanceOfSatisfying(
                        Unserved.class,
                        nobodyAsked -> assertThat(nobodyAsked.end()).isEqualTo(LedgerState.GONE));
        assertThat(FCM.messages()).isEmpty();
    }

    @Test
    void whatExpiredInTheQueueIsNotSent() {
        Message expired = message(NOW);

        Outcome outcome = CHANNEL.send(new Handover(expired, UUID.randomUUID(), "t", "en", 1))
                .await();

        assertThat(outcome.wasHandedOver()).isFalse();
        assertThat(FCM.messages()).isEmpty();
    }

    @Test
    void aLongTextIsCutBetweenCharactersToFitFcm() {
        assertThat(FcmMessages.cut("撤离😀", 100)).isEqualTo("撤离😀");
        assertThat(FcmMessages.cut("撤离😀".repeat(1_000), 1_500).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(1_500);
        assertThat(FcmMessages.cut("😀😀😀", 8)).isEqualTo("😀…");
    }

    @Test
    void thousandsAreSentWithoutMoreInFlightThanAllowed() {
        FCM.slow(30);
        try (FcmChannel patient = FcmChannel.toEmulator(VERTX, FCM.uri(), CLOCK)) {
            List<Future<Outcome>> all = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                all.add(patient.send(handover("token-" + i)));
            }
            Future.all(all).await();
        }

        assertThat(FCM.tokens()).hasSize(1_000).doesNotHaveDuplicates();
        assertThat(FCM.mostAtOnce()).isBetween(32, FcmChannel.IN_FLIGHT);
    }

    @ParameterizedTest
    @EnumSource(
            value = HttpVersion.class,
            names = {"HTTP_1_1", "HTTP_2"})
    void ofManyAtOnceOnNewConnectionsEachComesOnce(HttpVersion version) {
        for (int round = 0; round < 20; round++) {
            FCM.forget();
            try (FcmChannel channel = FcmChannel.toEmulator(VERTX, FCM.uri(), version, Duration.ofSeconds(10), CLOCK)) {
                List<Future<Outcome>> all = IntStream.range(0, 8)
                        .mapToObj(i -> channel.send(handover("token-" + i)))
                        .toList();

                assertThat(Future.all(all).await().<Outcome>list())
                        .allSatisfy(outcome -> assertThat(outcome).isInstanceOf(Delivered.class));
            }
            assertThat(FCM.tokens()).hasSize(8).doesNotHaveDuplicates();
        }
    }

    @Test
    void ofALongPageOnlyTheBeginningIsKept() throws Exception {
        FCM.then(request -> request.response().setStatusCode(502).end("<p>".repeat(100_000)));
        try (FcmTransport transport =
                new FcmTransport(VERTX, FCM.uri(), HttpVersion.HTTP_1_1, Duration.ofSeconds(5), 1)) {
            var page = transport
                    .createRequestFactory()
                    .buildPostRequest(
                            new GenericUrl(FCM.uri().resolve("/page")),
                            ByteArrayContent.fromString("application/json", "{}"))
                    .setThrowExceptionOnExecuteError(false)
                    .execute();

            assertThat(page.getStatusCode()).isEqualTo(502);
            assertThat(page.getContent().readAllBytes()).hasSize(64 * 1024);
        }
    }

    @Test
    void aServiceAccountSignsInBeforeItSends(@TempDir Path folder) throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
        keys.initialize(2048);
        String pem = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        Path key = Files.writeString(
                folder.resolve("key.json"),
                new JsonObject()
                        .put("type", "service_account")
                        .put("project_id", "a-city")
                        .put("private_key_id", "1")
                        .put("private_key", "-----BEGIN PRIVATE KEY-----\n" + pem + "\n-----END PRIVATE KEY-----\n")
                        .put("client_email", "warn@a-city.example")
                        .put("client_id", "1")
                        .put("token_uri", FCM.uri() + "/token")
                        .encode());

        try (FcmChannel real = FcmChannel.withCredentials(VERTX, key, FCM.uri(), CLOCK)) {
            assertThat(real.send(handover("t")).await()).isInstanceOf(Delivered.class);
        }

        assertThat(FCM.authorization()).isEqualTo("Bearer signed-in");
        assertThat(FCM.paths()).containsExactly("/v1/projects/a-city/messages:send");
    }

    @Test
    void whatStopsAnEarlierMessageWaitsBehindNoneOfTheOthers() {
        FCM.slow(1_000);
        List<Future<Outcome>> others = new ArrayList<>();
        for (int i = 0; i < CHANNEL.limit(); i++) {
            others.add(CHANNEL.send(handover("waits")));
        }
        await().until(() -> FCM.messages().size() >= FcmChannel.IN_FLIGHT / 2);
        Handover waits = handover("cancel");

        CHANNEL.send(new Handover(waits.message(), waits.deviceId(), "cancel", "en", 1, waits.place(), true))
                .await();

        assertThat(FCM.tokens().indexOf("cancel")).isBetween(1, FcmChannel.IN_FLIGHT + FcmChannel.KEPT);
        Future.join(others).await();
    }

    @Test
    void anUnusableKeyFileIsNamedAtStart(@TempDir Path folder) throws Exception {
        Path key = Files.writeString(folder.resolve("key.json"), "{}");

        assertThatThrownBy(() -> FcmChannel.withCredentials(VERTX, key, CLOCK))
                .hasMessageContaining("GOOGLE_APPLICATION_CREDENTIALS")
                .hasMessageContaining("key.json");
    }

    private static Handover handover(String token) {
        return new Handover(message(NOW.plusSeconds(3_600)), UUID.randomUUID(), token, "en", 1);
    }

    private static Message message(Instant expires) {
        return new Message(
                UUID.randomUUID(),
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                new MessageText("立即撤离", "向两侧高处"),
                new MessageText("Leave now", "Across the slope"),
                new JsonObject().put("mode", "actual"),
                expires);
    }
}
