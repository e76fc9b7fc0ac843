package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Warnings by text message: a number is proven, gets them through a gateway on this machine, and is forgotten. */
class SmsTest {
    private static final FakeSms GATEWAY = new FakeSms();
    private static final AtomicInteger NUMBERS = new AtomicInteger(10_000);

    @RegisterExtension
    static final TestApp app =
            new TestApp().set("QUNFANG_SMS_GATEWAY", GATEWAY.file()).set("QUNFANG_SMS_SECRET", FakeSms.SECRET);

    private final TestClient resident = app.resident();
    private final String number = "+86138001" + NUMBERS.incrementAndGet();
    private final String device = TestClient.id();

    @AfterAll
    static void close() {
        GATEWAY.close();
    }

    @BeforeEach
    void forget() {
        GATEWAY.forget();
        app.pool()
                .query("DELETE FROM devices; DELETE FROM number_codes;"
                        + " UPDATE messages SET stopped_at = now() WHERE stopped_at IS NULL")
                .execute()
                .await();
    }

    @Test
    void aProvenNumberGetsTheWarningOnceAndInItsLanguage() {
        assertThat(app.nobody().get("/v1/delivery-options").json().getJsonObject("sms"))
                .isEqualTo(new JsonObject("{\"active\":true,\"prefixes\":[\"+86\"],\"segments\":4}"));
        Answer asked = ask(number.substring(3, 6) + " " + number.substring(6));
        assertThat(asked.status()).isEqualTo(202);
        assertThat(GATEWAY.got().get(0).json().getString("to")).isEqualTo(number);
        assertThat(GATEWAY.got().get(0).json().getString("text")).contains("验证码");
        assertThat(prove(GATEWAY.code()).json().getString("number")).isEqualTo("••••••••••" + number.substring(10));

        Answer put = put("en");
        assertThat(put.status()).as(put.body().toString()).isEqualTo(201);
        assertThat(put.json().getString("number")).isEqualTo("••••••••••" + number.substring(10));
        GATEWAY.forget();
        Message message = send(600);

        Row row = settled(message, "accepted");
        assertThat(row.getString("provider_message_id")).isEqualTo("sms-1");
        FakeSms.Got got = GATEWAY.got().get(0);
        assertThat(got.json().getString("to")).isEqualTo(number);
        assertThat(got.json().getString("text")).isEqualTo("Leave at once\nTo high ground");
        assertThat(got.json().getString("language")).isEqualTo("en");
        assertThat(UUID.fromString(got.json().getString("reference"))).isNotNull();
        assertThat(got.headers()).containsEntry("Authorization", "Bearer " + FakeSms.SECRET);
        assertThat(put("zh-CN").status())
                .as("its places change without another code")
                .isEqualTo(200);
    }

