package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Duty officers decide between departments and read who reported in confidence: they are of the duty office. */
class DutyRoleTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private final People people = new People(app, clock);
    private final TestClient administrator =
            people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());

    private JsonObject asked(String departmentCode) {
        return new JsonObject()
                .put("email", people.address())
                .put("name", "陈梅")
                .put("password", People.PASSWORD)
                .put("roles", new JsonArray().add("duty_officer"))
                .put("departmentId", app.departmentId(departmentCode).toString());
    }

    private static JsonObject without(JsonObject asked) {
        asked.remove("departmentId");
        return asked;
    }

    private static void isRefused(Answer answer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/roles");
    }

    @Test
    void theRoleIsGivenInTheDutyOfficeAlone() {
        isRefused(administrator.post("/v1/officers", asked("guangming-housing")));
        isRefused(administrator.post("/v1/officers", without(asked("guangming-housing"))));

        Answer created = administrator.post("/v1/officers", asked("duty-office"));
        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
        isRefused(administrator
                .with("If-Match", "\"1\"")
                .put(
                        "/v1/officers/"
                                + created.json().getJsonObject("officer").getString("id"),
                        new JsonObject()
                                .put("name", "陈梅")
                                .put("language", "zh-CN")
                                .put("roles", new JsonArray().add("officer").add("duty_officer"))
                                .put(
                                        "departmentId",
                                        app.departmentId("guangming-housing").toString())
                                .put("disabled", false)));
    }

    @Test
    void whoHasItElsewhereHasNoneOfItsRights() {
        JsonObject body = asked("duty-office");
        JsonObject created = administrator.post("/v1/officers", body).json();
        String id = created.getJsonObject("officer").getString("id");
        TestClient officer =
                people.with(people.officer(id, body.getString("email"), Base32.decode(created.getString("totpSecret")))
                        .login()
                        .json());
        assertThat(rights(officer)).contains("case.triage-all");

        // As when the duty office became another department's.
        app.pool()
                .preparedQuery("UPDATE accounts SET department_id = $2 WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(id), app.departmentId("guangming-housing")))
                .await();

        await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> {
            clock.advance(Duration.ofSeconds(1));
            assertThat(rights(officer)).doesNotContain("case.triage-all", "case.work");
        });
        assertThat(isDutyOfficer(id)).isFalse();
    }

    @Test
    void whoHasItElsewhereIsDisabledAllTheSame() {
        Answer created = administrator.post("/v1/officers", asked("duty-office"));
        String id = created.json().getJsonObject("officer").getString("id");
        app.pool()
                .preparedQuery("UPDATE accounts SET department_id = $2 WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(id), app.departmentId("guangming-housing")))
                .await();

        isRefused(put(id, 1, "guangming-housing", false, "duty_officer"));
        isRefused(put(id, 1, "city-housing", true, "duty_officer"));
        Answer disabled = put(id, 1, "guangming-housing", true, "duty_officer");
        assertThat(disabled.status()).as(disabled.body().toString()).isEqualTo(200);
        isRefused(put(id, 2, "guangming-housing", false, "duty_officer"));
        assertThat(put(id, 2, "guangming-housing", false, "officer").status()).isEqualTo(200);
        isRefused(put(id, 3, "guangming-housing", true, "officer", "duty_officer"));
    }

    private Answer put(String id, int version, String department, boolean disabled, String... roles) {
        return administrator
                .with("If-Match", "\"" + version + "\"")
                .put(
                        "/v1/officers/" + id,
                        new JsonObject()
                                .put("name", "陈梅")
                                .put("language", "zh-CN")
                                .put("roles", new JsonArray(List.of(roles)))
                                .put(
                                        "departmentId",
                                        app.departmentId(department).toString())
                                .put("disabled", disabled));
    }

    private static JsonArray rights(TestClient officer) {
        return officer.get("/v1/me").json().getJsonArray("permissions");
    }

    private static boolean isDutyOfficer(String id) {
        return app.pool()
                .preparedQuery("SELECT is_duty_officer($1)")
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .iterator()
                .next()
                .getBoolean(0);
    }
}
