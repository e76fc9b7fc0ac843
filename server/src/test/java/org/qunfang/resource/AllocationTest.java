package org.qunfang.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class AllocationTest {
    private static final int COMMITTERS = 64;

    @RegisterExtension
    static final TestApp app = new TestApp();

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** An organisation that is verified, and a member of it. */
    private record Team(TestClient member, String id) {}

    private static Team team() {
        TestClient member = app.resident();
        String id = member.post(
                        "/v1/organisations",
                        new JsonObject()
                                .put("name", new JsonObject().put("zh-CN", "蓝海救援队 " + NUMBERS.incrementAndGet()))
                                .put("kind", "rescue-team")
                                .put("registrationNumber", "52440300 need " + NUMBERS.incrementAndGet())
                                .put(
                                        "contact",
                                        new JsonObject().put("name", "赵强").put("phone", "+86 139 0000 0000"))
                                .put("serviceAreas", new JsonArray().add("440311")))
                .json()
                .getString("id");
        assertThat(verifier()
                        .with("If-Match", "\"1\"")
                        .post("/v1/organisations/" + id + "/verify")
                        .status())
                .isEqualTo(200);
        return new Team(member, id);
    }

    private static TestClient verifier() {
        return app.officer("duty-office", Set.of("administrator"), Set.of("organisation.verify"));
    }

    private static TestClient officer() {
        return app.officer(
                "guangming-urban-management",
                Set.of("officer"),
                Set.of("case.read", "case.work", "resource.list", "need.raise", "need.read", "allocation.work"));
    }

    private static JsonObject offer(Team team, String type, double quantity) {
        return new JsonObject()
                .put("organisationId", team.id())
                .put("type", type)
                .put("quantity", quantity)
                .put("location", new JsonObject().put("lat", 22.74).put("lon", 113.92))
                .put("availableFrom", Instant.now().minus(Duration.ofDays(1)).toString())
                .put("mobilisationMinutes", 30);
    }

    private static String offered(Team team, String type, double quantity) {
        String id = TestClient.id();
        assertThat(team.member()
                        .put("/v1/resources/" + id, offer(team, type, quantity))
                        .status())
                .isEqualTo(201);
        return id;
    }

    private static JsonObject need(String type, double quantity) {
        return new JsonObject()
                .put("type", type)
                .put("quantity", quantity)
                .put("priority", "immediate")
                .put("location", new JsonObject().put("lat", 22.711).put("lon", 113.934))
                .put("place", "柳溪工业园西门")
                .put("neededFrom", Instant.now().plus(Duration.ofHours(2)).toString())
                .put("neededTo", Instant.now().plus(Duration.ofHours(26)).toString());
    }

    private static String raised(String type, double quantity) {
        Answer raised = officer().post("/v1/needs", need(type, quantity));
        assertThat(raised.status()).as(raised.body().toString()).isEqualTo(201);
        return raised.json().getString("id");
    }

    private static JsonObject proposed(TestClient by, String need, String resource, double quantity) {
        Answer proposed = by.post(
                "/v1/allocations",
                new JsonObject().put("needId", need).put("resourceId", resource).put("quantity", quantity));
        assertThat(proposed.status()).as(proposed.body().toString()).isEqualTo(201);
        return proposed.json();
    }

    private static Answer step(TestClient by, JsonObject allocation, String step, JsonObject body) {
        TestClient client = by.with("If-Match", "\"" + allocation.getLong("version") + "\"");
        String path = "/v1/allocations/" + allocation.getString("id") + "/" + step;
        return body == null ? client.post(path) : client.post(path, body);
    }

    private static JsonObject done(TestClient by, JsonObject allocation, String step, JsonObject body) {
        Answer answer = step(by, allocation, step, body);
        assertThat(answer.status()).as(step + ": " + answer.body().toString()).isEqualTo(200);
        return answer.json();
    }

    private static long count(String sql, UUID id) {
        return app.pool()
                .preparedQuery(sql)
                .execute(Tuple.of(id))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static void sql(String sql, UUID id) {
        app.pool().preparedQuery(sql).execute(Tuple.of(id)).await();
    }

    private static JsonObject read(String need) {
        return officer().get("/v1/needs/" + need).json();
    }

    @Test
    void aPumpIsProposedPromisedSentDeliveredAndBroughtBack() {
        Team team = team();
        String pumps = offered(team, "pump", 3);
        String need = raised("pump", 4);
        JsonObject allocation = proposed(officer(), need, pumps, 3);
        assertThat(allocation.getString("status")).isEqualTo("proposed");
        assertThat(allocation.getJsonArray("open")).containsExactly("commit", "decline");
        assertThat(Instant.parse(allocation.getString("arriveBy")))
                .isAfter(Instant.parse(allocation.getString("leavesAt")))
                .isAfter(Instant.now().plus(Duration.ofHours(1)));
        assertThat(read(need).getString("status")).isEqualTo("open");

        allocation = done(team.member(), allocation, "commit", null);
        assertThat(read(need).getString("status")).isEqualTo("partly_met");
        assertThat(read(need).getDouble("promised")).isEqualTo(3);
        allocation = done(team.member(), allocation, "dispatch", null);
        allocation = done(officer(), allocation, "deliver", new JsonObject().put("quantity", 2));
        assertThat(read(need).getDouble("promised")).isEqualTo(2);
        allocation = done(team.member(), allocation, "return", null);

        assertThat(allocation.getString("status")).isEqualTo("returned");
        assertThat(allocation.getDouble("delivered")).isEqualTo(2);
        assertThat(allocation.getJsonArray("open")).isEmpty();
        assertThat(count("SELECT kept FROM organisations WHERE id = $1", UUID.fromString(team.id())))
                .isEqualTo(1);
        assertThat(count(
                        "SELECT count(*) FROM audit_entries WHERE subject_id = $1",
                        UUID.fromString(allocation.getString("id"))))
                .isEqualTo(5);
    }

    @Test
    void ofManyWhoCommitAtOnceOnlySoManyPromiseAsThereIs() throws Exception {
        Team team = team();
        String pumps = offered(team, "pump", 5);
        List<JsonObject> proposals = new ArrayList<>();
        for (int i = 0; i < COMMITTERS; i++) {
            proposals.add(proposed(officer(), raised("pump", 1), pumps, 1));
        }
        ExecutorService many = Executors.newFixedThreadPool(COMMITTERS);
        try {
            List<Callable<Answer>> commits = new ArrayList<>();
            proposals.forEach(each -> commits.add(() -> step(officer(), each, "commit", null)));
            List<Answer> answers = new ArrayList<>();
            for (Future<Answer> each : many.invokeAll(commits)) {
                answers.add(each.get());
            }
            assertThat(answers).filteredOn(each -> each.status() == 200).hasSize(5);
            assertThat(answers)
                    .filteredOn(each -> each.status() != 200)
                    .allMatch(each -> each.problem().equals("already-promised"));
        } finally {
            many.shutdownNow();
        }
        assertThat(count(
                        "SELECT sum(quantity)::int FROM allocations WHERE resource_id = $1 AND status = 'committed'",
                        UUID.fromString(pumps)))
                .isEqualTo(5);
    }

    @Test
    void aNeedIsPromisedNoMoreThanItAsksFor() {
        String need = raised("tent", 10);
        Team one = team();
        Team other = team();
        JsonObject first = proposed(one.member(), need, offered(one, "tent", 8), 8);
        JsonObject second = proposed(other.member(), need, offered(other, "tent", 8), 8);
        done(one.member(), first, "commit", null);
        assertThat(step(other.member(), second, "commit", null).problem()).isEqualTo("already-promised");

        done(other.member(), second, "commit", new JsonObject().put("quantity", 2));
        assertThat(read(need).getString("status")).isEqualTo("met");
    }

    @Test
    void whatIsPromisedCannotBeTakenBackByOfferingLess() {
        Team team = team();
        String beds = offered(team, "shelter-bed", 50);
        JsonObject allocation = proposed(team.member(), raised("shelter-bed", 40), beds, 40);
        allocation = done(team.member(), allocation, "commit", null);
        assertThat(team.member()
                        .with("If-Match", "\"1\"")
                        .put("/v1/resources/" + beds, offer(team, "shelter-bed", 30))
                        .problem())
                .isEqualTo("already-promised");
        assertThat(team.member().delete("/v1/resources/" + beds).problem()).isEqualTo("already-promised");

        done(team.member(), allocation, "release", new JsonObject().put("reason", "床位被征用"));
        assertThat(team.member().delete("/v1/resources/" + beds).status()).isEqualTo(204);
        assertThat(team.member().get("/v1/resources/" + beds).status()).isEqualTo(404);
        assertThat(count("SELECT broken FROM organisations WHERE id = $1", UUID.fromString(team.id())))
                .isEqualTo(1);
    }

    @Test
    void nobodyActsForAnotherOrganisationOrAnotherDepartment() {
        Team team = team();
        Team stranger = team();
        String pumps = offered(team, "pump", 1);
        String need = raised("pump", 1);
        assertThat(stranger.member()
                        .post(
                                "/v1/allocations",
                                new JsonObject().put("needId", need).put("resourceId", pumps))
                        .status())
                .isEqualTo(422);
        JsonObject allocation = proposed(team.member(), need, pumps, 1);
        assertThat(step(stranger.member(), allocation, "commit", null).status()).isEqualTo(404);
        assertThat(stranger.member()
                        .get("/v1/allocations/" + allocation.getString("id"))
                        .status())
                .isEqualTo(404);
        TestClient elsewhere = app.officer(
                "guangming-water",
                Set.of("officer"),
                Set.of("case.read", "resource.list", "need.raise", "need.read", "allocation.work"));
        assertThat(step(elsewhere, allocation, "commit", null).status()).isEqualTo(403);
        assertThat(app.resident().get("/v1/needs").status()).isEqualTo(403);
    }

    @Test
    void whatASuspendedOrganisationOffersIsNotPromised() {
        Team team = team();
        JsonObject allocation = proposed(officer(), raised("pump", 1), offered(team, "pump", 1), 1);
        verifier()
                .with("If-Match", "\"2\"")
                .post("/v1/organisations/" + team.id() + "/suspend", new JsonObject().put("reason", "证书过期"));
        assertThat(step(officer(), allocation, "commit", null).problem()).isEqualTo("wrong-state");
    }

    @Test
    void aNeedThatIsCancelledLetsGoOfWhatIsOnItsWay() {
        Team team = team();
        String need = raised("pump", 2);
        JsonObject first = proposed(team.member(), need, offered(team, "pump", 1), 1);
        JsonObject second = proposed(team.member(), need, offered(team, "pump", 1), 1);
        done(team.member(), first, "commit", null);
        Answer cancelled = officer()
                .with("If-Match", "\"" + read(need).getLong("version") + "\"")
                .post("/v1/needs/" + need + "/cancel", new JsonObject().put("reason", "积水已退"));

        assertThat(cancelled.json().getString("status")).isEqualTo("cancelled");
        assertThat(officer()
                        .get("/v1/allocations/" + first.getString("id"))
                        .json()
                        .getString("status"))
                .isEqualTo("released");
        assertThat(officer()
                        .get("/v1/allocations/" + second.getString("id"))
                        .json()
                        .getString("status"))
                .isEqualTo("declined");
        assertThat(count("SELECT broken FROM organisations WHERE id = $1", UUID.fromString(team.id())))
                .isZero();
    }

    @Test
    void whatIsFreeAndInTimeIsFoundWithTheReasons() {
        Team near = team();
        Team far = team();
        String need = raised("life-detector", 2);
        String two = offered(near, "life-detector", 2);
        String late = TestClient.id();
        far.member().put("/v1/resources/" + late, offer(far, "life-detector", 2).put("mobilisationMinutes", 600));
        String taken = offered(far, "life-detector", 1);
        JsonObject other = proposed(far.member(), raised("life-detector", 1), taken, 1);
        done(far.member(), other, "commit", null);

        List<JsonObject> matches = officer().get("/v1/needs/" + need + "/matches").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                // The sample city's organisations have some too.
                .filter(each -> Set.of(two, late, taken)
                        .contains(each.getJsonObject("resource").getString("id")))
                .toList();
        assertThat(matches)
                .extracting(each -> each.getJsonObject("resource").getString("id"))
                .containsExactly(two, late);
        assertThat(matches.get(0).getJsonArray("reasons").getJsonObject(0).getString("en"))
                .isEqualTo("Is there in time");
        assertThat(matches.get(1).getJsonArray("reasons").getJsonObject(0).getString("en"))
                .startsWith("Comes 49");
        proposed(officer(), need, two, 2);
        assertThat(near.member().get("/v1/needs/" + need + "/matches").json().getJsonArray("items"))
                .noneMatch(each ->
                        two.equals(((JsonObject) each).getJsonObject("resource").getString("id")));
    }

    @Test
    void badNeedsAreRefusedWithTheirPlace() {
        assertThat(refused(need("pump", 1.5))).containsExactly("/quantity");
        assertThat(refused(need("spaceship", 1))).containsExactly("/type");
        assertThat(refused(need("pump", 1)
                        .put("neededTo", Instant.now().minusSeconds(60).toString())))
                .containsExactly("/neededTo");
        assertThat(refused(need("pump", 1).put("caseId", UUID.randomUUID().toString())))
                .containsExactly("/caseId");
        assertThat(officer().post("/v1/needs", need("pump", -1)).status()).isEqualTo(400);
        assertThat(officer().post("/v1/needs", need("pump", 1e12)).status()).isEqualTo(400);
    }

    private static List<String> refused(JsonObject need) {
        Answer answer = officer().post("/v1/needs", need);
        assertThat(answer.status()).isEqualTo(422);
        return answer.json().getJsonArray("errors").stream()
                .map(each -> ((JsonObject) each).getString("pointer"))
                .toList();
    }

    @Test
    void theDatabaseItselfRefusesToPromiseTwice() {
        Team team = team();
        String pump = offered(team, "pump", 1);
        JsonObject first = proposed(team.member(), raised("pump", 1), pump, 1);
        JsonObject second = proposed(team.member(), raised("pump", 1), pump, 1);
        done(team.member(), first, "commit", null);
        assertThatThrownBy(() -> sql(
                        "UPDATE allocations SET status = 'committed', committed_at = now() WHERE id = $1",
                        UUID.fromString(second.getString("id"))))
                .hasMessageContaining("more would be promised than there is");
        assertThatThrownBy(() -> sql("UPDATE resources SET quantity = 0.5 WHERE id = $1", UUID.fromString(pump)))
                .hasMessageContaining("something is promised of it");
    }
}
