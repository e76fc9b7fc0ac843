package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.http.Caller;
import org.qunfang.identity.OfficerService.CreatedOfficer;
import org.qunfang.identity.OfficerService.NewOfficer;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class IdentityApiTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, UUID.randomUUID(), "test", null, Set.of(), Set.of(), null);
    private static final String PASSWORD = "correct horse battery staple";

    @Test
    void aPhoneStartsWithoutAnAccount() {
        Answer started = app.nobody().post("/v1/auth/anonymous", new JsonObject().put("language", "en"));
        assertThat(started.status()).isEqualTo(201);
        assertThat(started.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(started.json().getInteger("expiresIn")).isEqualTo(900);

        JsonObject me = with(started.json()).get("/v1/me").json();
        assertThat(me.getString("kind")).isEqualTo("resident");
        assertThat(me.getString("language")).isEqualTo("en");
        assertThat(me.getJsonArray("permissions")).contains("report.submit").doesNotContain("case.read");
    }

    @Test
    void aPhoneNeedNotSendABody() {
        assertThat(app.nobody().post("/v1/auth/anonymous").status()).isEqualTo(201);
    }

    @Test
    void meNeedsAToken() {
        assertThat(app.nobody().get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void anOfficerSignsInWithPasswordAndCode() {
        Officer officer = newOfficer(Role.DUTY_OFFICER, Role.AUDITOR);
        Answer signedIn = officer.login();
        assertThat(signedIn.status()).isEqualTo(200);

        JsonObject me = with(signedIn.json()).get("/v1/me").json();
        assertThat(me.getString("email")).isEqualTo(officer.email);
        assertThat(me.getJsonArray("roles")).containsExactly("auditor", "duty_officer");
        assertThat(me.getJsonArray("permissions")).contains("case.triage-all", "audit.read");
    }

    @Test
    void theEMailAddressIsTakenInAnyCase() {
        Officer officer = newOfficer(Role.OFFICER);

        assertThat(app.nobody()
                        .post("/v1/auth/login", credentials(officer.email.toUpperCase(), PASSWORD, officer.code()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsWrongWithASignInIsNotTold() {
        Officer officer = newOfficer(Role.OFFICER);
        List<Answer> refused = List.of(
                officer.login("wrong password", officer.code()),
                officer.login(PASSWORD, "000000"),
                officer.login("wrong password", null),
                app.nobody().post("/v1/auth/login", credentials("nobody@example.cn", PASSWORD, "123456")),
                app.nobody().post("/v1/auth/login", credentials("nobody@example.cn", PASSWORD, null)));

        for (Answer answer : refused) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("wrong-credentials");
            assertThat(answer.json().getString("detail"))
                    .isEqualTo(refused.get(0).json().getString("detail"));
        }
    }

    @Test
    void whoHasThePasswordIsAskedForTheCode() {
        Answer answer = newOfficer(Role.OFFICER).login(PASSWORD, null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("second-factor-needed");
    }

    @Test
    void aCodeIsGoodOnce() {
        Officer officer = newOfficer(Role.OFFICER);
        String code = officer.code();

        assertThat(officer.login(PASSWORD, code).status()).isEqualTo(200);
        assertThat(officer.login(PASSWORD, code).problem()).isEqualTo("wrong-credentials");
    }

    @Test
    void whoGuessesWaits() {
        Officer officer = newOfficer(Role.OFFICER);
        for (int n = 0; n < 5; n++) {
            assertThat(officer.login("wrong password", null).status()).isEqualTo(401);
        }

        Answer blocked = officer.login();
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(blocked.problem()).isEqualTo("too-many-requests");
        assertThat(Integer.parseInt(blocked.headers().get("Retry-After"))).isBetween(1, 31);

        clock.advance(Duration.ofSeconds(31));
        assertThat(officer.login().status()).isEqualTo(200);
    }

    @Test
    void aSignInIsContinuedWithItsRefreshTokenAndEndedByLogout() {
        JsonObject first = newOfficer(Role.OFFICER).login().json();
        JsonObject second = refresh(first).json();
        assertThat(second.getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
        assertThat(with(second).get("/v1/me").status()).isEqualTo(200);

        JsonObject token = new JsonObject().put("refreshToken", second.getString("refreshToken"));
        assertThat(app.nobody().post("/v1/auth/logout", token).status()).isEqualTo(204);
        assertThat(app.nobody().post("/v1/auth/logout", token).status()).isEqualTo(204);
        assertThat(refresh(second).problem()).isEqualTo("refresh-token-ended");
        assertThat(with(second).get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aLostAnswerIsGivenAgain() {
        JsonObject first = newOfficer(Role.OFFICER).login().json();
        String lost = refresh(first).json().getString("refreshToken");

        Answer again = refresh(first);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("refreshToken")).isEqualTo(lost);
    }

    @Test
    void anOldTokenEndsTheWholeSignIn() {
        JsonObject first = newOfficer(Role.OFFICER).login().json();
        JsonObject second = refresh(first).json();
        clock.advance(Duration.ofSeconds(31));

        assertThat(refresh(first).problem()).isEqualTo("refresh-token-ended");
        assertThat(refresh(second).problem()).isEqualTo("refresh-token-ended");
        assertThat(with(second).get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aResidentInATunnelForThreeDaysStaysSignedInAndAThiefDoesNotStayWithHim() {
        JsonObject first = app.nobody().post("/v1/auth/anonymous").json();
        JsonObject stolen = refresh(first).json();
        clock.advance(Duration.ofDays(3));

        Answer back = refresh(first);
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().getString("accountId")).isEqualTo(first.getString("accountId"));
        assertThat(refresh(stolen).problem()).isEqualTo("refresh-token-ended");
        assertThat(refresh(back.json()).problem()).isEqualTo("refresh-token-ended");
    }

    @Test
    void whatWasNeverATokenIsRefused() {
        for (String text : List.of("A".repeat(86), "not-a-token-of-ours")) {
            assertThat(app.nobody()
                            .post("/v1/auth/refresh", new JsonObject().put("refreshToken", text))
                            .problem())
                    .isEqualTo("refresh-token-ended");
        }
    }

    @Test
    void anAdministratorCreatesOfficersWhoSignInWithTheSecretToldOnce() {
        TestClient administrator = with(newOfficer(Role.ADMINISTRATOR).login().json());
        String email = address();
        JsonObject asked = new JsonObject()
                .put("email", email)
                .put("name", "陈梅")
                .put("password", PASSWORD)
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
        assertThat(new Officer(officer.getString("id"), email, secret).login().status())
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
    void officersAreListedPageByPage() {
        TestClient administrator = with(newOfficer(Role.ADMINISTRATOR).login().json());
        newOfficer(Role.OFFICER);
        JsonObject first = administrator.get("/v1/officers?limit=1").json();
        JsonObject second = administrator
                .get("/v1/officers?limit=1&cursor=" + first.getString("next"))
                .json();

        assertThat(first.getJsonArray("items")).hasSize(1);
        assertThat(second.getJsonArray("items")).hasSize(1).isNotEqualTo(first.getJsonArray("items"));
        assertThat(administrator.get("/v1/officers?cursor=unknown").status()).isEqualTo(400);
    }

    @Test
    void aRuleRefusesShortPasswordsAndUnknownDepartments() {
        TestClient administrator = with(newOfficer(Role.ADMINISTRATOR).login().json());
        JsonObject asked = new JsonObject()
                .put("email", address())
                .put("name", "陈梅")
                .put("password", PASSWORD)
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
        TestClient officer =
                with(newOfficer(Role.AUDITOR, Role.DUTY_OFFICER).login().json());

        assertThat(officer.get("/v1/officers").status()).isEqualTo(403);
        assertThat(app.resident().get("/v1/officers").status()).isEqualTo(403);
        assertThat(app.nobody().get("/v1/officers").status()).isEqualTo(401);
    }

    @Test
    void aDisabledOfficerIsOutAtOnce() {
        TestClient administrator = with(newOfficer(Role.ADMINISTRATOR).login().json());
        Officer officer = newOfficer(Role.OFFICER);
        JsonObject tokens = officer.login().json();
        assertThat(with(tokens).get("/v1/me").status()).isEqualTo(200);

        assertThat(change(administrator, officer, "\"1\"", true, "officer").status())
                .isEqualTo(200);

        assertThat(with(tokens).get("/v1/me").status()).isEqualTo(401);
        assertThat(refresh(tokens).problem()).isEqualTo("refresh-token-ended");
        clock.advance(Duration.ofSeconds(30));
        assertThat(officer.login().problem()).isEqualTo("wrong-credentials");

        change(administrator, officer, "\"2\"", false, "officer");
        assertThat(refresh(tokens).problem()).isEqualTo("refresh-token-ended");
        clock.advance(Duration.ofSeconds(30));
        assertThat(officer.login().status()).isEqualTo(200);
    }

    @Test
    void changedRolesHoldAtOnce() {
        TestClient administrator = with(newOfficer(Role.ADMINISTRATOR).login().json());
        Officer officer = newOfficer(Role.ADMINISTRATOR);
        TestClient changed = with(officer.login().json());
        assertThat(changed.get("/v1/officers").status()).isEqualTo(200);

        Answer answer = change(administrator, officer, "\"1\"", false, "officer");
        assertThat(answer.etag()).isEqualTo("\"2\"");

        assertThat(changed.get("/v1/officers").status()).isEqualTo(403);
        assertThat(change(administrator, officer, "\"1\"", false, "officer").problem())
                .isEqualTo("stale");
    }

    @Test
    void whatOfficersDoToOfficersIsInTheLogWithoutSecrets() {
        TestClient administrator = with(newOfficer(Role.ADMINISTRATOR).login().json());
        Officer officer = newOfficer(Role.OFFICER);
        officer.login("wrong password", null);
        officer.login();
        change(administrator, officer, "\"1\"", true, "officer");

        TestClient auditor = with(newOfficer(Role.AUDITOR).login().json());
        JsonArray entries =
                auditor.get("/v1/audit?subjectId=" + officer.id).json().getJsonArray("items");
        assertThat(entries.stream().map(entry -> ((JsonObject) entry).getString("action")))
                .containsExactly("officer.changed", "officer.signed-in", "officer.sign-in-refused", "officer.created");
        assertThat(entries.encode()).doesNotContain("argon2", PASSWORD, officer.email);
    }

    private static final class Officer {
        private final String id;
        private final String email;
        private final byte[] secret;

        private Officer(String id, String email, byte[] secret) {
            this.id = id;
            this.email = email;
            this.secret = secret;
        }

        private String code() {
            return Totp.code(secret, clock.instant());
        }

        private Answer login() {
            return login(PASSWORD, code());
        }

        private Answer login(String password, String code) {
            return app.nobody().post("/v1/auth/login", credentials(email, password, code));
        }
    }

    private static Officer newOfficer(Role... roles) {
        NewOfficer asked = new NewOfficer(address(), "王芳", PASSWORD, null, "zh-CN", null, List.of(roles));
        CreatedOfficer created =
                app.app().rooms().identity().officers().create(PROGRAM, asked).await();
        return new Officer(created.id().toString(), asked.email(), Base32.decode(created.totpSecret()));
    }

    private static Answer change(
            TestClient administrator, Officer officer, String etag, boolean disabled, String... roles) {
        return administrator
                .with("If-Match", etag)
                .put(
                        "/v1/officers/" + officer.id,
                        new JsonObject()
                                .put("name", "王芳")
                                .put("roles", new JsonArray(List.of(roles)))
                                .put("disabled", disabled));
    }

    private static JsonObject credentials(String email, String password, String code) {
        JsonObject json = new JsonObject().put("email", email).put("password", password);
        return code == null ? json : json.put("code", code);
    }

    private static Answer refresh(JsonObject tokens) {
        return app.nobody()
                .post("/v1/auth/refresh", new JsonObject().put("refreshToken", tokens.getString("refreshToken")));
    }

    private static TestClient with(JsonObject tokens) {
        return app.nobody().with("Authorization", "Bearer " + tokens.getString("accessToken"));
    }

    private static String address() {
        return "officer-" + UUID.randomUUID() + "@example.cn";
    }

    private static UUID anyDepartment() {
        return app.app().rooms().registry().matrix().dutyOffice().id();
    }
}
