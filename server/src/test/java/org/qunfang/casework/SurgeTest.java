package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.AuditLog;
import org.qunfang.responsibility.Registry;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.OpenPage;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Usual rule: 10 reports or 5 people within 300 metres and 120 minutes. Every test has a place of its own. */
class SurgeTest {
    private static final MovableClock clock = new MovableClock();

    @Order(1)
    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    /** Two processes look for surges. */
    @Order(2)
    @RegisterExtension
    static final TestApp second = app.beside();

    static CaseworkCity city;
    static Registry registry;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        registry = new Registry(app.vertx(), app.pool());
        registry.start().await();
    }

    private static JsonObject seen(double lat, double metersEast) {
        return new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "坡顶裂缝在变宽")
                .put(
                        "location",
                        new JsonObject()
                                .put("lat", lat)
                                .put("lon", 113.900 + metersEast / 102_600)
                                .put("accuracyMeters", 10))
                .put("observedAt", clock.instant().toString());
    }

    private static String send(TestClient sender, JsonObject report) {
        var answer = sender.put("/v1/reports/" + TestClient.id(), report);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json().getJsonObject("case").getString("id");
    }

    /** With pages of one place, so that every look has several. */
    private static SurgeService looking() {
        CaseService cases = new CaseService(app.pool(), new AuditLog(clock), clock, () -> Deadlines.BUILT_IN, () -> {});
        return new SurgeService(app.pool(), cases, registry, clock, 1);
    }

    private static long surges(String caseId) {
        return city.count("SELECT count(*) FROM surges WHERE case_id = $1", UUID.fromString(caseId));
    }

    private static List<String> kinds(JsonObject thing) {
        return thing.getJsonArray("timeline").stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
    }

    @Test
    void fivePeopleAroundOnePlaceRaiseTheCaseAndAlertTheDutyOfficeOnce() {
        List<String> heard = OpenPage.of(app, city.duty);
        String id = null;
        for (int i = 0; i < 5; i++) {
            assertThat(id == null ? 0 : surges(id)).isZero();
            id = send(app.resident(), seen(22.701, i * 10));
        }
        String caseId = id;
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(surges(caseId)).isEqualTo(1));
        send(app.resident(), seen(22.701, 60));
        looking().look().await();

        JsonObject raised = city.read(caseId);
        assertThat(raised.getInteger("likelihood")).isEqualTo(4);
        assertThat(raised.getString("severity")).isEqualTo("high");
        assertThat(raised.getJsonArray("factors").encode())
                .contains("\"surge\"")
                .contains("5 人上报 5 次");
        assertThat(kinds(raised)).containsSubsequence("surge", "triaged").containsOnlyOnce("surge");
        JsonObject record = (JsonObject) raised.getJsonArray("decisions").stream()
                .filter(each -> ((JsonObject) each).encode().contains("集中上报"))
                .findFirst()
                .orElseThrow();
        assertThat(record.getString("severityAfter")).isEqualTo("high");
        assertThat(raised.getJsonObject("surge").getInteger("senders")).isEqualTo(6);
        assertThat(surges(caseId)).isEqualTo(1);
        await().atMost(Duration.ofSeconds(10)).until(() -> heard.contains("event: case.surge"));
        assertThat(heard.stream().filter(line -> line.equals("event: case.surge")))
                .hasSize(1);
        JsonObject inQueue = city.duty.get("/v1/cases?queue=duty&limit=200").json().getJsonArray("items").stream()
                .map(each -> (JsonObject) each)
                .filter(each -> each.getString("id").equals(caseId))
                .findFirst()
                .orElseThrow();
        assertThat(inQueue.getBoolean("surging")).isTrue();
        assertThat(inQueue.getInteger("surgeReports")).isEqualTo(6);
    }

    @Test
    void aCaseBesideOneThatASurgeRunsAroundSaysSo() {
        String beside = send(app.resident(), seen(22.751, 260));
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            ids.add(send(app.resident(), seen(22.751, i * 10)));
        }
        looking().look().await();
        String middle = ids.get(0);
        assertThat(beside).isNotEqualTo(middle);

        JsonObject surge = city.read(beside).getJsonObject("surge");
        assertThat(surge.getBoolean("running")).isTrue();
        assertThat(surge.getInteger("reports")).isGreaterThanOrEqualTo(5);
        assertThat(surge.getJsonObject("around").getString("id")).isEqualTo(middle);
        assertThat(city.read(middle).getJsonObject("surge").containsKey("around"))
                .isFalse();
        String farther = send(app.resident(), seen(22.751, 700));
        assertThat(city.read(farther).containsKey("surge")).isFalse();
    }

    @Test
    void onePersonWithManyReportsIsNoSurgeAndTenReportsOfTwoPeopleAre() {
        TestClient one = app.resident();
        String id = null;
        for (int i = 0; i < 12; i++) {
            id = send(one, seen(22.706, 0));
        }
        looking().look().await();
        assertThat(surges(id)).isZero();

        send(app.resident(), seen(22.706, 5));
        looking().look().await();
        assertThat(surges(id)).isEqualTo(1);
    }

    @Test
    void whatIsFarApartLongAgoOrOfAnotherKindIsNoSurge() {
        String id = null;
        for (int i = 0; i < 4; i++) {
            id = send(app.resident(), seen(22.712, 0));
        }
        send(app.resident(), seen(22.712, 700));
        send(app.resident(), seen(22.712, 0).put("category", "flooding"));
        JsonObject longAgo = seen(22.712, 0)
                .put("observedAt", clock.instant().minus(Duration.ofHours(3)).toString());
        send(app.resident(), longAgo);
        looking().look().await();
        assertThat(surges(id)).isZero();
    }

    /** Six people who name the same point. */
    private static long surgesOfSixAt(double lat, Double accuracyMeters) {
        UUID[] cases = new UUID[6];
        for (int i = 0; i < cases.length; i++) {
            JsonObject report = seen(lat, 0);
            report.getJsonObject("location").remove("accuracyMeters");
            if (accuracyMeters != null) {
                report.getJsonObject("location").put("accuracyMeters", accuracyMeters);
            }
            cases[i] = UUID.fromString(send(app.resident(), report));
        }
        looking().look().await();
        return city.count("SELECT count(*) FROM surges WHERE case_id = ANY ($1)", (Object) cases);
    }

    @Test
    void whatIsKnownToAKilometreOrWorseCountsNowhereAsItJoinsNothing() {
        assertThat(surgesOfSixAt(22.731, 8_000.0)).isZero();
        assertThat(surgesOfSixAt(22.736, 1_001.0)).isZero();
        assertThat(surgesOfSixAt(22.741, 900.0)).isOne();
        assertThat(surgesOfSixAt(22.746, null))
                .as("who says no accuracy means the point")
                .isOne();
    }

    @Test
    void aVagueReportDoesNotHideTheExactOnesOfItsCell() {
        String exact = null;
        for (int i = 0; i < 5; i++) {
            exact = send(app.resident(), seen(22.756, 0));
        }
        JsonObject vague = seen(22.756, 0);
        vague.getJsonObject("location").put("accuracyMeters", 8_000);
        String apart = send(app.resident(), vague);
        looking().look().await();

        assertThat(surges(exact)).isOne();
        assertThat(surges(apart)).isZero();
        assertThat(city.read(apart).containsKey("surge")).isFalse();
    }

    @Test
    void howeverManyLookAtOnceASurgeBeginsOnce() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(send(app.resident(), seen(22.717, i * 40)));
        }
        List<Future<Void>> looks = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            looks.add(looking().look());
        }
        Future.all(looks).await();

        UUID[] cases = ids.stream().map(UUID::fromString).toArray(UUID[]::new);
        assertThat(city.count("SELECT count(*) FROM surges WHERE case_id = ANY ($1::uuid[])", (Object) cases))
                .isEqualTo(1);
        assertThat(city.count(
                        "SELECT count(*) FROM timeline_entries WHERE kind = 'surge' AND case_id = ANY ($1::uuid[])",
                        (Object) cases))
                .isEqualTo(1);
    }

    @Test
    void aSurgeThatNothingKeepsUpIsOverAndANewOneRaisesNoFurther() {
        String id = null;
        for (int i = 0; i < 5; i++) {
            id = send(app.resident(), seen(22.722, 0));
        }
        looking().look().await();
        assertThat(city.read(id).getJsonObject("surge").getBoolean("running")).isTrue();

        clock.advance(Duration.ofMinutes(121));
        looking().look().await();
        assertThat(city.read(id).getJsonObject("surge").getBoolean("running")).isFalse();

        for (int i = 0; i < 5; i++) {
            send(app.resident(), seen(22.722, 0));
        }
        looking().look().await();
        assertThat(surges(id)).isEqualTo(2);
        assertThat(city.read(id).getInteger("likelihood")).isEqualTo(4);
    }

    @Test
    void administratorsSayPerCategoryWhatASurgeIs() {
        TestClient administrator = app.officer(
                "city-government", java.util.Set.of("administrator"), java.util.Set.of("responsibility.edit"));
        JsonObject input = new JsonObject()
                .put("code", "surge-" + UUID.randomUUID())
                .put("name", new JsonObject().put("zh-CN", "试验类").put("en", "Trial"))
                .put("icon", "other")
                .put("capCategory", "Other")
                .put("likelihood", base())
                .put("consequence", base());
        JsonObject made = administrator.post("/v1/categories", input).json();
        assertThat(made.getJsonObject("surge").getInteger("senders")).isEqualTo(5);

        var changed = administrator
                .with("If-Match", "\"1\"")
                .put(
                        "/v1/categories/" + made.getString("id"),
                        input.put("surge", new JsonObject().put("senders", 3).put("windowMinutes", 30)));
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(changed.json().getJsonObject("surge"))
                .isEqualTo(new JsonObject()
                        .put("reports", 10)
                        .put("senders", 3)
                        .put("radiusMeters", 300)
                        .put("windowMinutes", 30));
    }

    private static JsonObject base() {
        return new JsonObject()
                .put("base", 2)
                .put("reason", new JsonObject().put("zh-CN", "试").put("en", "trial"));
    }
}
