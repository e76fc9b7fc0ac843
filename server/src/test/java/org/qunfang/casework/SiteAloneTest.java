package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.bodyFor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** What one department could do alone to a case so that it no longer counts at the site it happened at. */
class SiteAloneTest {
    private static final MovableClock clock = new MovableClock();
    private static final double LON = 113.934;
    private static double lat = 22.700;

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private SiteStory story;
    private String site;

    /** Each test at a place of its own. */
    @BeforeEach
    void registerASite() {
        story = new SiteStory(app, clock);
        lat += 0.0105;
        site = story.register(SiteStory.landfill(lat, LON));
    }

    private long links(String caseId) {
        return story.city.count(
                "SELECT count(*) FROM site_links WHERE site_id = $1 AND case_id = $2 AND unlinked_at IS NULL",
                UUID.fromString(site),
                UUID.fromString(caseId));
    }

    private void awaitLink(String caseId) {
        await().atMost(Duration.ofSeconds(20)).until(() -> links(caseId) == 1);
    }

    /** As it is for the second before somebody looked for its sites. */
    private String caseThatNobodyLookedAtYet() {
        String id = story.complain(app.resident(), lat, LON, "渣土撒落");
        awaitLink(id);
        await().atMost(Duration.ofSeconds(20)).until(() -> story.city.count("SELECT count(*) FROM events") == 0);
        story.city.sql("DELETE FROM site_links WHERE case_id = $1", UUID.fromString(id));
        return id;
    }

    private TestClient leading(String caseId, String role, Set<String> permissions) {
        return story.city.named(
                "王磊", story.city.read(caseId).getJsonObject("lead").getString("code"), role, permissions);
    }

    @Test
    void aCaseIsNotRejectedInTheSecondBeforeItsSiteIsFound() {
        String id = caseThatNobodyLookedAtYet();
        TestClient officer = leading(id, "officer", CaseworkCity.OFFICER);

        Answer alone = story.city.tryStep(officer, id, "reject", bodyFor("reject"));

        assertThat(alone.problem()).isEqualTo("second-officer-needed");
        assertThat(alone.body().toString()).contains("值班室");
        String asked = story.city.ask(officer, id, bodyFor("reject").put("step", "reject"));
        TestClient chief = leading(id, "department_lead", CaseworkCity.CHIEF);
        assertThat(CaseworkCity.answer(chief, asked, "confirm").status())
                .as("the department's own lead does not suffice")
                .isEqualTo(403);
        assertThat(CaseworkCity.answer(story.duty, asked, "confirm").status()).isEqualTo(200);
        assertThat(story.city.read(id).getString("status")).isEqualTo("rejected");
    }

    @Test
    void whatTheDutyOfficeTookOffTheSiteIsRejectedLikeAnyOther() {
        String id = caseThatNobodyLookedAtYet();
        story.city.sql("""
                INSERT INTO site_links (site_id, case_id, how, distance_meters, linked_at)
                VALUES ($1, $2, 'distance', 0, now())
                """, UUID.fromString(site), UUID.fromString(id));
        JsonObject reason = new JsonObject().put("reason", "所述为路对面的工地");
        story.duty.with("If-Match", "\"1\"").post("/v1/cases/" + id + "/sites/" + site + "/unlink", reason);
        story.secondOfDuty().post("/v1/site-unlinks/" + story.waiting(site) + "/confirm", reason);
        assertThat(links(id)).isZero();

        Answer alone =
                story.city.tryStep(leading(id, "officer", CaseworkCity.OFFICER), id, "reject", bodyFor("reject"));

        assertThat(alone.status()).as(alone.body().toString()).isEqualTo(200);
    }

