package org.qunfang.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Feeds of trusted senders, read by the server itself. */
class FeedTest {
    private static final Duration SOON = Duration.ofSeconds(40);

    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_FEED_NETWORKS", "127.0.0.1");

    private final TestClient administrator =
            InteropFixture.officer(app, "administrator", "warning.read", "cap.trust", "cap.import");
    private final Map<String, String> pathToBody = new ConcurrentHashMap<>();
    private final Map<String, String> pathToLocation = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final String office = "feed-" + TestClient.id() + "@example.org";
    private HttpServer publisher;

    @BeforeEach
    void open() {
        publisher = app.vertx()
                .createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    @AfterEach
    void close() {
        publisher.close().await();
        app.pool().query("UPDATE cap_senders SET active = false").execute().await();
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.path() + " " + request.getHeader("If-None-Match"));
        String tag = "\"1\"";
        String body = pathToBody.get(request.path());
        String location = pathToLocation.get(request.path());
        if (location != null) {
            request.response()
                    .setStatusCode(302)
                    .putHeader("Location", location)
                    .end();
        } else if (body == null) {
            request.response().setStatusCode(404).end();
        } else if (tag.equals(request.getHeader("If-None-Match"))) {
            request.response().setStatusCode(304).end();
        } else {
            request.response().putHeader("ETag", tag).end(body);
        }
    }

    private String address(String path) {
        return "http://127.0.0.1:" + publisher.actualPort() + path;
    }

    private String trust(String feedUrl) {
        JsonObject input = new JsonObject()
                .put("sender", office)
                .put("name", new JsonObject().put("zh-CN", "光明气象台").put("en", "Guangming Weather Office"))
                .put("areaCode", "440311")
                .put("relay", true)
                .put("active", true)
                .put("feedUrl", feedUrl);
        Answer made = administrator.post("/v1/cap/senders", input);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made.json().getString("id");
    }

    private JsonObject feed(String senderId) {
        return administrator.get("/v1/cap/senders").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(senderId))
                .findFirst()
                .orElseThrow()
                .getJsonObject("feed");
    }

    private List<JsonObject> taken() {
        return administrator.get("/v1/cap/imports?limit=200").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> office.equals(each.getString("sender")))
                .toList();
    }

    private CapText alert(String identifier) {
        return CapText.alert(office, identifier, java.time.Instant.now());
    }

    private static String bare(CapText message) {
        return message.xml().substring(message.xml().indexOf("<alert"));
    }

    @Test
    void whatAFeedLinksToAndWhatStandsInItIsTakenOnceAndReachesThePublic() {
        pathToBody.put(
                "/cap.atom",
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry><link rel='alternate' href='/page'/>"
                        + "<link type='application/cap+xml' href='one.xml'/></entry><entry><content>"
                        + bare(alert("two")) + "</content></entry></feed>");
        pathToBody.put("/one.xml", alert("one").xml());

        String id = trust(address("/cap.atom"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(feed(id).getString("okAt")).isNotNull());
        assertThat(taken())
                .extracting(each -> each.getString("identifier") + " " + each.getString("relaying"))
                .containsExactlyInAnyOrder("one relayed", "two relayed");
        assertThat(app.nobody().get("/v1/warnings?active=true").json().getJsonArray("items"))
                .hasSizeGreaterThanOrEqualTo(2);
        app.pool().query("UPDATE cap_senders SET feed_due_at = now()").execute().await();
        await().atMost(SOON).until(() -> asked.contains("/cap.atom \"1\""));
        assertThat(asked.stream().filter(each -> each.startsWith("/one.xml"))).hasSize(1);
    }

    @Test
    void aFeedThatFailsSaysWhyAndIsTriedLessAndLessOften() {
        String id = trust(address("/nothing"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(feed(id).getInteger("failures")).isEqualTo(1));
        assertThat(feed(id).getJsonObject("failure").getString("code")).isEqualTo("refused");
        assertThat(feed(id).getString("okAt")).isNull();
        assertThat(FeedPoller.pauseAfter(1)).isEqualTo(Duration.ofMinutes(2));
        assertThat(FeedPoller.pauseAfter(3)).isEqualTo(Duration.ofMinutes(8));
        assertThat(FeedPoller.pauseAfter(40)).isEqualTo(Duration.ofHours(1));
    }

    @Test
    void noRedirectLeadsIntoAnotherPrivateNetwork() {
        pathToLocation.put("/moved", "http://127.0.0.2:" + publisher.actualPort() + "/cap.atom");

        String id = trust(address("/moved"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(feed(id).getInteger("failures")).isEqualTo(1));
        assertThat(feed(id).getJsonObject("failure").getString("code")).isEqualTo("redirected");
        assertThat(asked).containsExactly("/moved null");
    }

    @Test
    void aFeedThatIsTooLargeOrNoneAtAllFails() {
        pathToBody.put("/large", "x".repeat(CapXml.MOST_BYTES + 1));
        String large = trust(address("/large"));
        await().atMost(SOON)
                .untilAsserted(
                        () -> assertThat(feed(large).getInteger("failures")).isEqualTo(1));
        assertThat(feed(large).getJsonObject("failure").getString("code")).isEqualTo("too-large");
    }

    @Test
    void messagesOfOthersInItsFeedAreRefused() {
        pathToBody.put(
                "/cap.atom",
                "<feed xmlns='http://www.w3.org/2005/Atom'><entry>"
                        + bare(alert("mine")) + "</entry><entry>"
                        + bare(alert("theirs").sender("other-" + office)) + "</entry></feed>");
        String id = trust(address("/cap.atom"));

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(feed(id).getString("okAt")).isNotNull());
        assertThat(taken()).extracting(each -> each.getBoolean("accepted")).containsExactly(true);
        JsonObject theirs = administrator.get("/v1/cap/imports?outcome=refused").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> ("other-" + office).equals(each.getString("sender")))
                .findFirst()
                .orElseThrow();
        assertThat(theirs.getJsonObject("reason").getString("code")).isEqualTo("unknown-sender");
    }

    @Test
    void theAddressOfAFeedIsOneOfTheWeb() {
        for (String address : List.of("http://user:secret@example.org/", "http://", "https:///x")) {
            JsonObject input = new JsonObject()
                    .put("sender", office)
                    .put("name", new JsonObject().put("zh-CN", "甲").put("en", "A"))
                    .put("areaCode", "440311")
                    .put("relay", true)
                    .put("active", true)
                    .put("feedUrl", address);
            assertThat(administrator.post("/v1/cap/senders", input).status())
                    .as(address)
                    .isIn(400, 422);
        }
    }
}
