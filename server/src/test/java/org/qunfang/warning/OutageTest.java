package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** PostgreSQL is away, stopped or silent: what is in force is told all the same, with its age. */
class OutageTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String KNOWN_AT = "Known-At";
    private static final MovableClock CLOCK = new MovableClock();

    /** Publishes, and never loses its database. */
    @RegisterExtension
    @Order(1)
    static final TestApp other = new TestApp(CLOCK);

    /** Its line to the database is cut. */
    @RegisterExtension
    @Order(2)
    static final TestApp app = other.beside().throughLine();

    private final TestClient nobody = app.nobody();
    private final WebClient web = WebClient.create(other.vertx());
    private boolean away;

    @AfterEach
    void mend() {
        if (away) {
            app.line().mend();
            away = false;
        }
        await().atMost(SOON).until(() -> health("ready") == 200);
    }

    @Test
    void whatIsInForceIsToldWithItsAgeWhilePostgresIsAway() {
        Answer published = publish();
        List<String> paths = paths(published);
        List<Answer> before = paths.stream().map(nobody::get).toList();

        cut();

        for (int i = 0; i < paths.size(); i++) {
            Answer now = nobody.get(paths.get(i));
            assertThat(now.status()).as(paths.get(i)).isEqualTo(200);
            assertThat(now.body()).as(paths.get(i)).isEqualTo(before.get(i).body());
            assertThat(nobody.with("If-None-Match", before.get(i).headers().get("ETag"))
                            .get(paths.get(i))
                            .status())
                    .as(paths.get(i))
                    .isEqualTo(paths.get(i).startsWith("/v1/warnings/") ? 200 : 304);
        }
    }

    @Test
    void theAgeOfWhatIsToldStandsStillWhilePostgresIsAwayAndGoesOnAfterwards() {
        publish();
        Instant connected = knownAt("/v1/warnings?active=true");
        assertThat(connected).isBetween(CLOCK.instant().minusSeconds(5), CLOCK.instant());
        await().atMost(SOON).until(() -> knownAt("/v1/warnings?active=true").isAfter(connected));
        cut();
        CLOCK.advance(Duration.ofSeconds(60));
        for (String path : List.of("/v1/warnings?active=true", "/feeds/cap.atom", "/feeds/cap.rss")) {
            assertThat(knownAt(path)).as(path).isBefore(CLOCK.instant().minusSeconds(59));
            Answer unchanged = nobody.with(
                            "If-None-Match", nobody.get(path).headers().get("ETag"))
                    .get(path);
            assertThat(unchanged.status()).isEqualTo(304);
            assertThat(unchanged.headers().contains(KNOWN_AT))
                    .as("a 304 tells it, too")
                    .isTrue();
            Instant told = ZonedDateTime.parse(unchanged.headers().get("Date"), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            assertThat(Duration.between(told, CLOCK.instant()))
                    .as("the age is told by the server's own clock")
                    .isBetween(Duration.ZERO, Duration.ofSeconds(5));
        }

        mend();

        await().atMost(SOON)
                .until(() -> knownAt("/feeds/cap.atom").isAfter(CLOCK.instant().minusSeconds(5)));
    }

    @Test
    void whatExpiresWhilePostgresIsAwayIsToldNoMore() {
        String id = publish().json().getString("id");
        cut();

        CLOCK.advance(Duration.ofDays(400));

        assertThat(nobody.get("/v1/warnings?active=true").body().toString()).doesNotContain(id);
        assertThat(nobody.get("/feeds/cap.atom").body().toString()).doesNotContain("<entry>");
        assertThat(nobody.get("/feeds/cap.rss").body().toString()).doesNotContain("<item>");
    }

    @Test
    void whatWasPublishedMeanwhileIsToldOnceItIsBack() {
        cut();
        String id = publish().json().getString("id");
        assertThat(nobody.get("/v1/warnings?active=true").body().toString()).doesNotContain(id);

        mend();

        await().atMost(SOON)
                .until(() ->
                        nobody.get("/v1/warnings?active=true").body().toString().contains(id));
        assertThat(nobody.get("/feeds/cap.atom").body().toString()).contains("<entry>");
    }

    @Test
    void whatNeedsPostgresIsRefusedByNameAndReadinessSaysSo() {
        Answer published = publish();
        String resident = app.resident().header("Authorization");
        cut();

        HttpResponse<Buffer> refused = web.request(
                        HttpMethod.POST, app.port(), "127.0.0.1", WarningFixture.path(published) + "/feedback")
                .putHeader("Authorization", resident)
                .sendJsonObject(new JsonObject().put("received", true))
                .await();

        assertThat(refused.statusCode()).as(refused.bodyAsString()).isEqualTo(503);
        assertThat(refused.bodyAsJsonObject().getString("type")).endsWith("/unavailable");
        assertThat(refused.getHeader("Retry-After")).isNotNull();
        assertThat(health("ready")).isEqualTo(503);
        assertThat(health("live")).isEqualTo(200);
    }

    @Test
    void aDatabaseThatIsSilentIsNotWaitedFor() throws Exception {
        String before = publish().json().getString("id");
        app.line().silence();
        away = true;

        assertThat(nobody.get("/v1/warnings?active=true").body().toString()).contains(before);
        assertThat(health("ready")).isEqualTo(503);
        String meanwhile = publish().json().getString("id");
        TimeUnit.SECONDS.sleep(3);
        assertThat(nobody.get("/v1/warnings?active=true").body().toString()).doesNotContain(meanwhile);

        mend();

        await().atMost(SOON)
                .until(() ->
                        nobody.get("/v1/warnings?active=true").body().toString().contains(meanwhile));
    }

    private void cut() {
        app.line().cut();
        away = true;
        await().atMost(SOON).until(() -> health("ready") == 503);
    }

    private int health(String kind) {
        return web.get(app.app().managementPort(), "127.0.0.1", "/health/" + kind)
                .send()
                .timeout(15, TimeUnit.SECONDS)
                .await()
                .statusCode();
    }

    private Instant knownAt(String path) {
        MultiMap headers = nobody.get(path).headers();
        return Instant.parse(headers.get(KNOWN_AT));
    }

    /** Everything that is asked for by many: lists, feeds, the warning itself, its CAP message, certificates. */
    private static List<String> paths(Answer published) {
        return List.of(
                "/v1/warnings?active=true",
                "/v1/warnings?active=true&geometry=true",
                "/v1/warnings?lat=22.711&lon=113.934",
                "/feeds/cap.atom",
                "/feeds/cap.rss",
                "/feeds/cap.pem",
                "/feeds/cap/" + published.json().getString("identifier") + ".xml",
                WarningFixture.path(published));
    }

    /** At the other process; both know it afterwards unless this one is cut off. */
    private Answer publish() {
        People people = new People(other);
        TestClient author = people.author();
        Answer published = WarningFixture.approve(
                people.approver(),
                WarningFixture.submit(
                        author,
                        author.post(
                                "/v1/warnings",
                                Drafts.landslide()
                                        .put(
                                                "expires",
                                                CLOCK.instant()
                                                        .plusSeconds(3_600)
                                                        .toString()))));
        assertThat(published.status()).as(published.body().toString()).isEqualTo(200);
        if (!away) {
            String id = published.json().getString("id");
            await().atMost(SOON)
                    .until(() -> nobody.get("/v1/warnings?active=true")
                            .body()
                            .toString()
                            .contains(id));
        }
        return published;
    }
}