    @Test
    void theRoleAloneAnswersForNoSiteOnlyTheDutyOfficeDoes() {
        TestClient supervisor = story.city.named(
                "吴总",
                "guangming-housing",
                "duty_officer",
                Set.of("case.read", "case.work", "case.triage-all", "case.consent", "site.read", "site.work"));
        String id = story.complain(app.resident(), lat, LON, "渣土撒落");
        awaitLink(id);
        JsonObject reason = new JsonObject().put("reason", "所述为路对面的工地");
        String path = "/v1/cases/" + id + "/sites/" + site + "/unlink";

        Answer byRole = supervisor.with("If-Match", "\"1\"").post(path, reason);
        assertThat(byRole.status()).as("it supervises the site").isEqualTo(403);
        TestClient officer = leading(id, "officer", CaseworkCity.OFFICER);
        assertThat(officer.with("If-Match", "\"1\"").post(path, reason).status())
                .isEqualTo(200);
        String waiting = story.waiting(site);
        assertThat(supervisor
                        .get("/v1/site-unlinks?waiting=true&site=" + site)
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getBoolean("mayAnswer"))
                .isFalse();
        assertThat(supervisor
                        .post("/v1/site-unlinks/" + waiting + "/confirm", reason)
                        .status())
                .isEqualTo(403);
        assertThatThrownBy(() -> story.city.sql("""
                        UPDATE site_unlinks
                           SET status = 'confirmed', answered_at = now(), answer = 'x', answered_department_id = $2,
                               answered_by = (SELECT id FROM accounts WHERE name = '吴总' ORDER BY id DESC LIMIT 1)
                         WHERE id = $1
                        """, UUID.fromString(waiting), app.departmentId("guangming-housing")))
                .hasMessageContaining("duty office");
        assertThat(story.secondOfDuty()
                        .post("/v1/site-unlinks/" + waiting + "/confirm", reason)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theRoleAloneRejectsNothingThatCountsAtASite() {
        TestClient supervisor = story.city.named(
                "吴总",
                "guangming-housing",
                "duty_officer",
                Set.of("case.read", "case.work", "case.triage-all", "case.consent", "site.read", "site.work"));
        String id = story.complain(app.resident(), lat, LON, "渣土撒落");
        awaitLink(id);
        String asked = story.city.ask(
                leading(id, "officer", CaseworkCity.OFFICER),
                id,
                bodyFor("reject").put("step", "reject"));

        assertThat(CaseworkCity.answer(supervisor, asked, "confirm").status()).isEqualTo(403);
        assertThat(supervisor
                        .get("/v1/cases/" + id)
                        .json()
                        .getJsonObject("consent")
                        .getJsonArray("answers"))
                .isEmpty();
        assertThat(CaseworkCity.answer(story.duty, asked, "confirm").status()).isEqualTo(200);
    }

    @Test
    void noReportIsRejectedByItselfWhileItCountsAtASite() {
        String id = story.complain(app.resident(), lat, LON, "渣土撒落");
        awaitLink(id);

        assertThatThrownBy(() -> story.city.sql(
                        "UPDATE reports SET status = 'rejected' WHERE case_id = $1", UUID.fromString(id)))
                .hasMessageContaining("counts at a site");
    }

    @Test
    void whatIsSplitOffStaysAtTheSite() {
        String id = linkedFromFarAway();
        JsonObject more = report(lat, LON + 0.02, "同一处，又塌了一块")
                .put("sameAs", story.city.read(id).getString("number"));
        assertThat(story.city.caseOf(more)).isEqualTo(id);
        String second = story.city
                .sql(
                        "SELECT id FROM reports WHERE case_id = $1 ORDER BY received_at DESC, id DESC LIMIT 1",
                        UUID.fromString(id))
                .iterator()
                .next()
                .getUUID("id")
                .toString();

        Answer split = story.duty
                .with("If-Match", story.duty.get("/v1/cases/" + id).etag())
                .post(
                        "/v1/cases/" + id + "/split",
                        new JsonObject()
                                .put("reportIds", new JsonArray().add(second))
                                .put("rationale", "另一处"));

        assertThat(split.status()).as(split.body().toString()).isEqualTo(201);
        String apart = split.json().getString("id");
        assertThat(links(apart)).isOne();
        assertThat(links(id)).isOne();
        assertThat(story.city.read(apart).getJsonArray("timeline").encode()).contains("site_linked");
    }

    @Test
    void whatIsMergedIntoAnotherCaseStaysAtTheSite() {
        String id = linkedFromFarAway();
        String into = story.complain(app.resident(), lat, LON + 0.024, "滑坡");
        assertThat(links(into)).isZero();

        Answer merged = story.duty
                .with("If-Match", story.duty.get("/v1/cases/" + id).etag())
                .post(
                        "/v1/cases/" + id + "/merge",
                        new JsonObject().put("into", into).put("apart", true).put("rationale", "同一件事"));

        assertThat(merged.status()).as(merged.body().toString()).isEqualTo(200);
        assertThat(links(into)).isOne();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> SiteStory.signals(story.site(site)).contains("1 report by 1 person in 12 months"));
    }

    private String linkedFromFarAway() {
        String id = story.complain(app.resident(), lat, LON + 0.02, "就是那个受纳场，定位不准");
        Answer linked = story.duty
                .with("If-Match", "\"1\"")
                .post(
                        "/v1/cases/" + id + "/sites",
                        new JsonObject()
                                .put("siteId", site)
                                .put("reason", "定位偏差")
                                .put("apart", true));
        assertThat(linked.status()).as(linked.body().toString()).isEqualTo(200);
        return id;
    }

    private static JsonObject report(double at, double lon, String words) {
        return new JsonObject()
                .put("category", "spoil-heap")
                .put("description", words)
                .put("location", new JsonObject().put("lat", at).put("lon", lon).put("accuracyMeters", 20))
                .put("observedAt", clock.instant().minusSeconds(60).toString());
    }
}
