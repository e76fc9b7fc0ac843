package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.UUID;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class CredentialsApiTest {
    private static final String OTHER_PASSWORD = "seven brave cranes over the delta";
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private final People people = new People(app, clock);
    private TestClient administrator;
    private People.Officer officer;
    private JsonObject tokens;

    @BeforeEach
    void anOfficerWhoIsSignedIn() {
        app.pool().query("DELETE FROM sign_in_failures").execute().await();
        administrator =
                people.with(people.newOfficer(Role.ADMINISTRATOR).login().json());
        officer = people.newOfficer(Role.OFFICER);
        tokens = officer.login().json();
        clock.advance(Duration.ofSeconds(30));
    }

    @Test
    void whoLostThePhoneSignsInWithTheNewSecretToldOnce() {
        Answer answer = reset(new JsonObject().put("newSecondFactor", true));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.json().getJsonObject("officer").getString("id")).isEqualTo(officer.id());
        String secret = answer.json().getString("totpSecret");
        assertThat(answer.json().getString("totpUri")).contains(secret);
        assertThat(officer.login().problem()).isEqualTo("wrong-credentials");
        assertThat(people.officer(officer.id(), officer.email(), Base32.decode(secret))
                        .login()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whoForgotThePasswordSignsInWithTheNewOneAndTheOldSecret() {
        Answer answer = reset(new JsonObject().put("newPassword", OTHER_PASSWORD));

        assertThat(answer.json().fieldNames()).containsExactly("officer");
        assertThat(officer.login().problem()).isEqualTo("wrong-credentials");
        assertThat(officer.login(OTHER_PASSWORD, officer.code()).status()).isEqualTo(200);
    }

    @Test
    void aResetEndsEverySignInAtOnce() {
        assertThat(people.with(tokens).get("/v1/me").status()).isEqualTo(200);

        reset(new JsonObject().put("newSecondFactor", true));

        assertThat(people.with(tokens).get("/v1/me").status()).isEqualTo(401);
        assertThat(people.refresh(tokens).problem()).isEqualTo("refresh-token-ended");
    }

    @Test
    void whoTriedTooOftenBeforeTheResetDoesNotWaitAfterIt() {
        for (int n = 0; n < 5; n++) {
            officer.login("a guess", officer.code());
        }
        assertThat(officer.login().problem()).isEqualTo("too-many-requests");

        reset(new JsonObject().put("newPassword", OTHER_PASSWORD));

        assertThat(officer.login(OTHER_PASSWORD, officer.code()).status()).isEqualTo(200);
    }

    @Test
    void aResetAsksForSomethingOfSomebodyByAnAdministrator() {
        JsonObject asked = new JsonObject().put("newPassword", OTHER_PASSWORD);

        assertThat(reset(new JsonObject()).status()).isEqualTo(400);
        assertThat(reset(new JsonObject().put("newPassword", "short")).status()).isEqualTo(400);
        Answer own = reset(new JsonObject().put("newPassword", "my " + officer.email()));
        assertThat(own.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/newPassword");
        assertThat(administrator
                        .post("/v1/officers/" + UUID.randomUUID() + "/reset", asked)
                        .status())
                .isEqualTo(404);
        assertThat(people.with(tokens)
                        .post("/v1/officers/" + officer.id() + "/reset", asked)
                        .status())
                .isEqualTo(403);
        assertThat(officer.login().status()).isEqualTo(200);
    }

    @Test
    void anOfficerChangesTheOwnPasswordAndIsSignedInAnew() {
        JsonObject elsewhere = officer.login().json();
        clock.advance(Duration.ofSeconds(30));

        Answer changed = change(People.PASSWORD, OTHER_PASSWORD);

        assertThat(changed.status()).isEqualTo(200);
        assertThat(people.with(changed.json()).get("/v1/me").json().getString("id"))
                .isEqualTo(officer.id());
        assertThat(people.refresh(changed.json()).status()).isEqualTo(200);
        assertThat(people.with(tokens).get("/v1/me").status()).isEqualTo(401);
        assertThat(people.refresh(elsewhere).problem()).isEqualTo("refresh-token-ended");
        assertThat(officer.login().problem()).isEqualTo("wrong-credentials");
        assertThat(officer.login(OTHER_PASSWORD, officer.code()).status()).isEqualTo(200);
    }

    @Test
    void theOldPasswordCannotBeGuessedWithAStolenToken() {
        for (int n = 0; n < 5; n++) {
            Answer refused = change("a guess", OTHER_PASSWORD);
            assertThat(refused.problem()).isEqualTo("invalid");
            assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/oldPassword");
        }

        assertThat(change(People.PASSWORD, OTHER_PASSWORD).problem()).isEqualTo("too-many-requests");
    }

    @Test
    void onlyOfficersHaveAPassword() {
        JsonObject asked = new JsonObject().put("oldPassword", People.PASSWORD).put("newPassword", OTHER_PASSWORD);

        assertThat(app.resident().post("/v1/me/password", asked).status()).isEqualTo(403);
        assertThat(app.nobody().post("/v1/me/password", asked).status()).isEqualTo(401);
    }

    @Test
    void whatWasDoneIsInTheLogWithoutSecrets() {
        String secret =
                reset(new JsonObject().put("newSecondFactor", true)).json().getString("totpSecret");
        People.Officer renewed = people.officer(officer.id(), officer.email(), Base32.decode(secret));
        tokens = renewed.login().json();
        change("a guess", OTHER_PASSWORD);
        change(People.PASSWORD, OTHER_PASSWORD);

        TestClient auditor = people.with(people.newOfficer(Role.AUDITOR).login().json());
        JsonArray entries =
                auditor.get("/v1/audit?subjectId=" + officer.id()).json().getJsonArray("items");
        assertThat(entries.stream().map(entry -> ((JsonObject) entry).getString("action")))
                .startsWith(
                        "officer.password-changed",
                        "officer.password-change-refused",
                        "officer.signed-in",
                        "officer.reset");
        assertThat(entries.encode()).doesNotContain("argon2", OTHER_PASSWORD, secret);
    }

    private Answer reset(JsonObject asked) {
        return administrator.post("/v1/officers/" + officer.id() + "/reset", asked);
    }

    private Answer change(String oldPassword, String newPassword) {
        return people.with(tokens)
                .post(
                        "/v1/me/password",
                        new JsonObject().put("oldPassword", oldPassword).put("newPassword", newPassword));
    }
}
