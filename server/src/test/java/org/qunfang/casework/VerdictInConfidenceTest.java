package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** What one sender says about the work, on the pages of the others. Each test has a latitude of its own. */
class VerdictInConfidenceTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static CaseworkCity city;

    private record Sent(TestClient sender, String id, String caseId, String trackingCode) {
        void says(boolean fixed) {
            Answer answer = sender.post("/v1/reports/" + id + "/verdict", new JsonObject().put("fixed", fixed));
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        }

        JsonObject page() {
            return sender.get("/v1/track/" + trackingCode).json();
        }
    }

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private static Sent send(double lat, String visibility) {
        TestClient sender = app.resident();
        String id = TestClient.id();
        JsonObject body = new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "坡顶裂缝在变宽")
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", 113.90234).put("accuracyMeters", 10))
                .put("observedAt", clock.instant().toString())
                .put("visibility", visibility);
        Answer answer = sender.put("/v1/reports/" + id, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return new Sent(
                sender,
                id,
                answer.json().getJsonObject("case").getString("id"),
                answer.json().getString("trackingCode"));
    }

    /** One report joins another; the work is said to be done, a quarter past an hour later than that. */
    private static List<Sent> resolved(double lat, String visibility) {
        Sent open = send(lat, "public");
        Sent other = send(lat, visibility);
        assertThat(other.caseId()).isEqualTo(open.caseId());
        List.of("acknowledge", "start", "resolve").forEach(step -> city.step(open.caseId(), step));
        Instant hour = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(Duration.ofHours(2));
        clock.advance(Duration.between(clock.instant(), hour.plus(Duration.ofMinutes(15))));
        return List.of(open, other);
    }

    private static List<JsonObject> entries(JsonObject page, String kind) {
        return page.getJsonArray("timeline").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("kind").equals(kind))
                .toList();
    }

    private static String words(JsonObject page) {
        List<JsonObject> verdicts = entries(page, "verdict");
        assertThat(verdicts).hasSize(1);
        return verdicts.get(0).getJsonObject("text").getString("en");
    }

    private static boolean isFullHour(Instant at) {
        return at.equals(at.truncatedTo(ChronoUnit.HOURS));
    }

    @Test
    void whatAnInsiderSaysIsOnTheirOwnPageAndTheReopeningTellsOthersOnlyTheHour() {
        List<Sent> sent = resolved(22.72123, "protected");
        Instant before = clock.instant();
        sent.get(1).says(false);

        JsonObject page = sent.get(0).page();
        assertThat(entries(page, "verdict")).isEmpty();
        Instant reopened = Instant.parse(entries(page, "reopened").get(0).getString("at"));
        assertThat(reopened).isEqualTo(before.truncatedTo(ChronoUnit.HOURS));
        assertThat(Instant.parse(page.getString("acknowledgeBy"))).matches(at -> isFullHour(at));
        JsonObject mine =
                sent.get(0).sender().get("/v1/reports/" + sent.get(0).id()).json();
        assertThat(Instant.parse(mine.getString("acknowledgeBy"))).matches(at -> isFullHour(at));

        JsonObject own = sent.get(1).page();
        assertThat(words(own)).isEqualTo("You said: it is not fixed");
        assertThat(Instant.parse(entries(own, "reopened").get(0).getString("at")))
                .isAfterOrEqualTo(before);
        assertThat(words(app.nobody()
                        .get("/v1/track/" + sent.get(1).trackingCode())
                        .json()))
                .isEqualTo("The sender's verdict: it is not fixed");
        JsonObject read = city.read(sent.get(0).caseId());
        assertThat(read.getJsonArray("timeline").encode()).contains("\"verdict\"");
        assertThat(city.count(
                        "SELECT count(*) FROM cases WHERE id = $1 AND acknowledge_by <> date_trunc('hour', acknowledge_by)",
                        UUID.fromString(sent.get(0).caseId())))
                .as("the department's own deadline is exact")
                .isOne();
    }

    @Test
    void theHourOfAReopeningIsNoEarlierThanWhatWasToldBefore() {
        List<Sent> sent = resolved(22.72623, "protected");
        city.step(sent.get(0).caseId(), "close");
        sent.get(1).says(false);

        JsonObject page = sent.get(0).page();
        assertThat(entries(page, "reopened").get(0).getString("at"))
                .isEqualTo(entries(page, "closed").get(0).getString("at"));
    }

    @Test
    void thatAnInsiderFindsItFixedIsNotTold() {
        List<Sent> sent = resolved(22.73123, "protected");
        sent.get(1).says(true);

        assertThat(entries(sent.get(0).page(), "verdict")).isEmpty();
        assertThat(words(sent.get(1).page())).isEqualTo("You said: it is fixed");
    }

    /** That somebody reported who is hidden is told anyway; where and what is not, and a verdict tells neither. */
    @Test
    void aHiddenSendersVerdictIsAnotherSendersLikeAPublicOnes() {
        for (String visibility : List.of("hidden", "public")) {
            List<Sent> sent = resolved(visibility.equals("hidden") ? 22.73623 : 22.74123, visibility);
            sent.get(1).says(false);

            JsonObject page = sent.get(0).page();
            assertThat(words(page)).isEqualTo("Another sender's verdict: it is not fixed");
            assertThat(words(sent.get(1).page())).isEqualTo("You said: it is not fixed");
            assertThat(Instant.parse(page.getString("acknowledgeBy"))).matches(at -> !isFullHour(at));
        }
    }
}
