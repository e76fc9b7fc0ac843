package org.qunfang.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class ResourceRoomTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private static JsonObject organisation() {
        return new JsonObject()
                .put("name", new JsonObject().put("zh-CN", "蓝海救援队").put("en", "Blue Sea Rescue"))
                .put("kind", "rescue-team")
                .put("registrationNumber", "52440300 test " + NUMBERS.incrementAndGet())
                .put("contact", new JsonObject().put("name", "赵强").put("phone", "+86 139 0000 0000"))
                .put("serviceAreas", new JsonArray().add("440311"));
    }

    private static JsonObject pumps(String organisationId) {
        return new JsonObject()
                .put("organisationId", organisationId)
                .put("type", "pump")
                .put("title", "大流量排涝泵")
                .put("quantity", 3)
                .put("location", new JsonObject().put("lat", 22.74).put("lon", 113.92))
                .put("place", "光明区消防站旁")
                .put("availableFrom", "2026-11-23T08:00:00+08:00")
                .put("availableTo", "2026-12-23T08:00:00+08:00")
                .put("mobilisationMinutes", 90)
                .put("cost", 1200.5)
                .put("conditions", "需自备柴油");
    }

    private static TestClient officer(String... permissions) {
        return app.officer("duty-office", Set.of("administrator"), Set.of(permissions));
    }

    private static String register(TestClient member) {
        Answer created = member.post("/v1/organisations", organisation());
        assertThat(created.status()).isEqualTo(201);
        return created.json().getString("id");
    }

    @Test
    void theSameRequestWithItsKeyRegistersOnce() {
        TestClient member = app.resident().with("Idempotency-Key", "register-once-1");
        JsonObject body = organisation();
        Answer first = member.post("/v1/organisations", body);
        Answer again = member.post("/v1/organisations", body);

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void anOfficerFindsAndVerifiesAnOrganisationOnce() {
        String id = register(app.resident());

        JsonObject listed = officer("organisation.list")
                .get("/v1/organisations?status=registered&q=blue&area=440300")
                .json();
        assertThat(listed.getJsonArray("items"))
                .anyMatch(item -> id.equals(((JsonObject) item).getString("id")))
                .noneMatch(item -> ((JsonObject) item).containsKey("contact"));
        assertThat(officer("organisation.list", "organisation.verify")
                        .get("/v1/organisations?status=registered&q=blue&area=440300")
                        .json()
                        .getJsonArray("items"))
                .allMatch(item -> ((JsonObject) item).containsKey("contact"));
        assertThat(officer("organisation.list")
                        .get("/v1/organisations?area=440303")
                        .json()
                        .getJsonArray("items"))
                .isEmpty();

        Answer verified =
                officer("organisation.verify").with("If-Match", "\"1\"").post("/v1/organisations/" + id + "/verify");
        assertThat(verified.json().getString("status")).isEqualTo("verified");
        assertThat(verified.json().getString("verifiedAt")).isNotBlank();
        assertThat(verified.headers().get("ETag")).isEqualTo("\"2\"");
        assertThat(officer("organisation.verify")
                        .with("If-Match", "\"2\"")
                        .post("/v1/organisations/" + id + "/verify")
                        .problem())
                .isEqualTo("wrong-state");
    }

    @Test
    void theOffersOfASuspendedOrganisationCountNoMoreUntilItIsVerifiedAgain() {
        TestClient member = app.resident();
        String id = register(member);
        String path = "/v1/organisations/" + id;
        member.put("/v1/resources/" + TestClient.id(), pumps(id));
        TestClient verifier = officer("organisation.verify");
        verifier.with("If-Match", "\"1\"").post(path + "/verify");
        String offers = "/v1/resources?verified=true&organisationId=" + id;
        assertThat(officer("resource.list").get(offers).json().getJsonArray("items"))
                .hasSize(1);

        Answer suspended =
                verifier.with("If-Match", "\"2\"").post(path + "/suspend", new JsonObject().put("reason", "登记证书已过期"));

        assertThat(suspended.json().getString("status")).isEqualTo("suspended");
        assertThat(officer("resource.list").get(offers).json().getJsonArray("items"))
                .isEmpty();
        assertThat(verifier.with("If-Match", "\"3\"")
                        .post(path + "/suspend", new JsonObject().put("reason", "again"))
                        .problem())
                .isEqualTo("wrong-state");
        assertThat(officer("organisation.list")
                        .with("If-Match", "\"3\"")
                        .post(path + "/suspend", new JsonObject().put("reason", "x"))
                        .status())
                .isEqualTo(403);
        assertThat(verifier.with("If-Match", "\"3\"")
                        .post(path + "/verify")
                        .json()
                        .getString("status"))
                .isEqualTo("verified");
    }

    @Test
    void nobodyVerifiesOrSuspendsAnOrganisationThatTheyDidNotRead() {
        String path = "/v1/organisations/" + register(app.resident());
        TestClient verifier = officer("organisation.verify");

        assertThat(verifier.post(path + "/verify").status()).isEqualTo(428);
        assertThat(verifier.with("If-Match", "\"55\"").post(path + "/verify").status())
                .isEqualTo(412);
        assertThat(verifier.with("If-Match", "\"55\"")
                        .post(path + "/suspend", new JsonObject().put("reason", "x"))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void nobodyVerifiesAnOrganisationOfTheirOwn() {
        TestClient both = officer("organisation.register", "organisation.verify");
        String id = register(both);

        assertThat(both.with("If-Match", "\"1\"")
                        .post("/v1/organisations/" + id + "/verify")
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aMemberOffersAResourceAndSendingItAgainChangesNothing() {
        TestClient member = app.resident();
        String path = "/v1/resources/" + TestClient.id();
        JsonObject body = pumps(register(member));
        Answer first = member.put(path, body);
        Answer again = member.put(path, body);

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().getJsonObject("organisation").getString("status"))
                .isEqualTo("registered");
        assertThat(first.json().getJsonObject("typeName").getString("en")).isEqualTo("Pump");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(member.get(path).json()).isEqualTo(first.json());
    }

    @Test
    void otherContentNeedsTheVersionThatItReplaces() {
        TestClient member = app.resident();
        String path = "/v1/resources/" + TestClient.id();
        JsonObject body = pumps(register(member));
        Answer first = member.put(path, body);
        JsonObject two = body.copy().put("quantity", 2);

        assertThat(member.put(path, two).problem()).isEqualTo("already-exists");
        Answer replaced = member.with("If-Match", first.etag()).put(path, two);
        assertThat(replaced.status()).isEqualTo(200);
        assertThat(replaced.json().getLong("version")).isEqualTo(2);
        assertThat(member.with("If-Match", first.etag())
                        .put(path, body.copy().put("quantity", 1))
                        .problem())
                .isEqualTo("stale");
    }

    @Test
    void nobodyOffersForAnOrganisationOfOthersOrTakesOverTheirOffer() {
        TestClient member = app.resident();
        TestClient stranger = app.resident();
        String path = "/v1/resources/" + TestClient.id();
        JsonObject body = pumps(register(member));

        assertThat(stranger.put(path, body).status()).isEqualTo(403);
        Answer offered = member.put(path, body);
        assertThat(stranger.with("If-Match", offered.etag())
                        .put(path, pumps(register(stranger)))
                        .problem())
                .isEqualTo("already-exists");
        assertThat(stranger.get(path).status()).isEqualTo(404);
        assertThat(officer("resource.list").get(path).status()).isEqualTo(200);
    }

    @Test
    void aMemberWithdrawsAnOfferAndNobodyElseDoes() {
        TestClient member = app.resident();
        String path = "/v1/resources/" + TestClient.id();
        member.put(path, pumps(register(member)));

        assertThat(app.resident().delete(path).status()).isEqualTo(204);
        assertThat(member.get(path).status()).isEqualTo(200);
        assertThat(member.delete(path).status()).isEqualTo(204);
        assertThat(member.get(path).status()).isEqualTo(404);
        assertThat(items(member, "/v1/resources/mine")).isEmpty();
        assertThat(member.delete(path).status()).isEqualTo(204);
        assertThat(app.pool()
                        .query("SELECT id FROM audit_entries WHERE action = 'resource.withdrawn'")
                        .execute()
                        .await()
                        .rowCount())
                .isEqualTo(1);
    }

    @Test
    void aMemberFindsTheirOrganisationsAndOffersAgain() {
        TestClient member = app.resident();
        String organisationId = register(member);
        String resourceId = TestClient.id();
        member.put("/v1/resources/" + resourceId, pumps(organisationId));

        assertThat(items(member, "/v1/organisations/mine").getJsonObject(0).getString("id"))
                .isEqualTo(organisationId);
        assertThat(items(member, "/v1/resources/mine").getJsonObject(0).getString("id"))
                .isEqualTo(resourceId);
        assertThat(items(app.resident(), "/v1/organisations/mine")).isEmpty();
        assertThat(items(app.resident(), "/v1/resources/mine")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "1e12", "\"3\"", "null"})
    void quantitiesThatAreNoneAreRefusedByTheContract(String quantity) {
        TestClient member = app.resident();
        JsonObject body =
                new JsonObject(pumps(register(member)).encode().replace("\"quantity\":3", "\"quantity\":" + quantity));
        Answer refused = member.put("/v1/resources/" + TestClient.id(), body);

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/quantity");
    }

    @Test
    void aWrongValueIsNamedOnceAndInOneLanguage() {
        TestClient member = app.resident().with("Accept-Language", "zh-CN");
        JsonObject body = pumps(register(member)).put("title", "").put("colour", "red");
        JsonArray errors =
                member.put("/v1/resources/" + TestClient.id(), body).json().getJsonArray("errors");

        assertThat(errors.stream().map(JsonObject.class::cast))
                .extracting(error -> error.getString("pointer") + " " + error.getString("reason"))
                .containsExactlyInAnyOrder("/title 不能为空", "/colour 没有“colour”这个字段");
    }

    @Test
    void aWindowThatRunsBackwardsIsRefusedAndLeavesNoRow() {
        TestClient member = app.resident();
        String path = "/v1/resources/" + TestClient.id();
        Answer refused = member.put(path, pumps(register(member)).put("availableTo", "2026-11-22T08:00:00+08:00"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(member.get(path).status()).isEqualTo(404);
    }

    @Test
    void officersListWhatVerifiedOrganisationsOfferAtATimePageByPage() {
        TestClient member = app.resident();
        String organisationId = register(member);
        for (int i = 0; i < 3; i++) {
            member.put("/v1/resources/" + TestClient.id(), pumps(organisationId));
        }
        TestClient officer = officer("resource.list", "organisation.verify");
        String mine = "/v1/resources?limit=2&type=pump&organisationId=" + organisationId;
        assertThat(items(officer, mine + "&verified=true")).isEmpty();
        officer.with("If-Match", "\"1\"").post("/v1/organisations/" + organisationId + "/verify");

        assertThat(items(officer, mine + "&verified=true")).hasSize(2);
        String next = officer.get(mine).json().getString("next");
        assertThat(items(officer, mine + "&cursor=" + next)).hasSize(1);
        assertThat(items(officer, mine + "&availableAt=2026-11-22T00:00:00Z")).isEmpty();
        assertThat(items(officer, mine.replace("type=pump", "type=boat"))).isEmpty();
        assertThat(app.resident().get("/v1/resources").status()).isEqualTo(403);
    }

    @Test
    void theDatabaseHoldsQuantitiesAndWindowsToo() {
        TestClient member = app.resident();
        member.put("/v1/resources/" + TestClient.id(), pumps(register(member)));

        assertThatThrownBy(() -> app.pool()
                        .query("UPDATE resources SET quantity = -1")
                        .execute()
                        .await())
                .hasMessageContaining("resources_quantity_check");
        assertThatThrownBy(() -> app.pool()
                        .query("UPDATE resources SET available_to = available_from")
                        .execute()
                        .await())
                .hasMessageContaining("resources_window_runs_forward");
    }

    private static JsonArray items(TestClient client, String path) {
        return client.get(path).json().getJsonArray("items");
    }
}
