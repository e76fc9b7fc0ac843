package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.responsibility.Lookup;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** What officers write down about a site, and what is refused. */
class SiteRegisterTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private static SiteStory story;

    @BeforeAll
    static void openTheCity() {
        story = new SiteStory(app, clock);
    }

    private static JsonObject landfill() {
        return SiteStory.landfill(22.711, 113.934);
    }

    private static JsonObject boundary(String coordinates) {
        return new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray(coordinates));
    }

    private static LocalDate today() {
        return Lookup.today(clock);
    }

    private static String pointer(Answer answer) {
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    @Test
    void aSiteTellsWhoSupervisesItWhatToInspectAndWhatNobodyKnows() {
        JsonObject operator =
                new JsonObject().put("name", "某渣土公司").put("contact", new JsonObject().put("phone", "13900000000"));
        Answer made = story.inspector.post(
                "/v1/sites",
                landfill()
                        .put("operator", operator)
                        .put(
                                "boundary",
                                boundary(
                                        "[[[113.93,22.70],[113.94,22.70],[113.94,22.72],[113.93,22.72],[113.93,22.70]]]")));

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.etag()).isEqualTo("\"1\"");
        JsonObject site = made.json();
        assertThat(site.getJsonObject("supervisor").getString("code")).isEqualTo("guangming-housing");
        assertThat(site.getJsonObject("supervision")
                        .getJsonObject("enforce")
                        .getJsonObject("lead")
                        .getString("code"))
                .isEqualTo("guangming-urban-management");
        assertThat(site.getJsonObject("supervision").getJsonArray("why")).isNotEmpty();
        assertThat(site.getJsonObject("operator")).isEqualTo(operator);
        assertThat(site.getJsonArray("checklist").encode())
                .contains("no-cracks")
                .contains("permit-kept");
        assertThat(SiteStory.signals(site))
                .contains("No inspection on record")
                .contains("No next inspection is planned")
                .contains("No permit on record");
        assertThat(site.getInteger("riskIndex")).isZero();
    }

    @Test
    void onlyDepartmentsWithADutyThereAndTheDutyOfficeRegisterASite() {
        TestClient foreign = story.city.named("陈静", "nanshan-housing", "officer", SiteStory.INSPECTOR);

        assertThat(foreign.post("/v1/sites", landfill()).status()).isEqualTo(403);
        assertThat(app.resident().post("/v1/sites", landfill()).status()).isEqualTo(403);
        assertThat(app.resident().get("/v1/sites").status()).isEqualTo(403);
        assertThat(story.duty.post("/v1/sites", landfill()).status()).isEqualTo(201);
        String site = story.register(landfill());
        assertThat(foreign.get("/v1/sites/" + site).json().getBoolean("mayWork"))
                .isFalse();
        assertThat(foreign.with("If-Match", "\"1\"")
                        .put("/v1/sites/" + site, landfill())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aSiteIsChangedOnlyByWhoHasReadItsNewestVersion() {
        String site = story.register(landfill());
        JsonObject moved = landfill()
                .put("radiusMeters", 500)
                .put("inspectionDue", today().plusDays(10).toString());

        assertThat(story.inspector.put("/v1/sites/" + site, moved).status()).isEqualTo(428);
        Answer changed = story.inspector.with("If-Match", "\"1\"").put("/v1/sites/" + site, moved);
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.etag()).isEqualTo("\"2\"");
        assertThat(changed.json().getDouble("radiusMeters")).isEqualTo(500);
        assertThat(story.inspector
                        .with("If-Match", "\"1\"")
                        .put("/v1/sites/" + site, landfill())
                        .status())
                .isEqualTo(412);
    }

    @Test
    void aBoundaryThatWasDrawnAnewSaysHowManyCornersItHas() {
        String site = story.register(landfill());
        JsonObject drawn =
                landfill().put("boundary", boundary("[" + circle(60, 0.004) + "," + circle(12, 0.002) + "]"));
        assertThat(story.inspector
                        .with("If-Match", "\"1\"")
                        .put("/v1/sites/" + site, drawn)
                        .status())
                .isEqualTo(200);

        JsonObject change = story.site(site)
                .getJsonArray("changes")
                .getJsonObject(0)
                .getJsonArray("changes")
                .getJsonObject(0);
        assertThat(change.getString("member")).isEqualTo("boundary");
        assertThat(change.getString("after")).contains("…");
        assertThat(change.getInteger("corners"))
                .as("each ring ends where it begins")
                .isEqualTo(59 + 11);
    }

    @Test
    void aPlaceThatNoSiteCanHaveIsRefusedAndNothingIsKept() {
        long before = story.city.count("SELECT count(*) FROM sites");
        String square = "[[[113.93,22.70],[113.94,22.70],[113.94,22.72],[113.93,22.72],[113.93,22.70]]]";
        String bowTie = "[[[113.93,22.70],[113.94,22.72],[113.94,22.70],[113.93,22.72],[113.93,22.70]]]";
        String huge = "[[[113.0,22.0],[115.0,22.0],[115.0,23.0],[113.0,23.0],[113.0,22.0]]]";

        Answer crossing = story.inspector.post("/v1/sites", landfill().put("boundary", boundary(bowTie)));
        assertThat(crossing.status()).isEqualTo(422);
        assertThat(pointer(crossing)).isEqualTo("/boundary/coordinates");
        assertThat(pointer(story.inspector.post("/v1/sites", landfill().put("boundary", boundary(huge)))))
                .isEqualTo("/boundary/coordinates");
        Answer elsewhere = story.inspector.post(
                "/v1/sites",
                landfill()
                        .put("location", new JsonObject().put("lat", 22.75).put("lon", 113.95))
                        .put("boundary", boundary(square)));
        assertThat(pointer(elsewhere)).isEqualTo("/location");
        assertThat(pointer(story.inspector.post("/v1/sites", landfill().put("category", "no-such"))))
                .isEqualTo("/category");
        assertThat(story.city.count("SELECT count(*) FROM sites")).isEqualTo(before);
    }

    @Test
    void aBoundaryHasAtMostFiveThousandCorners() {
        Answer one = story.inspector.post(
                "/v1/sites", landfill().put("boundary", boundary("[" + circle(5_001, 0.004) + "]")));
        Answer two = story.inspector.post(
                "/v1/sites",
                landfill().put("boundary", boundary("[" + circle(3_000, 0.004) + "," + circle(3_000, 0.002) + "]")));
        Answer most = story.inspector.post(
                "/v1/sites", landfill().put("boundary", boundary("[" + circle(5_000, 0.004) + "]")));

        assertThat(one.status()).isEqualTo(400);
        assertThat(two.status()).isEqualTo(422);
        assertThat(pointer(two)).isEqualTo("/boundary/coordinates");
        assertThat(most.status()).isEqualTo(201);
    }

    /** A closed ring of so many positions around the landfill. */
    private static String circle(int positions, double degrees) {
        StringBuilder ring = new StringBuilder("[");
        for (int i = 0; i < positions; i++) {
            double angle = 2 * Math.PI * (i % (positions - 1)) / (positions - 1);
            ring.append(i == 0 ? "[" : ",[")
                    .append(113.934 + degrees * Math.cos(angle))
                    .append(',')
                    .append(22.711 + degrees * Math.sin(angle))
                    .append(']');
        }
        return ring.append(']').toString();
    }

    @Test
    void aPermitEndsAfterItBeginsAndIsEnteredOnce() {
        String site = story.register(landfill());
        TestClient issuing = story.city.named("孙强", "city-housing", "officer", SiteStory.INSPECTOR);
        JsonObject permit = new JsonObject()
                .put("number", "光受纳证〔2026〕003 号")
                .put("kind", "operate")
                .put("purpose", "受纳渣土")
                .put("departmentId", app.departmentId("city-housing").toString())
                .put("validFrom", "2024-01-01")
                .put("validTo", "2023-12-31");

        Answer backwards = issuing.post("/v1/sites/" + site + "/permits", permit);
        assertThat(backwards.status()).isEqualTo(422);
        assertThat(pointer(backwards)).isEqualTo("/validTo");
        Answer nobody = issuing.post(
                "/v1/sites/" + site + "/permits",
                permit.copy()
                        .put("validTo", "2024-12-31")
                        .put("departmentId", UUID.randomUUID().toString()));
        assertThat(pointer(nobody)).isEqualTo("/departmentId");

        Answer entered = issuing.post("/v1/sites/" + site + "/permits", permit.put("validTo", "2024-12-31"));
        assertThat(entered.status()).isEqualTo(201);
        assertThat(entered.json().getJsonArray("permits").getJsonObject(0).getString("state"))
                .isEqualTo("ended");
        assertThat(entered.json().getInteger("riskIndex")).isEqualTo(15);
        assertThat(SiteStory.signals(entered.json())).contains("(ended 2024-12-31)");
        assertThat(issuing.post("/v1/sites/" + site + "/permits", permit).status())
                .isEqualTo(409);
    }

    private static JsonObject inspection(String result, String... answers) {
        JsonArray given = new JsonArray();
        for (int i = 0; i < answers.length; i += 2) {
            given.add(new JsonObject().put("code", answers[i]).put("answer", answers[i + 1]));
        }
        return new JsonObject()
                .put("inspectedAt", clock.instant().minusSeconds(60).toString())
                .put("result", result)
                .put("answers", given);
    }

    @Test
    void anInspectionIsRecordedOnceAndSetsWhenTheNextIsDue() {
        String site = story.register(landfill().put("inspectionEveryDays", 30));
        String path = "/v1/sites/" + site + "/inspections/" + TestClient.id();
        JsonObject body = inspection("defects", "no-cracks", "no", "drainage-works", "yes");

        Answer first = story.inspector.put(path, body);
        assertThat(first.status()).as(first.body().toString()).isEqualTo(201);
        // Nothing was planned before: the interval is, although nine points are unknown.
        assertThat(first.json().getString("inspectionDue"))
                .isEqualTo(today().plusDays(30).toString());
        assertThat(first.json().getInteger("riskIndex")).isEqualTo(8);
        assertThat(SiteStory.signals(first.json())).contains("found defects").contains("could not tell 9 points");
        assertThat(story.inspector.put(path, body).status()).isEqualTo(200);
        assertThat(story.inspector
                        .put(path, body.copy().put("result", "danger"))
                        .status())
                .isEqualTo(409);

        JsonArray listed =
                story.inspector.get("/v1/sites/" + site + "/inspections").json().getJsonArray("items");
        assertThat(listed).hasSize(1);
        assertThat(listed.getJsonObject(0).getString("inspector")).isEqualTo("吴工");
        assertThat(listed.getJsonObject(0).getJsonArray("answers")).hasSize(11);
    }

    @Test
    void anInspectionThatCannotHaveBeenIsRefused() {
        String site = story.register(landfill());
        String path = "/v1/sites/" + site + "/inspections/" + TestClient.id();

        JsonObject future = inspection("incomplete")
                .put("inspectedAt", clock.instant().plusSeconds(3_600).toString());
        Answer refused = story.inspector.put(path, future);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(pointer(refused)).isEqualTo("/inspectedAt");
        assertThat(pointer(story.inspector.put(path, inspection("sound", "no-cracks", "no"))))
                .isEqualTo("/result");
        assertThat(pointer(story.inspector.put(path, inspection("incomplete", "no-such-point", "yes"))))
                .isEqualTo("/answers/0/code");
        assertThat(pointer(story.inspector.put(path, inspection("incomplete", "no-cracks", "yes", "no-cracks", "yes"))))
                .isEqualTo("/answers/1/code");
        assertThat(pointer(story.inspector.put(path, inspection("incomplete").put("nextDue", "2020-01-01"))))
                .isEqualTo("/nextDue");
        assertThat(pointer(story.inspector.put(
                        path, inspection("incomplete").put("photoIds", new JsonArray().add(TestClient.id())))))
                .isEqualTo("/photoIds");
        assertThat(story.inspector
                        .get("/v1/sites/" + site + "/inspections")
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void photosOfAnInspectionPassTheGateAndAreForOfficers() {
        String site = story.register(landfill());
        String photo = TestClient.id();
        String path = "/v1/sites/" + site + "/photos/" + photo;
        Buffer jpeg = SitePictures.jpeg(640, 480);

        assertThat(story.inspector
                        .put(path, "image/jpeg", Buffer.buffer("no picture"))
                        .status())
                .isIn(415, 422);
        assertThat(story.inspector.put(path, "image/jpeg", jpeg).status()).isEqualTo(201);
        assertThat(story.inspector.put(path, "image/jpeg", jpeg).status()).isEqualTo(200);
        assertThat(story.inspector
                        .put(path, "image/jpeg", SitePictures.jpeg(320, 240))
                        .status())
                .isEqualTo(409);
        Answer shown = story.inspector.put(
                "/v1/sites/" + site + "/inspections/" + TestClient.id(),
                inspection("incomplete").put("photoIds", new JsonArray().add(photo)));
        assertThat(shown.status()).isEqualTo(201);
        assertThat(story.inspector.get(path + "?size=thumb").headers().get("Content-Type"))
                .isEqualTo("image/jpeg");
        assertThat(app.resident().get(path).status()).isEqualTo(403);
        assertThat(story.inspector
                        .get("/v1/sites/" + story.register(landfill()) + "/photos/" + photo)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void verifiedVolunteersWatchASite() {
        String site = story.register(landfill());
        UUID verified = volunteer("verified");
        UUID fresh = volunteer("registered");

        JsonObject watched = watch(site, verified).json();
        assertThat(watched.getJsonArray("volunteers").getJsonObject(0).getString("name"))
                .isEqualTo("林志愿");
        assertThat(watch(site, verified).status()).isEqualTo(200);
        assertThat(watch(site, fresh).status()).isEqualTo(409);
        assertThat(watch(site, UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(story.inspector
                        .delete("/v1/sites/" + site + "/volunteers/" + verified)
                        .status())
                .isEqualTo(204);
        assertThat(story.site(site).getJsonArray("volunteers")).isEmpty();
    }

    private static Answer watch(String site, UUID volunteer) {
        return story.inspector.send(HttpMethod.PUT, "/v1/sites/" + site + "/volunteers/" + volunteer, null, null);
    }

    private static UUID volunteer(String status) {
        UUID id = UUID.randomUUID();
        UUID account = UUID.randomUUID();
        story.city.sql("INSERT INTO accounts (id, kind, created_at) VALUES ($1, 'RESIDENT', now())", account);
        story.city.sql("""
                INSERT INTO volunteers (id, account_id, status, name, phone, birth_year, home_area_code,
                                        travel_radius_meters, consent_version, consented_at, registered_at, changed_at,
                                        version)
                VALUES ($1, $2, $3, '林志愿', '13800000000', 1990, '440311', 5000, '1', now(), now(), now(), 1)
                """, id, account, status);
        return id;
    }

    @Test
    void anInspectionThatIsLateRaisesTheIndexOnTheNextDayWithoutAnybodyDoingAnything() {
        String site = story.register(
                landfill().put("inspectionDue", today().plusDays(1).toString()));
        assertThat(story.site(site).getInteger("riskIndex")).isZero();

        clock.advance(Duration.ofDays(3));

        JsonObject late = story.awaitSite(site, each -> each.getInteger("riskIndex") > 0);
        assertThat(late.getInteger("riskIndex")).isEqualTo(10);
        assertThat(late.getInteger("riskChange")).isEqualTo(10);
        assertThat(late.getBoolean("inspectionLate")).isTrue();
        assertThat(late.getJsonArray("line")).hasSize(2);
        JsonArray days =
                story.inspector.get("/v1/sites/" + site + "/history").json().getJsonArray("items");
        assertThat(days).hasSize(2);
        assertThat(days.getJsonObject(0).getJsonArray("signals").encode()).contains("days late");
    }

    @Test
    void sitesAreListedInThreeOrdersPageByPage() {
        for (String order : new String[] {"index", "change", "inspection"}) {
            JsonObject first =
                    story.inspector.get("/v1/sites?limit=1&order=" + order).json();
            JsonObject second = story.inspector
                    .get("/v1/sites?limit=1&order=" + order + "&cursor=" + first.getString("next"))
                    .json();
            String[] ids = {
                first.getJsonArray("items").getJsonObject(0).getString("id"),
                second.getJsonArray("items").getJsonObject(0).getString("id")
            };
            assertThat(ids[0]).as(order).isNotEqualTo(ids[1]);
            assertThat(story.inspector
                            .get("/v1/sites?order=" + order + "&cursor=YWJj")
                            .status())
                    .isEqualTo(400);
        }
        assertThat(story.inspector.get("/v1/sites?q=HONG%27AO&mine=true").json().getJsonArray("items"))
                .isNotEmpty();
        assertThat(story.inspector.get("/v1/sites?q=%25").json().getJsonArray("items"))
                .isEmpty();
        assertThat(story.inspector.get("/v1/sites?category=flooding").json().getJsonArray("items"))
                .isEmpty();
    }
}