    @Test
    void aNumberThatNobodyProvedIsNotRegistered() {
        Answer put = put("en");

        assertThat(put.status()).isEqualTo(422);
        assertThat(put.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/platform");
        ask(number);
        assertThat(put("en").status()).as("asked and not proven").isEqualTo(422);
        assertThat(prove("000000".equals(GATEWAY.code()) ? "111111" : "000000").status())
                .isEqualTo(422);
        assertThat(put("en").status()).isEqualTo(422);
    }

    @Test
    void fiveWrongTriesEndACode() {
        ask(number);
        String wrong = "000000".equals(GATEWAY.code()) ? "111111" : "000000";
        for (int i = 0; i < 5; i++) {
            assertThat(prove(wrong).status()).isEqualTo(422);
        }

        assertThat(prove(GATEWAY.code()).status()).as("the right one, too late").isEqualTo(422);
        assertThat(put("en").status()).isEqualTo(422);
    }

    @Test
    void aCodeProvesItsNumberToNobodyElse() {
        ask(number);
        String code = GATEWAY.code();
        TestClient stranger = app.resident();

        assertThat(stranger.post("/v1/devices/" + device + "/number/proof", new JsonObject().put("code", code))
                        .status())
                .isEqualTo(404);
        assertThat(prove(code).status()).isEqualTo(200);
        assertThat(prove(code).status()).as("an answer that was lost").isEqualTo(200);
        assertThat(stranger.put("/v1/devices/" + device, registration("en")).status())
                .isEqualTo(422);
        assertThat(put("en").status()).isEqualTo(201);
        assertThat(stranger.post("/v1/devices/" + device + "/number", new JsonObject().put("number", number))
                        .status())
                .as("somebody else's device")
                .isEqualTo(409);
    }

    @Test
    void aCodeIsOverAfterTenMinutes() {
        ask(number);
        app.pool()
                .query("UPDATE number_codes SET sent_at = now() - interval '11 minutes',"
                        + " expires_at = now() - interval '1 minute'")
                .execute()
                .await();

        assertThat(prove(GATEWAY.code()).status()).isEqualTo(422);
    }

    @Test
    void codesAreBoundedByTheMinuteTheDayTheAccountAndTheNumber() {
        assertThat(ask(number).status()).isEqualTo(202);
        Answer again = ask(number);
        assertThat(again.status()).isEqualTo(429);
        assertThat(Integer.parseInt(again.headers().get("Retry-After"))).isBetween(1, 61);
        for (int i = 1; i < 5; i++) {
            anHourPasses();
            assertThat(ask(number).status()).isEqualTo(202);
        }
        anHourPasses();

        assertThat(ask("+8613912345678").status()).as("the account").isEqualTo(429);
        assertThat(app.resident()
                        .post("/v1/devices/" + TestClient.id() + "/number", new JsonObject().put("number", number))
                        .status())
                .as("the number, by a fresh account")
                .isEqualTo(429);
        assertThat(GATEWAY.got()).hasSize(5);
    }

    @Test
    void whoeverProvesANumberLaterHasIt() {
        registered();
        TestClient other = app.resident();
        String theirs = TestClient.id();
        other.post("/v1/devices/" + theirs + "/number", new JsonObject().put("number", number));
        other.post("/v1/devices/" + theirs + "/number/proof", new JsonObject().put("code", GATEWAY.code()));
        assertThat(other.put("/v1/devices/" + theirs, registration("zh-CN")).status())
                .isEqualTo(201);
        GATEWAY.forget();

        settled(send(600), "accepted");

        assertThat(GATEWAY.got()).hasSize(1);
        assertThat(GATEWAY.got().get(0).json().getString("language")).isEqualTo("zh-CN");
    }

    @Test
    void whatIsDeletedLeavesNoNumberBehind() {
        registered();
        anHourPasses();
        ask("+8613700001111");
        assertThat(count("SELECT count(*) FROM number_codes WHERE number IS NOT NULL"))
                .isEqualTo(1);

        assertThat(resident.delete("/v1/devices/" + device).status()).isEqualTo(204);

        assertThat(count("SELECT count(*) FROM number_codes WHERE number IS NOT NULL"))
                .isZero();
        assertThat(count("SELECT count(*) FROM devices")).isZero();
        assertThat(count("SELECT count(*) FROM audit_entries WHERE detail::text LIKE '%" + number.substring(4) + "%'"))
                .isZero();
    }

    @Test
    void whatWasNeverUsedIsForgottenByItself() {
        ask(number);
        anHourPasses();
        anHourPasses();
        new NumberStore(app.pool()).sweep(Instant.now()).await();
        assertThat(count("SELECT count(*) FROM number_codes WHERE number IS NOT NULL"))
                .isZero();
        assertThat(count("SELECT count(*) FROM number_codes"))
                .as("counted for a day")
                .isEqualTo(1);
    }

    static Stream<Arguments> badNumbers() {
        return Stream.of(
                        "119",
                        "0755 2345 6789",
                        "+1 212 555 0100",
                        "+86 12345678901",
                        "abc",
                        "+++",
                        "１３８",
                        "138001380001")
                .map(Arguments::of);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badNumbers")
    void whatIsNoNumberHereIsRefusedByName(String typed) {
        Answer asked = ask(typed);

        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/number");
        assertThat(GATEWAY.got()).isEmpty();
    }

    static Stream<Arguments> faults() {
        String json = "application/json";
        return Stream.of(
                Arguments.of("gone by its sign", FakeSms.says(400, json, "{\"code\":21610}"), "gone", 0),
                Arguments.of("refused by its sign", FakeSms.says(200, json, "{\"code\":\"INVALID\"}"), "failed", 0),
                Arguments.of("400", FakeSms.says(400, json, "{}"), "failed", 0),
                Arguments.of("422", FakeSms.says(422, json, "{}"), "failed", 0),
                Arguments.of(
                        "200 that does not say it took it", FakeSms.says(200, json, "{\"code\":\"BUSY\"}"), "due", 1),
                Arguments.of("200 with nothing", FakeSms.says(200, json, ""), "due", 1),
                Arguments.of("200 with a page", FakeSms.says(200, "text/html", "<html>sign in</html>"), "due", 1),
                Arguments.of("429 with Retry-After", FakeSms.says(429, json, "{}", "Retry-After", "17"), "due", 17),
                Arguments.of("503 with Retry-After", FakeSms.says(503, json, "{}", "Retry-After", "30"), "due", 30),
                Arguments.of("500", FakeSms.says(500, json, "{}"), "due", 1),
                Arguments.of("HTML 502", FakeSms.says(502, "text/html", "<html>Bad gateway</html>"), "due", 1),
                Arguments.of("401", FakeSms.says(401, json, "{}"), "due", 30),
                Arguments.of("404", FakeSms.says(404, json, "{}"), "due", 30),
                Arguments.of("410 without its sign", FakeSms.says(410, json, "{}"), "due", 30),
                Arguments.of("a redirect", FakeSms.says(302, json, "", "Location", "/elsewhere"), "due", 1),
                Arguments.of("half an answer", half(), "due", 1),
                Arguments.of(
                        "reset",
                        (Handler<HttpServerRequest>) got -> got.connection().close(),
                        "due",
                        1),
                Arguments.of("hang", (Handler<HttpServerRequest>) got -> {}, "due", 1));
    }

    private static Handler<HttpServerRequest> half() {
        return request -> {
            request.response().putHeader("Content-Length", "1000").write("{\"code\":\"OK\"");
            request.connection().close();
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void onlyItsSignTakesANumberAwayAndAllElseIsTriedAgain(
            String name, Handler<HttpServerRequest> fault, String state, int seconds) {
        registered();
        GATEWAY.answers(fault);

        Message message = send(600);

        Row row = settled(message, state);
        assertThat(row.getString("reason"))
                .doesNotContain(number)
                .doesNotContain(FakeSms.SECRET)
                .doesNotContain("Leave");
        assertThat(count("SELECT count(*) FROM devices WHERE gone_at IS NULL")).isEqualTo(state.equals("gone") ? 0 : 1);
        if (state.equals("due")) {
            assertThat(row.getOffsetDateTime("next_attempt_at").toInstant())
                    .isAfter(Instant.now().plusSeconds(seconds - 1));
            List<FakeSms.Got> tries = GATEWAY.got();
            GATEWAY.answers(FakeSms.well());
            app.pool()
                    .query("UPDATE deliveries SET next_attempt_at = now() WHERE ended_at IS NULL")
                    .execute()
                    .await();
            settled(message, "accepted");
            assertThat(GATEWAY.got().get(GATEWAY.got().size() - 1).json())
                    .as("a gateway can tell the repeat")
                    .isEqualTo(tries.get(0).json());
        }
    }

    @Test
    void whatExpiredIsNotSent() {
        registered();
        GATEWAY.answers(FakeSms.says(503, "application/json", "{}", "Retry-After", "2"));
        Message message = send(2);
        settled(message, "due");
        GATEWAY.forget();

        settled(message, "expired");

        assertThat(GATEWAY.got()).isEmpty();
    }

    @Test
    void aGatewayThatIsDownCostsItsChannelAloneAndShowsWithTheAdministrators() {
        registered();
        GATEWAY.answers(FakeSms.says(500, "application/json", "{}"));
        settled(send(600), "due");

        JsonObject sms = app
                .officer("guangming-urban-management", Set.of("administrator"), Set.of("channel.manage"))
                .get("/v1/channels")
                .json()
                .getJsonArray("items")
                .stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("channel").equals("sms"))
                .findFirst()
                .orElseThrow();
        assertThat(sms.getBoolean("active")).isTrue();
        assertThat(sms.getString("lastFailure")).isEqualTo("the SMS gateway answered HTTP 500");
        assertThat(sms.getInteger("failed")).isPositive();
    }

    @Test
    void aCodeThatCannotBeSentSaysSo() throws Exception {
        GATEWAY.answers(FakeSms.says(500, "application/json", "{}"));
        HttpResponse<String> asked = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(
                                        "http://127.0.0.1:" + app.port() + "/v1/devices/" + device + "/number"))
                                .header("Authorization", resident.header("Authorization"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString("{\"number\":\"" + number + "\"}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(asked.statusCode()).isEqualTo(503);
        assertThat(asked.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(asked.body()).contains("/problems/unavailable").doesNotContain(number);

        GATEWAY.answers(FakeSms.says(400, "application/json", "{}"));
        anHourPasses();
        assertThat(ask(number).status()).isEqualTo(422);
    }

    @Test
    void messagesToOnePersonAloneAreNotSentByText() {
        registered();
        GATEWAY.forget();
        UUID account = app.pool()
                .query("SELECT account_id FROM devices")
                .execute()
                .await()
                .iterator()
                .next()
                .getUUID(0);
        Message message = message(600);

        app.app().rooms().messages().tell(message, List.of(account)).await();

        assertThat(count("SELECT count(*) FROM deliveries WHERE message_id = '" + message.id() + "'"))
                .isZero();
    }

    private void registered() {
        ask(number);
        prove(GATEWAY.code());
        assertThat(put("en").status()).isEqualTo(201);
        GATEWAY.forget();
    }

    private Answer ask(String typed) {
        return resident.post(
                "/v1/devices/" + device + "/number",
                new JsonObject().put("number", typed).put("language", "zh-CN"));
    }

    private Answer prove(String code) {
        return resident.post("/v1/devices/" + device + "/number/proof", new JsonObject().put("code", code));
    }

    private Answer put(String language) {
        return resident.put("/v1/devices/" + device, registration(language));
    }

    private static JsonObject registration(String language) {
        return new JsonObject()
                .put("platform", "sms")
                .put("language", language)
                .put(
                        "places",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("label", "home")
                                        .put("lat", 22.5)
                                        .put("lon", 114.0)));
    }

    private static void anHourPasses() {
        app.pool()
                .query("UPDATE number_codes SET sent_at = sent_at - interval '1 hour',"
                        + " expires_at = expires_at - interval '1 hour'")
                .execute()
                .await();
    }

    private static Message message(long seconds) {
        return new Message(
                UuidCreator.getTimeOrderedEpoch(),
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                new MessageText("立即撤离", "向两侧高处"),
                new MessageText("Leave at once", "To high ground"),
                new JsonObject(),
                Instant.now().plusSeconds(seconds));
    }

    private static Message send(long seconds) {
        Message message = message(seconds);
        app.app()
                .rooms()
                .messages()
                .send(message, Shapes.square(22.49, 113.99, 0.02))
                .await();
        return message;
    }

    private static Row settled(Message message, String state) {
        return await().atMost(Duration.ofSeconds(30))
                .until(
                        () -> app.pool()
                                .preparedQuery("SELECT state, reason, next_attempt_at, attempts, provider_message_id"
                                        + " FROM deliveries WHERE message_id = $1")
                                .execute(Tuple.of(message.id()))
                                .await(),
                        rows -> rows.size() == 1
                                && rows.iterator().next().getInteger("attempts") > 0
                                && rows.iterator().next().getString("state").equals(state))
                .iterator()
                .next();
    }

    private static long count(String sql) {
        return app.pool().query(sql).execute().await().iterator().next().getLong(0);
    }
}
