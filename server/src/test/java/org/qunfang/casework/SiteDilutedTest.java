package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** What was heard long ago makes what is heard now look like less: nobody adds it to a site alone. */
class SiteDilutedTest {
    private static final MovableClock clock = new MovableClock();
    private static final double LON = 113.934;
    private static final double METER = 1 / 111_195.0;
    private static double lat = 22.700;

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private SiteStory story;
    private String site;
    private String old;
    private String open;
    private String recent;
    private int before;

    /** A complaint 700 metres away, closed 18 months ago, one that was never closed, and three of these days at the site. */
    @BeforeEach
    void tellTheStory() {
        story = new SiteStory(app, clock);
        lat += 0.0175;
        site = story.register(SiteStory.landfill(lat, LON));
        story.city.sql(
                "UPDATE sites SET records_since = records_since - interval '3 years' WHERE id = $1",
                UUID.fromString(site));
        old = story.complain(app.resident(), lat + 700 * METER, LON, "渣土撒落");
        story.finish(old);
        open = story.complain(app.resident(), lat - 900 * METER, LON, "渣土撒落");
        clock.advance(Duration.ofDays(540));
        for (int i = 0; i < 3; i++) {
            recent = story.complain(app.resident(), lat, LON, "又在夜里倒土 " + i);
        }
        before = story.awaitSignal(site, "3 people").getInteger("riskIndex");
    }

    private int index() {
        return story.site(site).getInteger("riskIndex");
    }

    private long links(String caseId) {
        return story.city.count(
                "SELECT count(*) FROM site_links WHERE site_id = $1 AND case_id = $2 AND unlinked_at IS NULL",
                UUID.fromString(site),
                UUID.fromString(caseId));
    }

    private Answer link(TestClient who, String caseId) {
        JsonObject body =
                new JsonObject().put("siteId", site).put("reason", "同一处").put("apart", true);
        return who.with("If-Match", story.duty.get("/v1/cases/" + caseId).etag())
                .post("/v1/cases/" + caseId + "/sites", body);
    }

    private JsonObject waiting() {
        JsonArray items = story.duty
                .get("/v1/site-unlinks?waiting=true&site=" + site)
                .json()
                .getJsonArray("items");
        assertThat(items).hasSize(1);
        return items.getJsonObject(0);
    }

    @Test
    void anOldCaseJoinsASiteOnlyWithTheConsentOfAnotherOfficerOfTheDutyOffice() {
        Answer asked = link(story.duty, old);

        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);
        assertThat(links(old)).isZero();
        assertThat(index()).isEqualTo(before);
        JsonObject waiting = waiting();
        assertThat(waiting.getString("kind")).isEqualTo("link");
        assertThat(waiting.getString("reason")).isEqualTo("同一处");
        assertThat(waiting.getInteger("indexWithout")).isEqualTo(before);
        assertThat(waiting.getInteger("indexWith")).isLessThan(before);
        assertThat(link(story.duty, old).status()).as("one waits").isEqualTo(409);
        String answer = "/v1/site-unlinks/" + waiting.getString("id");
        JsonObject words = new JsonObject().put("reason", "照片一致");
        assertThat(story.duty.post(answer + "/confirm", words).status()).isEqualTo(403);

        Answer confirmed = story.secondOfDuty().post(answer + "/confirm", words);

        assertThat(confirmed.status()).as(confirmed.body().toString()).isEqualTo(200);
        assertThat(links(old)).isOne();
        assertThat(index()).isEqualTo(waiting.getInteger("indexWith"));
        assertThat(story.city.read(old).getJsonArray("timeline").encode())
                .contains("site_link_asked")
                .contains("site_linked");
    }

    @Test
    void whatIsDeniedDoesNotJoin() {
        assertThat(link(story.duty, old).status()).isEqualTo(200);
        String answer = "/v1/site-unlinks/" + waiting().getString("id");

        Answer denied = story.secondOfDuty().post(answer + "/deny", new JsonObject().put("reason", "另一处"));

        assertThat(denied.json().getString("status")).isEqualTo("denied");
        assertThat(links(old)).isZero();
        assertThat(index()).isEqualTo(before);
        assertThat(story.city.read(old).getJsonArray("timeline").encode()).contains("site_link_denied");
    }

    @Test
    void theDatabaseAddsNoOldCaseWithoutConsent() {
        assertThatThrownBy(() -> story.city.sql(
                        """
                        INSERT INTO site_links (site_id, case_id, how, linked_at) VALUES ($1, $2, 'officer', $3)
                        """, UUID.fromString(site), UUID.fromString(old), org.qunfang.db.SqlTime.of(clock.instant())))
                .hasMessageContaining("without consent");
    }

    @Test
    void whatMakesASiteLouderJoinsAtOnce() {
        String fresh = story.complain(app.resident(), lat + 700 * METER, LON, "渣土撒落");

        assertThat(link(story.duty, fresh).status()).isEqualTo(200);

        assertThat(links(fresh)).isOne();
        assertThat(index()).isGreaterThan(before);
    }

    @Test
    void aReachThatIsWidenedToTakeInOldCasesIsForTheDutyOffice() {
        JsonObject wider = SiteStory.landfill(lat, LON).put("radiusMeters", 800);
        String version = story.inspector.get("/v1/sites/" + site).etag();

        Answer refused = story.inspector.with("If-Match", version).put("/v1/sites/" + site, wider);

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(403);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/radiusMeters");
        assertThat(links(old)).isZero();
        assertThat(index()).isEqualTo(before);
        assertThat(story.duty
                        .with("If-Match", version)
                        .put("/v1/sites/" + site, wider)
                        .status())
                .isEqualTo(200);
    }

    /** By correcting the kind of a case that lies at the site. */
    @Test
    void anOldCaseOfAnotherKindIsNotLinkedByItselfWhenItsKindIsCorrected() {
        story.city.sql("DELETE FROM site_links WHERE case_id = $1", UUID.fromString(recent));
        story.city.sql(
                "UPDATE cases SET opened_at = opened_at - interval '18 months' WHERE id = $1", UUID.fromString(recent));

        story.city.step(story.duty, recent, "acknowledge", CaseworkCity.bodyFor("acknowledge"));
        await().atMost(Duration.ofSeconds(20)).until(() -> story.city.count("SELECT count(*) FROM events") == 0);

        assertThat(links(recent)).isZero();
        clock.advance(Duration.ofDays(2));
        story.awaitSite(site, each -> each.getInteger("riskIndex") < before);
        assertThat(links(recent)).isZero();
    }

    @Test
    void anOldCaseIsNotMergedIntoASitesRecordAlone() {
        JsonObject body = new JsonObject().put("into", open).put("apart", true).put("rationale", "同一件事");

        Answer alone = story.duty
                .with("If-Match", story.duty.get("/v1/cases/" + recent).etag())
                .post("/v1/cases/" + recent + "/merge", body);

        assertThat(alone.problem()).as(alone.body().toString()).isEqualTo("second-officer-needed");
        assertThat(index()).isEqualTo(before);
        String asked = story.city.ask(story.duty, recent, body.copy().put("step", "merge"));
        assertThat(CaseworkCity.answer(story.secondOfDuty(), asked, "confirm").status())
                .isEqualTo(200);
        assertThat(story.city.read(recent).getString("status")).isEqualTo("closed");
    }
}
