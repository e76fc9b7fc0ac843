package org.qunfang.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
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
        return officer("volunteer.list", "volunteer.verify");
    }

    private static TestClient officer(String... permissions) {
        return app.officer("duty-office", Set.of("officer"), Set.of(permissions));
    }

    @Test
    void aResidentRegistersReadsAndChangesWhatTheySaid() {
        TestClient resident = app.resident();
        Answer first = resident.put("/v1/volunteers/me", registration("王芳"));
        Answer same = resident.put("/v1/volunteers/me", registration("王芳"));
        Answer changed = resident.with("If-Match", "\"1\"").put("/v1/volunteers/me", registration("王芳芳"));

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
                .put("/v1/volunteers/me", registration("李雷").put("skills", new JsonArray().add("boat")))
                .json()
                .getString("id");

        JsonObject page = officer().get("/v1/volunteers?area=440311&skill=boat").json();

        assertThat(page.getJsonArray("items")).hasSize(1);
        assertThat(page.getJsonArray("items").getJsonObject(0).getString("phone"))
                .isEqualTo("+86 138 0000 0000");
        assertThat(officer().get("/v1/volunteers?area=440303&skill=boat").json().getJsonArray("items"))
                .isEmpty();
        assertThat(logged("volunteer.contacts-read", id)).isPositive();
    }

    @Test
    void onlyWhoeverCoordinatesVolunteersReadsHowToReachThem() {
        JsonObject minor = registration("韩梅")
                .put("birthYear", 2009)
                .put("skills", new JsonArray().add("sign-language"))
                .put("home", new JsonObject().put("lat", 22.77).put("lon", 113.93))
                .put(
                        "guardian",
                        new JsonObject()
                                .put("name", "韩强")
                                .put("phone", "13900000000")
                                .put("consents", true));
        String id = app.resident().put("/v1/volunteers/me", minor).json().getString("id");
        String path = "/v1/volunteers?area=440311&skill=sign-language";

        JsonObject seen = listed(app.officer("city-water", Set.of("officer"), Set.of("volunteer.list")), path, id);

        assertThat(seen.fieldNames())
                .contains("name", "skills", "homeAreaCode", "travelRadiusMeters")
                .doesNotContain("phone", "birthYear", "home", "guardian");
        assertThat(logged("volunteer.contacts-read", id)).isZero();
        assertThat(listed(officer(), path, id).fieldNames()).contains("phone", "birthYear", "home", "guardian");
    }

    private static JsonObject listed(TestClient officer, String path, String id) {
        return officer.get(path).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void theListIsReadPageByPageNewestFirst() {
        for (String name : new String[] {"一", "二", "三"}) {
            app.resident().put("/v1/volunteers/me", registration(name).put("skills", new JsonArray().add("drone")));
        }

        JsonObject first = officer().get("/v1/volunteers?skill=drone&limit=2").json();
        JsonObject second = officer()
                .get("/v1/volunteers?skill=drone&limit=2&cursor=" + first.getString("next"))
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
    void nobodyVerifiesThemselvesNorWithoutThePermission() {
        TestClient both = officer("volunteer.register", "volunteer.verify");
        String own = "/v1/volunteers/" + register(both, "孙丽");

        assertThat(both.with("If-Match", "\"1\"").post(own + "/verify").status())
                .isEqualTo(403);
        assertThat(officer("volunteer.list")
                        .with("If-Match", "\"1\"")
                        .post(own + "/verify")
                        .status())
                .isEqualTo(403);
        assertThat(officer("volunteer.verify")
                        .with("If-Match", "\"1\"")
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
