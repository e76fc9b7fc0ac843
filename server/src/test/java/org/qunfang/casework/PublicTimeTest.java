package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
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

/**
 * Rule 9: when somebody reported in confidence, and that somebody did, stays theirs, whoever reports beside it. Each test
 * has a latitude of its own.
 */
class PublicTimeTest {
    private static final double LON = 113.91234;
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    static CaseworkCity city;

    private record Sent(String caseId, String number, String trackingCode, Instant acknowledgeBy) {}

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private static Sent send(double lat, String visibility) {
        JsonObject body = new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "坡顶裂缝在变宽")
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", LON).put("accuracyMeters", 10))
                .put("observedAt", clock.instant().toString())
                .put("visibility", visibility);
        Answer answer = app.resident().put("/v1/reports/" + TestClient.id(), body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        JsonObject thing = answer.json().getJsonObject("case");
        return new Sent(
                thing.getString("id"),
                thing.getString("number"),
                answer.json().getString("trackingCode"),
                Instant.parse(answer.json().getString("acknowledgeBy")));
    }

    private static JsonObject track(Sent sent) {
        return app.nobody().get("/v1/track/" + sent.trackingCode()).json();
    }

    private static JsonObject nearby(double lat) {
        JsonArray items = app.nobody()
                .get("/v1/reports/nearby?radiusMeters=500&lat=%s&lon=%s".formatted(lat, LON))
                .json()
                .getJsonArray("items");
        assertThat(items).hasSize(1);
        return items.getJsonObject(0);
    }

    private static JsonObject onMap(double lat) {
        String box = "%s,%s,%s,%s".formatted(LON - 0.005, lat - 0.005, LON + 0.005, lat + 0.005);
        return app.nobody()
                .get("/v1/map/cases?bbox=" + box)
                .json()
                .getJsonArray("features")
                .getJsonObject(0)
                .getJsonObject("properties");
    }

    private static List<String> kinds(JsonObject tracked) {
        return tracked.getJsonArray("timeline").stream()
                .map(each -> ((JsonObject) each).getString("kind"))
                .toList();
    }

    private static void later(Duration time) {
        clock.advance(time);
    }

    @Test
    void whatAnInsiderSentFirstIsKnownFromTheFirstOpenReportOn() {
        double lat = 22.60123;
        Sent secret = send(lat, "protected");
        Instant told = Instant.parse(track(secret).getString("acknowledgeBy"));
        later(Duration.ofMinutes(7));
        Instant since = clock.instant();
        Sent open = send(lat, "public");
        Instant until = clock.instant();
        assertThat(open.caseId()).isEqualTo(secret.caseId());

        assertThat(Instant.parse(nearby(lat).getString("openedAt"))).isBetween(since, until);
        assertThat(nearby(lat).getInteger("reportCount")).isOne();
        assertThat(Instant.parse(onMap(lat).getString("openedAt"))).isBetween(since, until);
        JsonObject tracked = track(open);
        assertThat(kinds(tracked)).startsWith("opened").doesNotContain("report_attached");
        assertThat(tracked.getJsonArray("timeline").stream()
                        .map(each -> Instant.parse(((JsonObject) each).getString("at"))))
                .allMatch(at -> !at.isBefore(since));
        assertThat(Instant.parse(tracked.getString("acknowledgeBy")))
                .as("the deadline runs from the first report: told to the hour")
                .isEqualTo(open.acknowledgeBy())
                .isAfterOrEqualTo(told)
                .isBefore(told.plus(Duration.ofHours(1)))
                .matches(at -> at.getEpochSecond() % 3600 == 0);
        assertThat(Instant.parse(track(secret).getString("acknowledgeBy")))
                .as("to its own sender it is told as it is")
                .isEqualTo(told);
    }

    @Test
    void whatAnInsiderAddsToAnOpenCaseIsNotTold() {
        double lat = 22.61123;
        Sent open = send(lat, "public");
        later(Duration.ofMinutes(7));
        assertThat(send(lat, "protected").caseId()).isEqualTo(open.caseId());

        assertThat(nearby(lat).getInteger("reportCount")).isOne();
        assertThat(kinds(track(open))).doesNotContain("report_attached");
        assertThat(city.read(open.caseId()).getInteger("reportCount")).isEqualTo(2);
        assertThat(city.read(open.caseId()).getJsonArray("timeline").encode()).contains("report_attached");
        assertThat(Instant.parse(track(open).getString("acknowledgeBy"))).isEqualTo(open.acknowledgeBy());
    }

    @Test
    void whatIsOpenIsToldAsItIs() {
        double lat = 22.62123;
        Instant since = clock.instant();
        Sent open = send(lat, "public");
        Instant until = clock.instant();
        later(Duration.ofMinutes(7));
        Sent joined = send(lat, "public");

        assertThat(nearby(lat).getInteger("reportCount")).isEqualTo(2);
        assertThat(Instant.parse(nearby(lat).getString("openedAt"))).isBetween(since, until);
        assertThat(joined.acknowledgeBy()).isEqualTo(open.acknowledgeBy());
        assertThat(kinds(track(joined))).contains("opened", "assigned", "report_attached");
    }

    @Test
    void aRejectedReportCountsNoMore() {
        double lat = 22.63123;
        Sent open = send(lat, "public");
        send(lat, "public");
        city.sql(
                "UPDATE reports SET status = 'rejected' WHERE case_id = $1 AND joined", UUID.fromString(open.caseId()));

        assertThat(nearby(lat).getInteger("reportCount")).isOne();
    }

    @Test
    void theIdOfACaseTellsTheHourInWhichItWasOpenedAndNoMore() {
        Instant before = clock.instant();
        Sent secret = send(22.64123, "protected");
        Sent other = send(22.64623, "public");
        Instant after = clock.instant();
        for (Sent each : List.of(secret, other)) {
            UUID id = UUID.fromString(each.caseId());
            Instant told = Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(told).isEqualTo(told.truncatedTo(ChronoUnit.HOURS));
            assertThat(told).isBetween(before.truncatedTo(ChronoUnit.HOURS), after.truncatedTo(ChronoUnit.HOURS));
        }
        assertThat(secret.caseId().substring(14)).isNotEqualTo(other.caseId().substring(14));
    }
}
