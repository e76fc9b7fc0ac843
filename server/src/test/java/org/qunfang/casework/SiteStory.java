package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Sites in a city whose clock a test moves, and what people say about them. */
final class SiteStory {
    static final Set<String> INSPECTOR = Set.of("case.read", "case.work", "site.read", "site.work");
    private static final Duration ASSESSED_WITHIN = Duration.ofSeconds(30);

    final TestApp app;
    final MovableClock clock;
    final CaseworkCity city;
    final TestClient inspector;
    final TestClient duty;

    SiteStory(TestApp app, MovableClock clock) {
        this.app = app;
        this.clock = clock;
        this.city = new CaseworkCity(app);
        this.inspector = city.named("吴工", "guangming-housing", "officer", INSPECTOR);
        this.duty = dutyOfficer("周平");
    }

    /** Another officer of the duty office. */
    TestClient secondOfDuty() {
        return dutyOfficer("郑红");
    }

    private TestClient dutyOfficer(String name) {
        return city.named(
                name,
                "duty-office",
                "duty_officer",
                Set.of(
                        "case.read",
                        "case.work",
                        "case.triage-all",
                        "case.consent",
                        "site.read",
                        "site.work",
                        "site.work-all",
                        "responsibility.read"));
    }

    /** The id of the one unlinking at the site that waits for an answer. */
    String waiting(String siteId) {
        return inspector
                .get("/v1/site-unlinks?waiting=true&site=" + siteId)
                .json()
                .getJsonArray("items")
                .getJsonObject(0)
                .getString("id");
    }

    /** A clock that shows this moment when the server starts. */
    static MovableClock clockAt(String instant) {
        MovableClock clock = new MovableClock();
        clock.advance(Duration.between(clock.instant(), Instant.parse(instant)));
        return clock;
    }

    /** The sample city's matrix begins in 2024: for a story before, it has always been so. */
    void responsibilitiesSince(String day) {
        city.sql("UPDATE responsibilities SET valid_from = $1::text::date, version = version + 1", day);
        await().atMost(Duration.ofSeconds(10))
                .until(() -> duty.get(
                                "/v1/responsibilities/lookup?duty=inspect&category=landfill-slope&lat=22.711&lon=113.934")
                        .json()
                        .getString("routing")
                        .equals("lead"));
    }

    void goTo(String day) {
        clock.advance(Duration.between(clock.instant(), Instant.parse(day + "T03:00:00Z")));
    }

    static JsonObject landfill(double lat, double lon) {
        return new JsonObject()
                .put("name", new JsonObject().put("zh-CN", "红坳余泥渣土受纳场").put("en", "Hong'ao landfill"))
                .put("category", "landfill-slope")
                .put("location", new JsonObject().put("lat", lat).put("lon", lon))
                .put("radiusMeters", 300)
                .put("public", true);
    }

    String register(JsonObject site) {
        Answer answer = inspector.post("/v1/sites", site);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json().getString("id");
    }

    /** A complaint that is low by itself; the id of its case. */
    String complain(TestClient resident, double lat, double lon, String words) {
        JsonObject report = new JsonObject()
                .put("category", "spoil-heap")
                .put("description", words)
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", lon).put("accuracyMeters", 20))
                .put("observedAt", clock.instant().minusSeconds(3600).toString());
        Answer answer = resident.put("/v1/reports/" + TestClient.id(), report);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json().getJsonObject("case").getString("id");
    }

    /** It is seen to and closed, as such complaints are. */
    void finish(String caseId) {
        for (String step : new String[] {"acknowledge", "start", "resolve", "close"}) {
            city.step(duty, caseId, step, CaseworkCity.bodyFor(step));
        }
    }

    JsonObject site(String id) {
        Answer answer = inspector.get("/v1/sites/" + id);
        assertThat(answer.status()).isEqualTo(200);
        return answer.json();
    }

    JsonObject awaitSite(String id, Predicate<JsonObject> condition) {
        await().atMost(ASSESSED_WITHIN).until(() -> condition.test(site(id)));
        return site(id);
    }

    JsonObject awaitSignal(String id, String english) {
        return awaitSite(id, site -> signals(site).contains(english));
    }

    static String signals(JsonObject site) {
        StringBuilder words = new StringBuilder();
        site.getJsonArray("signals")
                .forEach(each -> words.append(
                                ((JsonObject) each).getJsonObject("text").getString("en"))
                        .append('\n'));
        return words.toString();
    }

    long alerts(String siteId) {
        return city.count("SELECT count(*) FROM site_alerts WHERE site_id = $1", UUID.fromString(siteId));
    }
}
