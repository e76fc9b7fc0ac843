package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Cases find their sites by distance and kind of hazard, and officers have the last word. */
class SiteLinkTest {
    private static final MovableClock clock = new MovableClock();
    private static final double LON = 113.934;
    private static double lat = 22.700;

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private SiteStory story;
    private String site;

    /** A site that gets worse opens a case of its own beside those that were reported. */
    private static final String REPORTED_AND_LINKED = """
            SELECT count(*)
              FROM site_links AS l
             WHERE l.site_id = $1 AND l.unlinked_at IS NULL
               AND EXISTS (SELECT FROM reports AS r WHERE r.case_id = l.case_id)
            """;

    /** Each test at a place of its own, 1.2 kilometres apart. */
    @BeforeEach
    void registerASite() {
        story = new SiteStory(app, clock);
        lat += 0.0105;
        site = story.register(SiteStory.landfill(lat, LON));
    }

    private JsonArray sitesOf(String caseId) {
        return story.duty.get("/v1/cases/" + caseId + "/sites").json().getJsonArray("items");
    }

    private void awaitLinks(int count) {
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(story.city.count(REPORTED_AND_LINKED, UUID.fromString(site)))
                        .isEqualTo(count));
    }

    @Test
    void reportsWithinTheRadiusBelongToTheSiteAndOthersDoNot() {
        // 300 metres of radius and 20 of accuracy.
        String inside = story.complain(app.resident(), lat + 310 / 111_195.0, LON, "渣土撒落");
        String outside = story.complain(app.resident(), lat + 700 / 111_195.0, LON, "渣土撒落");
        awaitLinks(1);

        JsonArray sites = sitesOf(inside);
        assertThat(sites).hasSize(1);
        assertThat(sites.getJsonObject(0).getString("how")).isEqualTo("distance");
        assertThat(sites.getJsonObject(0).getInteger("distanceMeters")).isBetween(308, 312);
        assertThat(sites.getJsonObject(0).getInteger("ordinal")).isEqualTo(1);
        assertThat(sitesOf(outside)).isEmpty();
        assertThat(story.city.read(inside).getJsonArray("timeline").encode()).contains("site_linked");
    }

    @Test
    void aCaseThatWasMissedIsFoundOnTheNextDay() {
        story.finish(story.complain(app.resident(), lat, LON, "渣土撒落"));
        await().atMost(Duration.ofSeconds(20)).until(() -> story.city.count("SELECT count(*) FROM events") == 0);
        awaitLinks(1);
        // As if it had been opened in the moment in which the site was registered.
        app.pool()
                .preparedQuery("DELETE FROM site_links WHERE site_id = $1")
                .execute(Tuple.of(UUID.fromString(site)))
                .await();
        awaitLinks(0);

        clock.advance(Duration.ofDays(2));

        awaitLinks(1);
    }

    @Test
    void anotherKindOfHazardAtTheSamePlaceDoesNotCount() {
        JsonObject gas = new JsonObject()
                .put("category", "gas-smell")
                .put("description", "路边有煤气味")
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", LON).put("accuracyMeters", 10))
                .put("observedAt", clock.instant().minusSeconds(60).toString());
        String smell = story.city.caseOf(gas);
        story.complain(app.resident(), lat, LON, "渣土撒落");
        awaitLinks(1);

        assertThat(sitesOf(smell)).isEmpty();
    }

    @Test
    void theSeventhReportAtASiteIsSaidToBeTheSeventh() {
        String last = null;
        for (int i = 0; i < 7; i++) {
            last = story.complain(app.resident(), lat, LON, "又在夜里倒土 " + i);
            // A case that is old when it is looked at joins only with consent.
            awaitLinks(i + 1);
            clock.advance(Duration.ofDays(32));
        }

        JsonObject told = sitesOf(last).getJsonObject(0);
        assertThat(told.getInteger("ordinal")).isEqualTo(7);
        assertThat(told.getInteger("reports")).isEqualTo(7);
        assertThat(told.getInteger("cases")).isBetween(7, 8);
        JsonArray cases = story.inspector
                .get("/v1/sites/" + site + "/cases?limit=5")
                .json()
                .getJsonArray("items");
        assertThat(cases).hasSize(5);
        assertThat(cases.stream()
                        .map(each -> ((JsonObject) each).getString("id"))
                        .limit(2))
                .contains(last);
    }

    @Test
    void whatHappenedBeforeTheSiteWasRegisteredIsLinkedWhenItIs() {
        double there = lat - 0.009;
        String before = story.complain(app.resident(), there, LON - 0.02, "渣土撒落");

        site = story.register(SiteStory.landfill(there, LON - 0.02));

        assertThat(sitesOf(before)).hasSize(1);
        assertThat(SiteStory.signals(story.site(site))).contains("1 report by 1 person in 12 months");
    }

    @Test
    void anOfficerUnlinksACaseWithAReasonAndDistanceNeverBringsItBack() {
        TestClient witness = app.resident();
        String id = story.complain(witness, lat, LON, "对面工地的渣土车");
        awaitLinks(1);
        JsonObject reason = new JsonObject().put("reason", "所述为路对面的工地");
        String path = "/v1/cases/" + id + "/sites/" + site + "/unlink";

        assertThat(story.duty.post(path, reason).status()).isEqualTo(428);
        assertThat(story.duty.with("If-Match", "\"9\"").post(path, reason).status())
                .isEqualTo(412);
        assertThat(story.inspector.with("If-Match", "\"1\"").post(path, reason).status())
                .isEqualTo(404);
        Answer asked = story.duty.with("If-Match", "\"1\"").post(path, reason);
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        assertThat(sitesOf(id).getJsonObject(0).getBoolean("leaving")).isTrue();
        assertThat(story.duty.with("If-Match", "\"2\"").post(path, reason).status())
                .isEqualTo(409);
        Answer confirmed = story.secondOfDuty().post("/v1/site-unlinks/" + story.waiting(site) + "/confirm", reason);
        assertThat(confirmed.status()).as(confirmed.body().toString()).isEqualTo(200);
        Answer done = story.duty.get("/v1/cases/" + id);
        assertThat(done.etag()).isEqualTo("\"3\"");
        JsonArray timeline = done.json().getJsonArray("timeline");
        JsonObject entry = timeline.getJsonObject(timeline.size() - 1);
        assertThat(entry.getString("kind")).isEqualTo("site_unlinked");
        assertThat(entry.getString("text")).isEqualTo("所述为路对面的工地");
        assertThat(entry.getJsonObject("summary").getString("en")).endsWith(": Hong'ao landfill");
        assertThat(story.city.count(
                        "SELECT count(*) FROM audit_entries WHERE action = 'site.unlink-case' AND subject_id = $1",
                        UUID.fromString(site)))
                .isOne();
        assertThat(story.duty.with("If-Match", "\"3\"").post(path, reason).status())
                .isEqualTo(409);

        story.complain(app.resident(), lat, LON, "还是那里");
        story.complain(app.resident(), lat + 0.0018, LON, "坡上又倒土");
        awaitLinks(1);
        assertThat(sitesOf(id)).isEmpty();
    }

    @Test
    void anOfficerLinksACaseFromFarAway() {
        String id = story.complain(app.resident(), lat, LON + 0.02, "就是那个受纳场，定位不准");
        JsonObject body = new JsonObject().put("siteId", site).put("reason", "定位偏差，所述即该场");

        Answer nowhere = story.duty
                .with("If-Match", "\"1\"")
                .post(
                        "/v1/cases/" + id + "/sites",
                        body.copy().put("siteId", UUID.randomUUID().toString()));
        assertThat(nowhere.status()).isEqualTo(422);
        Answer asked = story.duty.with("If-Match", "\"1\"").post("/v1/cases/" + id + "/sites", body);
        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.body().toString()).contains("/apart");
        assertThat(asked.json().getInteger("distanceMeters")).isBetween(2_000, 2_100);
        assertThat(asked.json().getInteger("nearMeters")).isEqualTo(320);
        body.put("apart", true);
        Answer linked = story.duty.with("If-Match", "\"1\"").post("/v1/cases/" + id + "/sites", body);
        assertThat(linked.status()).as(linked.body().toString()).isEqualTo(200);
        assertThat(sitesOf(id).getJsonObject(0).getString("how")).isEqualTo("officer");
        assertThat(SiteStory.signals(story.site(site))).contains("1 report by 1 person in 12 months");
        assertThat(story.duty
                        .with("If-Match", "\"2\"")
                        .post("/v1/cases/" + id + "/sites", body)
                        .status())
                .isEqualTo(409);
    }

    @Test
    void whoOnlySupportsLinksNothingAndTheLeadNothingFromBeyondTwoKilometres() {
        String id = story.complain(app.resident(), lat, LON + 0.04, "别处的滑坡");
        String lead = story.city.read(id).getJsonObject("lead").getString("code");
        TestClient leading = story.city.named("王磊", lead, "officer", CaseworkCity.OFFICER);
        TestClient supporting = story.city.named("高洁", "nanshan-housing", "officer", CaseworkCity.OFFICER);
        story.city.sql(
                "UPDATE cases SET support_department_ids = ARRAY[$2::uuid] WHERE id = $1",
                UUID.fromString(id),
                app.departmentId("nanshan-housing"));
        JsonObject body =
                new JsonObject().put("siteId", site).put("reason", "x").put("apart", true);

        Answer support = supporting.with("If-Match", "\"1\"").post("/v1/cases/" + id + "/sites", body);
        assertThat(support.status()).isEqualTo(403);
        Answer unasked = leading.with("If-Match", "\"1\"")
                .post("/v1/cases/" + id + "/sites", body.copy().put("apart", false));
        assertThat(unasked.status()).as("nobody confirms what is refused then").isEqualTo(403);
        Answer far = leading.with("If-Match", "\"1\"").post("/v1/cases/" + id + "/sites", body);
        assertThat(far.status()).as(far.body().toString()).isEqualTo(403);
        assertThat(far.body().toString()).contains("超出 2 公里");
        assertThat(sitesOf(id)).isEmpty();
    }

    @Test
    void residentsAreToldThatAPublicSiteIsWatchedAndByWhomAndNothingMore() {
        JsonObject operator =
                new JsonObject().put("name", "某渣土公司").put("contact", new JsonObject().put("phone", "13911112222"));
        story.inspector
                .with("If-Match", "\"1\"")
                .put("/v1/sites/" + site, SiteStory.landfill(lat, LON).put("operator", operator));
        String code = track(lat);
        awaitLinks(1);

        String seen = app.nobody().get("/v1/track/" + code).body().toString();
        JsonObject place = new JsonObject(seen).getJsonArray("watched").getJsonObject(0);
        assertThat(place.getJsonObject("name").getString("en")).isEqualTo("Hong'ao landfill");
        assertThat(place.getJsonObject("supervisor").getString("code")).isEqualTo("guangming-housing");
        assertThat(seen).doesNotContain("13911112222").doesNotContain("riskIndex");

        story.duty
                .with("If-Match", "\"2\"")
                .put(
                        "/v1/sites/" + site,
                        SiteStory.landfill(lat, LON).put("operator", operator).put("public", false));
        assertThat(app.nobody().get("/v1/track/" + code).json().getJsonArray("watched"))
                .isEmpty();
    }

    private String track(double at) {
        JsonObject report = new JsonObject()
                .put("category", "spoil-heap")
                .put("description", "渣土撒落")
                .put("location", new JsonObject().put("lat", at).put("lon", LON).put("accuracyMeters", 20))
                .put("observedAt", clock.instant().minusSeconds(60).toString());
        return app.resident()
                .put("/v1/reports/" + TestClient.id(), report)
                .json()
                .getString("trackingCode");
    }
}
