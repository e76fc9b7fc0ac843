package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/**
 * On 2015-12-20 the landfill at Guangming slid. Residents had complained for two years, each time about something small
 * that was seen to and closed. Here the place remembers.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class GuangmingStoryTest {
    private static final Instant THE_SLIDE = Instant.parse("2015-12-20T03:40:00Z");
    private static final double LAT = 22.711;
    private static final double LON = 113.934;
    private static final MovableClock clock = SiteStory.clockAt("2013-11-01T02:00:00Z");

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private static SiteStory story;
    private static String landfill;
    private static String quiet;
    private static String farAway;
    private static String haunted;

    @BeforeAll
    static void registerTheSites() {
        story = new SiteStory(app, clock);
        story.responsibilitiesSince("2010-01-01");
        landfill = story.register(SiteStory.landfill(LAT, LON));
        quiet = story.register(SiteStory.landfill(22.80, 113.90));
        // Three kilometres north of the complaints.
        farAway = story.register(SiteStory.landfill(LAT + 3_000 / 111_195.0, LON));
        haunted = story.register(SiteStory.landfill(22.76, 113.90));
    }

    @Test
    @Order(1)
    void aDozenSmallComplaintsInTwoYearsOpenACaseAtTheSupervisingAuthorityBeforeTheSlide() {
        List<TestClient> people = new ArrayList<>();
        for (int i = 0; i < 11; i++) {
            people.add(app.resident());
        }
        String[] days = {
            "2014-02-10",
            "2014-05-12",
            "2014-08-18",
            "2014-11-10",
            "2015-01-15",
            "2015-03-02",
            "2015-04-20",
            "2015-06-08",
            "2015-07-20",
            "2015-09-07",
            "2015-10-15"
        };
        for (int i = 0; i < days.length; i++) {
            story.goTo(days[i]);
            // The eleventh is sent by somebody who complained in March already.
            TestClient who = i == 10 ? people.get(5) : people.get(i);
            String complaint = story.complain(who, LAT + 0.0003 * (i % 5), LON, "渣土车夜里还在倒土，路上全是泥");
            assertThat(story.city.read(complaint).getString("severity")).isEqualTo("low");
            story.finish(complaint);
        }
        JsonObject before = story.awaitSignal(landfill, "8 reports by 7 people in 12 months\n");
        assertThat(SiteStory.signals(before))
                .contains("Records begin on 2013-11-01: no comparison with the year before");
        assertThat(before.getInteger("riskIndex")).isLessThan(SiteRisk.THRESHOLD);
        assertThat(story.alerts(landfill)).isZero();

        story.goTo("2015-11-16");
        String last = story.complain(people.get(10), LAT, LON + 0.0005, "坡上渗水，比上个月多");
        assertThat(story.city.read(last).getString("severity")).isEqualTo("low");

        JsonObject site = story.awaitSite(landfill, each -> each.containsKey("openCaseId"));
        assertThat(site.getInteger("riskIndex")).isGreaterThanOrEqualTo(SiteRisk.THRESHOLD);
        assertThat(SiteStory.signals(site)).contains("8 reports by 7 people in 12 months, +4 against the year before");
        assertThat(site.getInteger("riskChange")).isPositive();
        assertThat(story.inspector
                        .get("/v1/sites?order=change&limit=1")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("id"))
                .isEqualTo(landfill);
        assertThat(site.getJsonObject("supervisor").getString("code")).isEqualTo("guangming-housing");
        mustBeAtTheAuthority(site.getString("openCaseId"));
    }

    private static void mustBeAtTheAuthority(String caseId) {
        JsonObject opened = story.inspector.get("/v1/cases/" + caseId).json();
        assertThat(Instant.parse(opened.getString("openedAt"))).isBefore(THE_SLIDE);
        assertThat(opened.getJsonObject("lead").getString("code")).isEqualTo("guangming-housing");
        assertThat(opened.getString("status")).isEqualTo("assigned");
        assertThat(opened.getInteger("reportCount")).isZero();
        assertThat(opened.getJsonArray("timeline").getJsonObject(0).getString("kind"))
                .isEqualTo("site_alert");
        assertThat(opened.getJsonArray("decisions")
                        .getJsonObject(0)
                        .getJsonObject("rationale")
                        .getString("en"))
                .startsWith("The risk index reached 4")
                .contains("8 reports by 7 people in 12 months, +4 against the year before (+36)")
                .contains("No permit on record: unknown whether it has one (?)");
        assertThat(story.city.count(
                        "SELECT count(*) FROM audit_entries WHERE action = 'site.open-case' AND subject_id = $1",
                        UUID.fromString(caseId)))
                .isOne();
    }

    @Test
    @Order(2)
    void neitherTheQuietSiteNorTheOneThreeKilometresAwayIsTouched() {
        for (String site : List.of(quiet, farAway)) {
            JsonObject seen = story.awaitSite(
                    site,
                    each -> Instant.parse(each.getString("assessedAt")).isAfter(Instant.parse("2015-10-01T00:00:00Z")));
            assertThat(seen.getInteger("riskIndex")).isZero();
            assertThat(story.inspector
                            .get("/v1/sites/" + site + "/cases")
                            .json()
                            .getJsonArray("items"))
                    .isEmpty();
            assertThat(story.alerts(site)).isZero();
        }
    }

    @Test
    @Order(3)
    void oneAngryPersonWithADozenReportsDoesNotPushASite() {
        TestClient angry = app.resident();
        for (int i = 0; i < 12; i++) {
            clock.advance(Duration.ofDays(10));
            // Far enough apart for a case of its own each time.
            story.complain(angry, 22.7585 + 0.0014 * (i % 3), 113.8985 + 0.0014 * (i / 3 % 3), "又在倒土，没人管");
        }

        JsonObject site = story.awaitSignal(haunted, "12 reports by 1 person in 12 months");

        assertThat(site.getInteger("riskIndex")).isLessThan(SiteRisk.THRESHOLD);
        assertThat(story.alerts(haunted)).isZero();
    }

    @Test
    @Order(4)
    void theLandfillHasOneCaseUntilItIsClosedAndTheRiskRisesAnew() {
        String first = story.site(landfill).getString("openCaseId");
        story.complain(app.resident(), LAT, LON, "坡顶裂缝");
        story.awaitSignal(landfill, "7 reports by 7 people in 12 months, +2 against the year before");
        assertThat(story.alerts(landfill)).isOne();

        story.finish(first);
        story.awaitSite(
                landfill,
                site -> story.city.count(
                                "SELECT count(*) FROM site_alerts WHERE rest_level IS NOT NULL AND site_id = $1",
                                UUID.fromString(landfill))
                        == 1);
        assertThat(story.site(landfill).containsKey("openCaseId")).isFalse();
        assertThat(story.alerts(landfill)).isOne();

        story.complain(app.resident(), LAT + 0.001, LON, "坡脚鼓起");
        story.complain(app.resident(), LAT - 0.001, LON, "排水沟堵了");
        JsonObject site = story.awaitSite(landfill, each -> each.containsKey("openCaseId"));
        assertThat(site.getString("openCaseId")).isNotEqualTo(first);
        assertThat(story.alerts(landfill)).isEqualTo(2);
    }
}
