package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class OfficersApiTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private final People people = new People(app, clock);

    @Test
    void anAdministratorCreatesOfficersWhoSignInWithTheSecretToldOnce() {
        TestClient administrator =
                people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());
        String email = people.address();
        JsonObject asked = new JsonObject()
                .put("email", email)
                .put("name", "陈梅")
                .put("password", People.PASSWORD)
                .put("phone", "0755 8888 0000")
                .put("roles", new JsonArray().add("officer"))
                .put("departmentId", anyDepartment().toString());

        Answer created = administrator.post("/v1/officers", asked);
        assertThat(created.status()).isEqualTo(201);
        JsonObject officer = created.json().getJsonObject("officer");
        assertThat(officer.getJsonObject("department").getString("departmentId"))
                .isEqualTo(anyDepartment().toString());
        byte[] secret = Base32.decode(created.json().getString("totpSecret"));
        assertThat(created.json().getString("totpUri"))
                .startsWith("otpauth://totp/Qunfang:")
                .contains(created.json().getString("totpSecret"));
        assertThat(people.officer(officer.getString("id"), email, secret)
                        .login()
                        .status())
                .isEqualTo(200);

        assertThat(administrator.post("/v1/officers", asked).problem()).isEqualTo("already-exists");
        JsonArray listed = administrator
                .get("/v1/officers?role=officer&departmentId=" + anyDepartment())
                .json()
                .getJsonArray("items");
        assertThat(listed.stream().map(item -> ((JsonObject) item).getString("email")))
                .contains(email);
        assertThat(listed.encode()).doesNotContain("argon2", created.json().getString("totpSecret"));
    }

    @Test
    void anIdempotencyKeyKeepsNothingOfARequestOrAnswerWithASecret() {
        JsonObject tokens = people.newOfficer(Role.ADMINISTRATOR).login().json();
        TestClient administrator = people.with(tokens).with("Idempotency-Key", "key-" + UUID.randomUUID());
        JsonObject asked = new JsonObject()
                .put("email", people.address())
                .put("name", "陈梅")
                .put("password", People.PASSWORD)
                .put("roles", new JsonArray().add("officer"));
        People.Officer officer = people.newOfficer(Role.OFFICER);

        assertThat(administrator.post("/v1/officers", asked).status()).isEqualTo(201);
        assertThat(administrator.post("/v1/officers", asked).problem()).isEqualTo("already-exists");
        assertThat(administrator.post("/v1/auth/anonymous", new JsonObject()).status())
                .isEqualTo(201);
        assertThat(administrator
                        .post("/v1/auth/login", people.credentials(officer.email(), People.PASSWORD, officer.code()))
                        .status())
                .isEqualTo(200);
        JsonObject refresh = new JsonObject().put("refreshToken", tokens.getString("refreshToken"));
        JsonObject fresh = administrator.post("/v1/auth/refresh", refresh).json();
        assertThat(administrator
                        .post("/v1/auth/logout", new JsonObject().put("refreshToken", fresh.getString("refreshToken")))
                        .status())
                .isEqualTo(204);

        assertThat(app.pool()
                        .query("SELECT operation_id FROM idempotency_keys")
                        .execute()
                        .await())
                .isEmpty();
    }

    @Test
    void officersAreListedPageByPage() {
        TestClient administrator =
                people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());
        people.newOfficer(Role.OFFICER);
        JsonObject first = administrator.get("/v1/officers?limit=1").json();
        JsonObject second = administrator
                .get("/v1/officers?limit=1&cursor=" + first.getString("next"))
                .json();

        assertThat(first.getJsonArray("items")).hasSize(1);
        assertThat(second.getJsonArray("items")).hasSize(1).isNotEqualTo(first.getJsonArray("items"));
        assertThat(administrator.get("/v1/officers?cursor=unknown").status()).isEqualTo(400);
    }

    @Test
    void anOfficerIsFoundByPartsOfNameOrAddress() {
        TestClient administrator =
                people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());
        People.Officer officer = people.newOfficer(Role.OFFICER);
        String middle = officer.email().substring(10, 40).toUpperCase(Locale.ROOT);

        JsonArray found = administrator.get("/v1/officers?q=" + middle).json().getJsonArray("items");
        assertThat(found).hasSize(1);
        assertThat(found.getJsonObject(0).getString("id")).isEqualTo(officer.id());
        assertThat(administrator.get("/v1/officers?q=%E7%8E%8B%E8%8A%B3").json().getJsonArray("items"))
                .isNotEmpty();
        assertThat(administrator.get("/v1/officers?q=%25").json().getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void aRuleRefusesShortPasswordsAndUnknownDepartments() {
        TestClient administrator =
                people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());
        JsonObject asked = new JsonObject()
                .put("email", people.address())
                .put("name", "陈梅")
                .put("password", People.PASSWORD)
                .put("roles", new JsonArray().add("officer"))
                .put("departmentId", UUID.randomUUID().toString());

        Answer unknown = administrator.post("/v1/officers", asked);
        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/departmentId");
        assertThat(administrator
                        .post("/v1/officers", asked.copy().put("password", "short"))
                        .status())
                .isEqualTo(400);
    }

    @Test
    void onlyAdministratorsKeepOfficers() {
        TestClient officer = people.with(
                people.newOfficer(Role.AUDITOR, Role.DEPARTMENT_LEAD).login().json());

        assertThat(officer.get("/v1/officers").status()).isEqualTo(403);
        assertThat(app.resident().get("/v1/officers").status()).isEqualTo(403);
        assertThat(app.nobody().get("/v1/officers").status()).isEqualTo(401);
    }

    @Test
    void aDisabledOfficerIsOutAtOnce() {
        TestClient administrator =
                people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());
        People.Officer officer = people.newOfficer(Role.OFFICER);
        JsonObject tokens = officer.login().json();
        assertThat(people.with(tokens).get("/v1/me").status()).isEqualTo(200);

        assertThat(change(administrator, officer, "\"1\"", true, "officer").status())
                .isEqualTo(200);

        assertThat(people.with(tokens).get("/v1/me").status()).isEqualTo(401);
        assertThat(people.refresh(tokens).problem()).isEqualTo("refresh-token-ended");
        clock.advance(Duration.ofSeconds(30));
        assertThat(officer.login().problem()).isEqualTo("wrong-credentials");

        change(administrator, officer, "\"2\"", false, "officer");
        assertThat(people.refresh(tokens).problem()).isEqualTo("refresh-token-ended");
        clock.advance(Duration.ofSeconds(30));
        assertThat(officer.login().status()).isEqualTo(200);
    }

    @Test
    void changedRolesHoldAtOnce() {
        TestClient administrator =
                people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());
        People.Officer officer = people.newOfficer(Role.ADMINISTRATOR);
        TestClient changed = people.with(officer.login().json());
        assertThat(changed.get("/v1/officers").status()).isEqualTo(200);

        Answer answer = change(administrator, officer, "\"1\"", false, "officer");
        assertThat(answer.etag()).isEqualTo("\"2\"");

        assertThat(changed.get("/v1/officers").status()).isEqualTo(403);
        assertThat(change(administrator, officer, "\"1\"", false, "officer").problem())
                .isEqualTo("stale");
    }

    @Test
    void whatOfficersDoToOfficersIsInTheLogWithoutSecrets() {
        TestClient administrator =
                people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());
        People.Officer officer = people.newOfficer(Role.OFFICER);
        officer.login("wrong password", null);
        officer.login();
        change(administrator, officer, "\"1\"", true, "officer");

        TestClient auditor = people.with(people.newOfficer(Role.AUDITOR).login().json());
        JsonArray entries =
                auditor.get("/v1/audit?subjectId=" + officer.id()).json().getJsonArray("items");
        assertThat(entries.stream().map(entry -> ((JsonObject) entry).getString("action")))
                .containsExactly("officer.changed", "officer.signed-in", "officer.sign-in-refused", "officer.created");
        assertThat(entries.encode()).doesNotContain("argon2", People.PASSWORD, officer.email());
    }

    private static Answer change(
            TestClient administrator, People.Officer officer, String etag, boolean disabled, String... roles) {
        return administrator
                .with("If-Match", etag)
                .put(
                        "/v1/officers/" + officer.id(),
                        new JsonObject()
                                .put("name", "王芳")
                                .put("roles", new JsonArray(List.of(roles)))
                                .put("disabled", disabled));
    }

    private static UUID anyDepartment() {
        return app.app().rooms().registry().matrix().dutyOffice().id();
    }
}
