package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;

/** A site gets no smaller in steps, however small each of them is: they are measured from what was agreed. */
class SiteStepsTest {
    private static final MovableClock clock = new MovableClock();
    private static final double LON = 113.934;
    private static final double METER = 1 / 111_195.0;
    private static double lat = 22.700;

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private SiteStory story;
    private String site;

    @BeforeEach
    void registerASite() {
        story = new SiteStory(app, clock);
        lat += 0.0105;
        site = story.register(SiteStory.landfill(lat, LON));
    }

    private Answer change(org.qunfang.testing.TestClient who, JsonObject content) {
        Answer now = story.inspector.get("/v1/sites/" + site);
        return who.with("If-Match", now.etag()).put("/v1/sites/" + site, content);
    }

    private static JsonObject of(double metersNorth, double radius) {
        return SiteStory.landfill(lat + metersNorth * METER, LON).put("radiusMeters", radius);
    }

    private static void isRefused(Answer answer, String pointer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(403);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void aRadiusThatIsLoweredAgainAndAgainStaysWithinAMetreOfWhatWasAgreed() {
        assertThat(change(story.inspector, of(0, 299.1)).status())
                .as("rounding is no reduction")
                .isEqualTo(200);

        isRefused(change(story.inspector, of(0, 298.2)), "/radiusMeters");
        assertThat(change(story.inspector, of(0, 299.1)).status()).isEqualTo(200);
    }

    @Test
    void aPlaceThatIsMovedAgainAndAgainStaysWithinAMetreOfWhatWasAgreed() {
        assertThat(change(story.inspector, of(0.9, 300)).status()).isEqualTo(200);

        isRefused(change(story.inspector, of(1.8, 300)), "/location");
        assertThat(change(story.inspector, of(-0.05, 300)).status()).isEqualTo(200);
        isRefused(change(story.inspector, of(-0.9, 300)), "/location");
    }

    @Test
    void whatWasWidenedIsAgreedAndOnlyTheDutyOfficeTakesItBack() {
        assertThat(change(story.inspector, of(0, 299.1)).status()).isEqualTo(200);
        assertThat(change(story.inspector, of(0, 400)).status()).isEqualTo(200);
        isRefused(change(story.inspector, of(0, 300)), "/radiusMeters");
        assertThat(change(story.inspector, of(50, 449.5)).status())
                .as("all but half a metre of it, and farther elsewhere")
                .isEqualTo(200);
        isRefused(change(story.inspector, of(0, 400)), "/radiusMeters");

        assertThat(change(story.duty, of(0, 250)).status()).isEqualTo(200);

        isRefused(change(story.inspector, of(0, 248.5)), "/radiusMeters");
        assertThat(change(story.inspector, of(0, 249.5)).status()).isEqualTo(200);
    }

    @Test
    void twentyStepsWithinTheToleranceAreEnough() {
        for (int i = 1; i < AgreedReach.MOST_SHAPES; i++) {
            assertThat(change(story.inspector, of(i * 0.04, 300)).status()).isEqualTo(200);
        }

        isRefused(change(story.inspector, of(0.9, 300)), "/location");
        assertThat(change(story.inspector, of(0, 310)).status())
                .as("what takes in all of them begins anew")
                .isEqualTo(200);
        assertThat(change(story.inspector, of(0.9, 310)).status()).isEqualTo(200);
    }

    @Test
    void theDatabaseShrinksNoSiteEither() {
        UUID id = UUID.fromString(site);
        assertThatThrownBy(() -> story.city.sql("""
                        UPDATE sites
                           SET radius_meters = 290,
                               extent = box(extent[0] - point(0.0001, 0.0001), extent[1] + point(0.0001, 0.0001))
                         WHERE id = $1
                        """, id)).hasMessageContaining("sites_reach_what_was_agreed");
        assertThatThrownBy(() -> story.city.sql("""
                        UPDATE sites
                           SET agreed_extent = box(extent[0] - point(0.0001, 0.0001), extent[1] + point(0.0001, 0.0001))
                         WHERE id = $1
                        """, id)).hasMessageContaining("agreed");
        story.city.named("钱值", "guangming-housing", "duty_officer", Set.of());
        assertThatThrownBy(() -> story.city.sql("""
                        UPDATE sites
                           SET agreed_extent = box(extent[0] - point(0.0001, 0.0001), extent[1] + point(0.0001, 0.0001)),
                               agreed_at = now(), agreed_by = (SELECT id FROM accounts WHERE name = '钱值')
                         WHERE id = $1
                        """, id))
                .as("a duty officer outside the duty office")
                .hasMessageContaining("only by the duty office");
    }
}
