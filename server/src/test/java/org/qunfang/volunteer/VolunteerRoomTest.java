package org.qunfang.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class VolunteerRoomTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static JsonObject registration(String name) {
        return new JsonObject()
                .put("name", name)
                .put("phone", "+86 138 0000 0000")
                .put("birthYear", 1990)
                .put("skills", new JsonArray().add("first-aid").add("driving-truck"))
                .put("languages", new JsonArray().add("zh-CN").add("yue"))
                .put("availability", new JsonArray().add("weekday-evening"))
                .put("homeAreaCode", "440311-fenghuang")
                .put(
                        "home",
                        new JsonObject().put("lat", 22.72).put("lon", 113.93).put("accuracyMeters", 50))
                .put("travelRadiusMeters", 20_000)
                .put("consents", true)
                .put("consentVersion", "2026-11");
    }

    private static TestClient officer() {
        return officer("volunteer.list");
    }

    private static TestClient officer(String... permissions) {
        return app.officer("duty-office", Set.of("officer"), Set.of(permissions));
    }

    @Test
    void aResidentRegistersReadsAndChangesWhatTheySaid() {
        TestClient resident = app.resident();
        Answer first = resident.put("/v1/volunteers/me", registration("王芳"));
        Answer same = resident.put("/v1/volunteers/me", registration("王芳"));
        Answer changed = resident.put("/v1/volunteers/me", registration("王芳芳"));

        assertThat(first.status()).isEqualTo(201);
        assertThat(first.json().getString("status")).isEqualTo("registered");
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.json()).isEqualTo(first.json());
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getLong("version")).isEqualTo(2);
        assertThat(resident.get("/v1/volunteers/me").json()).isEqualTo(changed.json());
        assertThat(app.resident().get("/v1/volunteers/me").status()).isEqualTo(404);
    }

    @Test
    void aRefusedRegistrationNamesEveryPlaceAndLeavesNoRow() {
        TestClient resident = app.resident();
        Answer refused = resident.put(
                "/v1/volunteers/me",
                registration("王小").put("consents", false).put("birthYear", 2012).put("homeAreaCode", "nowhere"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getString("pointer"))
                .containsExactlyInAnyOrder("/consents", "/guardian", "/homeAreaCode");
        assertThat(resident.get("/v1/volunteers/me").status()).isEqualTo(404);
    }

    @Test
    void officersFindVolunteersByAreaAndSkillAndTheirReadingIsLogged() {
        String id = app.resident()
                .put("/v1/volunteers/me", registration("李雷").put("skills", new JsonArray().add("diving")))
                .json()
                .getString("id");

        JsonObject page =
                officer().get("/v1/volunteers?area=440311&skill=diving").json();

        assertThat(page.getJsonArray("items")).hasSize(1);
        assertThat(page.getJsonArray("items").getJsonObject(0).getString("phone"))
                .isEqualTo("+86 138 0000 0000");
        assertThat(officer()
                        .get("/v1/volunteers?area=440303&skill=diving")
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
        assertThat(logged("volunteer.contacts-read", id)).isPositive();
    }

    @Test
    void theListIsReadPageByPageNewestFirst() {
        for (String name : new String[] {"一", "二", "三"}) {
            app.resident().put("/v1/volunteers/me", registration(name).put("skills", new JsonArray().add("paging")));
        }

        JsonObject first = officer().get("/v1/volunteers?skill=paging&limit=2").json();
        JsonObject second = officer()
                .get("/v1/volunteers?skill=paging&limit=2&cursor=" + first.getString("next"))
                .json();

        assertThat(first.getJsonArray("items"))
                .extracting(item -> ((JsonObject) item).getString("name"))
                .containsExactly("三", "二");
        assertThat(second.getJsonArray("items"))
                .extracting(item -> ((JsonObject) item).getString("name"))
                .containsExactly("一");
        assertThat(second.getString("next")).isNull();
        assertThat(officer().get("/v1/volunteers?cursor=xyz").status()).isEqualTo(400);
    }

    @Test
    void officersVerifySuspendAndVerifyAgainAndTheLogSaysWhy() {
        TestClient resident = app.resident();
        String path = "/v1/volunteers/" + register(resident, "韩梅");
        TestClient verifier = officer("volunteer.verify");

        Answer verified = verifier.post(path + "/verify", new JsonObject().put("note", "急救证已核对"));
        assertThat(verified.json().getString("status")).isEqualTo("verified");
        assertThat(verifier.post(path + "/verify").problem()).isEqualTo("wrong-state");

        assertThat(verifier.post(path + "/suspend", new JsonObject()).status()).isEqualTo(400);
        Answer suspended = verifier.post(path + "/suspend", new JsonObject().put("reason", "多次未到场"));
        assertThat(suspended.json().getString("status")).isEqualTo("suspended");
        assertThat(suspended.json().getLong("version")).isEqualTo(3);
        assertThat(resident.put("/v1/volunteers/me", registration("韩梅梅")).json().getString("status"))
                .isEqualTo("suspended");

        assertThat(verifier.post(path + "/verify").json().getString("status")).isEqualTo("verified");
        assertThat(resident.get("/v1/volunteers/me").json().getString("status")).isEqualTo("verified");
        assertThat(reasons(path.substring(path.lastIndexOf('/') + 1))).contains("急救证已核对", "多次未到场");
    }

    @Test
    void whoWithdrawsIsListedNoMoreAndMayComeBack() {
        TestClient resident = app.resident();
        String id = register(resident, "李华");
        officer("volunteer.verify").post("/v1/volunteers/" + id + "/verify");

        assertThat(resident.post("/v1/volunteers/me/withdraw").json().getString("status"))
                .isEqualTo("withdrawn");

        assertThat(listed("")).doesNotContain(id);
        assertThat(listed("&status=withdrawn")).contains(id);
        assertThat(resident.post("/v1/volunteers/me/withdraw").problem()).isEqualTo("wrong-state");
        assertThat(officer("volunteer.verify")
                        .post("/v1/volunteers/" + id + "/verify")
                        .problem())
                .isEqualTo("wrong-state");
        assertThat(resident.put("/v1/volunteers/me", registration("李华")).json().getString("status"))
                .isEqualTo("registered");
        assertThat(app.resident().post("/v1/volunteers/me/withdraw").status()).isEqualTo(404);
    }

    @Test
    void nobodyVerifiesThemselvesNorWithoutThePermission() {
        TestClient both = officer("volunteer.register", "volunteer.verify");
        String own = "/v1/volunteers/" + register(both, "孙丽");

        assertThat(both.post(own + "/verify").status()).isEqualTo(403);
        assertThat(officer("volunteer.list").post(own + "/verify").status()).isEqualTo(403);
        assertThat(officer("volunteer.verify")
                        .post("/v1/volunteers/" + UUID.randomUUID() + "/verify")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void residentsSeeNobodyElse() {
        assertThat(app.resident().get("/v1/volunteers").status()).isEqualTo(403);
        assertThat(app.nobody().put("/v1/volunteers/me", registration("王芳")).status())
                .isEqualTo(401);
    }

    @Test
    void theDatabaseRefusesAMinorWithoutAGuardian() {
        TestClient resident = app.resident();
        UUID id = UUID.fromString(
                resident.put("/v1/volunteers/me", registration("王芳")).json().getString("id"));

        assertThatThrownBy(() -> app.pool()
                        .preparedQuery("UPDATE volunteers SET birth_year = 2015 WHERE id = $1")
                        .execute(Tuple.of(id))
                        .await())
                .hasMessageContaining("volunteers_minors_have_a_guardian");
    }

    private static String register(TestClient person, String name) {
        return person.put("/v1/volunteers/me", registration(name)).json().getString("id");
    }

    private static List<String> listed(String query) {
        return officer().get("/v1/volunteers?limit=200" + query).json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    private static String reasons(String volunteerId) {
        return app.pool()
                .preparedQuery("SELECT string_agg(detail::text, ' ') AS told FROM audit_entries WHERE subject_id = $1")
                .execute(Tuple.of(UUID.fromString(volunteerId)))
                .await()
                .iterator()
                .next()
                .getString("told");
    }

    private static long logged(String action, String volunteerId) {
        return app.pool()
                .preparedQuery(
                        "SELECT count(*) AS n FROM audit_entries WHERE action = $1 AND detail -> 'volunteerIds' ? $2")
                .execute(Tuple.of(action, volunteerId))
                .await()
                .iterator()
                .next()
                .getLong("n");
    }
}
