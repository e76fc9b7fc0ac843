package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/**
 * Rule 9: where a hidden or protected report is stays what its sender wanted, whoever reports beside it and whatever
 * officers do with the cases. Each test has a latitude of its own.
 */
class PublicPlaceTest {
    private static final double LON = 113.91234;
    private static final double METER = 1 / 111_195.0;
    private static final String SECRET = "三栋二单元门口";
    private static final String OPEN = "公园东门外";

    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    private record Sent(String reportId, String caseId, String number, String trackingCode) {}

    private record Shown(double lat, double lon, String text) {}

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private static Sent send(String category, double lat, String visibility, String place, String sameAs) {
        String id = TestClient.id();
        JsonObject body = new JsonObject()
                .put("category", category)
                .put("description", "坡顶裂缝在变宽")
                .put("place", place)
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", LON).put("accuracyMeters", 10))
                .put("observedAt", "2026-11-23T08:15:00+08:00")
                .put("visibility", visibility);
        if (sameAs != null) {
            body.put("sameAs", sameAs);
        }
        Answer answer = app.resident().put("/v1/reports/" + id, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        JsonObject thing = answer.json().getJsonObject("case");
        return new Sent(
                id,
                thing.getString("id"),
                thing.getString("number"),
                answer.json().getString("trackingCode"));
    }

    private static Sent send(double lat, String visibility) {
        return send("landfill-slope", lat, visibility, visibility.equals("public") ? OPEN : SECRET, null);
    }

    /** What the map shows of the case, or null. */
    private static Shown onMap(String number, double south, double north) {
        String box = String.format(Locale.ROOT, "113.0,%.9f,114.5,%.9f", south, north);
        JsonArray features =
                app.nobody().get("/v1/map/cases?bbox=" + box).json().getJsonArray("features");
        for (Object each : features) {
            JsonObject feature = (JsonObject) each;
            if (number.equals(feature.getJsonObject("properties").getString("number"))) {
                JsonArray at = feature.getJsonObject("geometry").getJsonArray("coordinates");
                return new Shown(at.getDouble(1), at.getDouble(0), feature.encode());
            }
        }
        return null;
    }

    private static Shown onMap(Sent sent, double around) {
        return onMap(sent.number(), around - 0.01, around + 0.01);
    }

    private static JsonArray nearby(double lat) {
        Answer answer = app.nobody().get("/v1/reports/nearby?radiusMeters=2000&lat=%s&lon=%s".formatted(lat, LON));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().getJsonArray("items");
    }

    private static void assertShownAt(Sent sent, double lat) {
        Shown shown = onMap(sent, lat);
        assertThat(shown).isNotNull();
        assertThat(shown.lat()).isEqualTo(lat);
        assertThat(shown.lon()).isEqualTo(LON);
        JsonArray listed = nearby(lat);
        assertThat(listed).hasSize(1);
        JsonObject item = listed.getJsonObject(0);
        assertThat(item.getString("number")).isEqualTo(sent.number());
        assertThat(item.getJsonObject("location").getDouble("lat")).isEqualTo(lat);
        assertThat(item.getInteger("distanceMeters")).isZero();
        assertThat(item.getString("place")).isEqualTo(OPEN);
    }

    private static void assertBlurred(Sent sent, double lat) {
        Shown shown = onMap(sent, lat);
        assertThat(shown).isNotNull();
        assertThat(shown.lat()).isEqualTo(Math.round(lat * 1000) / 1000.0).isNotEqualTo(lat);
        assertThat(shown.lon()).isEqualTo(113.912);
        assertThat(nearby(lat)).isEmpty();
    }

    private static void assertNowhere(Sent sent, double lat) {
        assertThat(onMap(sent, lat)).isNull();
        assertThat(nearby(lat).encode()).doesNotContain(sent.number());
    }

    private static void merge(Sent source, Sent target) {
        city.step(
                city.duty,
                source.caseId(),
                "merge",
                new JsonObject().put("into", target.caseId()).put("apart", true));
    }

    private static Sent split(Sent from, Sent... out) {
        JsonArray ids = new JsonArray();
        List.of(out).forEach(each -> ids.add(each.reportId()));
        JsonObject body = new JsonObject().put("reportIds", ids).put("rationale", "不是同一件事");
        Answer answer = city.tryStep(city.duty, from.caseId(), "split", body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return new Sent(
                out[0].reportId(),
                answer.json().getString("id"),
                answer.json().getString("number"),
                out[0].trackingCode());
    }

    @Test
    void whoeverReportsBesideAPrivateReportShowsTheirOwnPlace() {
        for (String visibility : new String[] {"hidden", "protected"}) {
            double lat = visibility.equals("hidden") ? 22.50234 : 22.52234;
            Sent secret = send(lat, visibility);
            Sent open = send(lat + 40 * METER, "public");

            assertThat(open.caseId()).isEqualTo(secret.caseId());
            assertShownAt(open, lat + 40 * METER);
            send(lat + 20 * METER, "public");
            assertShownAt(open, lat + 40 * METER);
        }
    }

    @Test
    void aHiddenReportShowsAProtectedOnesCaseWhereItselfIsBlurred() {
        double lat = 22.54234;
        Sent secret = send(lat, "protected");
        assertNowhere(secret, lat);

        Sent hidden = send(lat + 100 * METER, "hidden");

        assertThat(hidden.caseId()).isEqualTo(secret.caseId());
        assertBlurred(hidden, lat + 100 * METER);
    }

    @Test
    void mergedTheCaseShowsThePublicReportAndSplitOffNoLonger() {
        double lat = 22.56234;
        Sent secret = send(lat, "protected");
        Sent open = send("spoil-heap", lat + 60 * METER, "public", OPEN, null);
        assertThat(open.caseId()).isNotEqualTo(secret.caseId());

        merge(open, secret);
        assertShownAt(secret, lat + 60 * METER);

        Sent out = split(secret, open);
        assertNowhere(secret, lat);
        assertShownAt(out, lat + 60 * METER);
    }

    @Test
    void aHiddenCaseMergedIntoAProtectedOneIsBlurredAtItsOwnPlace() {
        double lat = 22.58234;
        Sent secret = send(lat, "protected");
        Sent hidden = send("spoil-heap", lat + 120 * METER, "hidden", SECRET, null);

        merge(hidden, secret);

        assertBlurred(secret, lat + 120 * METER);
    }

    @Test
    void aProtectedCaseMergedIntoAPublicOneMovesNothing() {
        double lat = 22.60234;
        Sent open = send(lat, "public");
        Sent secret = send("spoil-heap", lat + 60 * METER, "protected", SECRET, null);

        merge(secret, open);

        assertShownAt(open, lat);
    }

    @Test
    void aCaseSplitOffShowsItsOwnPublicReportAndNotItsFirstPrivateOne() {
        double lat = 22.62234;
        Sent first = send(lat, "public");
        Sent secret = send(lat + 10 * METER, "protected");
        Sent later = send(lat + 50 * METER, "public");
        assertThat(later.caseId()).isEqualTo(first.caseId()).isEqualTo(secret.caseId());

        Sent out = split(first, secret, later);

        Shown shown = onMap(out, lat);
        assertThat(shown.lat()).isEqualTo(lat + 50 * METER);
        assertThat(nearby(lat)).hasSize(2);
        assertThat(nearby(lat).encode()).doesNotContain(SECRET);
        assertThat(onMap(first, lat).lat()).isEqualTo(lat);
    }

    /** The risk of a public site opened the target: residents are told that the place is watched. */
    @Test
    void whatIsMergedIntoTheCaseOfAPublicSiteLeavesItsPlace() {
        double lat = 22.80234;
        Sent secret = send(lat + 60 * METER, "protected");
        UUID site = caseOfASite(secret, lat);

        merge(secret, new Sent(null, site.toString(), "QF-2026-900001", null));

        Shown shown = onMap("QF-2026-900001", lat - 0.01, lat + 0.01);
        assertThat(shown.lat()).isEqualTo(lat);
        assertThat(city.read(site.toString()).getInteger("reportCount")).isOne();
    }

    private static UUID caseOfASite(Sent like, double lat) {
        UUID id = UUID.randomUUID();
        city.sql("""
                INSERT INTO cases (id, number, category_id, status, likelihood, consequence, lead_department_id, routing,
                                   why_id, lat, lon, cell, visibility, opened_at, acknowledge_by, first_observed_at,
                                   last_observed_at, public_lat, public_lon, public_since, report_count)
                SELECT $2, 'QF-2026-900001', category_id, status, likelihood, consequence, lead_department_id, routing, why_id,
                       $3, lon, cell, 'public', opened_at, acknowledge_by, first_observed_at, last_observed_at, $3, lon, opened_at, 0
                  FROM cases
                 WHERE id = $1
                """, UUID.fromString(like.caseId()), id, lat);
        city.sql("""
                INSERT INTO decision_records (id, case_id, at, kind, rationale, factors_id, severity_after)
                SELECT gen_random_uuid(), $2, at, kind, rationale, factors_id, severity_after
                  FROM decision_records
                 WHERE case_id = $1
                """, UUID.fromString(like.caseId()), id);
        city.sql("""
                INSERT INTO site_alerts (site_id, case_id, opened_at, risk_index, ended_at, rest_level)
                SELECT id, $1, now(), 50, now(), 50 FROM sites WHERE is_public ORDER BY id LIMIT 1
                """, id);
        return id;
    }

    @Test
    void aPublicReportThatIsRejectedShowsNothingAnyMore() {
        double lat = 22.64234;
        Sent secret = send(lat, "hidden");
        Sent open = send(lat + 40 * METER, "public");

        city.sql("UPDATE reports SET status = 'rejected' WHERE id = $1", UUID.fromString(open.reportId()));

        assertBlurred(secret, lat);
    }

    /** With boxes as narrow as one likes: they find the blurred place. */
    @Test
    void boxesOfTheMapMeasureOnlyTheBlurredPlace() {
        double lat = 22.66234;
        Sent hidden = send(lat, "hidden");
        double south = lat - 0.01;
        double north = lat + 0.01;
        for (int i = 0; i < 20; i++) {
            double middle = (south + north) / 2;
            if (onMap(hidden.number(), south, middle) != null) {
                north = middle;
            } else {
                south = middle;
            }
        }

        assertThat(south).isCloseTo(22.662, within(1e-7));
    }

    /** A hundred times six cases on one spot and a hidden one alone: the map is in clusters. */
    @Test
    void aHiddenCaseAloneInItsClusterIsBlurred() {
        double lat = 23.50234;
        send(lat, "hidden");
        Sent crowd = send(23.55, "public");
        city.sql("""
                INSERT INTO cases (id, number, category_id, status, likelihood, consequence, lead_department_id, routing,
                                   why_id, lat, lon, cell, visibility, opened_at, acknowledge_by, first_observed_at,
                                   last_observed_at, public_lat, public_lon, public_since)
                SELECT gen_random_uuid(), 'crowd-' || n, category_id, status, likelihood, consequence,
                       lead_department_id, routing, why_id, lat, lon, cell, visibility, opened_at, acknowledge_by,
                       first_observed_at, last_observed_at, public_lat, public_lon, public_since
                  FROM cases, generate_series(1, 600) AS n
                 WHERE id = $1
                """, UUID.fromString(crowd.caseId()));

        JsonObject map =
                app.nobody().get("/v1/map/cases?bbox=113.9,23.49,113.93,23.56").json();

        assertThat(map.getBoolean("clustered")).isTrue();
        List<JsonArray> alone = new ArrayList<>();
        map.getJsonArray("features").stream()
                .map(JsonObject.class::cast)
                .filter(feature -> feature.getJsonObject("properties").getInteger("count") == 1)
                .forEach(feature -> alone.add(feature.getJsonObject("geometry").getJsonArray("coordinates")));
        assertThat(alone).containsExactly(new JsonArray().add(113.912).add(23.502));
        // Nor is a hidden case found by a box that holds its place but not its blurred one.
        assertThat(app.nobody()
                        .get("/v1/map/cases?bbox=113.9,23.5022,113.93,23.56")
                        .json()
                        .encode())
                .doesNotContain("\"count\":1,");
    }

    @Test
    void howNearTheSameThingHasToBeIsMeasuredFromItsPublicPlace() {
        double lat = 22.68234;
        Sent secret = send(lat, "protected");
        Sent open = send(lat + 100 * METER, "public");
        assertThat(open.caseId()).isEqualTo(secret.caseId());

        assertThat(send("flooding", lat - 450 * METER, "public", OPEN, open.number())
                        .caseId())
                .isNotEqualTo(secret.caseId());
        assertThat(send("flooding", lat + 590 * METER, "public", OPEN, open.number())
                        .caseId())
                .isEqualTo(secret.caseId());
    }

    @Test
    void ofAnotherDepartmentsCaseTheDistanceIsToItsPublicPlace() {
        double lat = 22.70234;
        Sent own = send("spoil-heap", lat - 30 * METER, "public", OPEN, null);
        Sent secret = send(lat, "protected");
        send(lat + 40 * METER, "public");
        city.sql(
                "UPDATE cases SET lead_department_id = $1, support_department_ids = '{}' WHERE id = $2",
                app.departmentId(CaseworkCity.FOREIGN),
                UUID.fromString(secret.caseId()));

        assertThat(distances(city.lead, own)).containsExactly(70);
        assertThat(distances(city.duty, own)).containsExactly(30);
    }

    private static List<Integer> distances(TestClient officer, Sent own) {
        return officer.get("/v1/cases/" + own.caseId() + "/duplicates").json().getJsonArray("items").stream()
                .map(each -> ((JsonObject) each).getInteger("distanceMeters"))
                .toList();
    }

    @Test
    void theTrackingPageOfAProtectedReportNamesNoPlace() {
        Sent secret = send(22.72234, "protected");
        Sent hidden = send(22.74234, "hidden");

        assertThat(track(secret).containsKey("location")).isFalse();
        JsonObject blurred = track(hidden).getJsonObject("location");
        assertThat(blurred.getDouble("lat")).isEqualTo(onMap(hidden, 22.74234).lat());
        assertThat(blurred.getDouble("lon")).isEqualTo(onMap(hidden, 22.74234).lon());
    }

    private static JsonObject track(Sent sent) {
        return app.nobody().get("/v1/track/" + sent.trackingCode()).json();
    }

    @Test
    void theDatabaseRefusesToShowWhatIsPrivate() {
        UUID hidden = UUID.fromString(send(22.76234, "hidden").caseId());
        UUID secret = UUID.fromString(send(22.78234, "protected").caseId());

        assertRefused("UPDATE cases SET public_lat = lat, public_lon = lon WHERE id = $1", hidden);
        assertRefused("UPDATE cases SET public_place = place WHERE id = $1", hidden);
        assertRefused("UPDATE cases SET public_lat = lat, public_lon = lon WHERE id = $1", secret);
        assertRefused("UPDATE cases SET visibility = 'public' WHERE id = $1", secret);
    }

    private static void assertRefused(String sql, UUID id) {
        assertThatThrownBy(() -> city.sql(sql, id)).as(sql).hasMessageContaining("cases_public_");
    }
}
