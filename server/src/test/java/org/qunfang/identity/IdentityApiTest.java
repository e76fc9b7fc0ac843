package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;

class IdentityApiTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private final People people = new People(app, clock);

    @Test
    void aPhoneStartsWithoutAnAccount() {
        Answer started = app.nobody().post("/v1/auth/anonymous", new JsonObject().put("language", "en"));
        assertThat(started.status()).isEqualTo(201);
        assertThat(started.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(started.json().getInteger("expiresIn")).isEqualTo(900);

        JsonObject me = people.with(started.json()).get("/v1/me").json();
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
        People.Officer officer = people.newOfficer(Role.DEPARTMENT_LEAD, Role.AUDITOR);
        Answer signedIn = officer.login();
        assertThat(signedIn.status()).isEqualTo(200);

        JsonObject me = people.with(signedIn.json()).get("/v1/me").json();
        assertThat(me.getString("email")).isEqualTo(officer.email());
        assertThat(me.getJsonArray("roles")).containsExactly("auditor", "department_lead");
        assertThat(me.getJsonArray("permissions")).contains("case.assign", "audit.read");
    }

    @Test
    void theEMailAddressIsTakenInAnyCase() {
        People.Officer officer = people.newOfficer(Role.OFFICER);

        assertThat(app.nobody()
                        .post(
                                "/v1/auth/login",
                                people.credentials(officer.email().toUpperCase(), People.PASSWORD, officer.code()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void whatIsWrongWithASignInIsNotTold() {
        People.Officer officer = people.newOfficer(Role.OFFICER);
        List<Answer> refused = List.of(
                officer.login("wrong password", officer.code()),
                officer.login(People.PASSWORD, "000000"),
                officer.login("wrong password", null),
                app.nobody().post("/v1/auth/login", people.credentials("nobody@example.cn", People.PASSWORD, "123456")),
                app.nobody().post("/v1/auth/login", people.credentials("nobody@example.cn", People.PASSWORD, null)));

        for (Answer answer : refused) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.problem()).isEqualTo("wrong-credentials");
            assertThat(answer.json().getString("detail"))
                    .isEqualTo(refused.get(0).json().getString("detail"));
        }
    }

    @Test
    void whoHasThePasswordIsAskedForTheCode() {
        Answer answer = people.newOfficer(Role.OFFICER).login(People.PASSWORD, null);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.problem()).isEqualTo("second-factor-needed");
    }

    @Test
    void aCodeIsGoodOnce() {
        People.Officer officer = people.newOfficer(Role.OFFICER);
        String code = officer.code();

        assertThat(officer.login(People.PASSWORD, code).status()).isEqualTo(200);
        assertThat(officer.login(People.PASSWORD, code).problem()).isEqualTo("wrong-credentials");
    }

    @Test
    void whoGuessesWaits() {
        People.Officer officer = people.newOfficer(Role.OFFICER);
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
        JsonObject first = people.newOfficer(Role.OFFICER).login().json();
        JsonObject second = people.refresh(first).json();
        assertThat(second.getString("refreshToken")).isNotEqualTo(first.getString("refreshToken"));
        assertThat(people.with(second).get("/v1/me").status()).isEqualTo(200);

        JsonObject token = new JsonObject().put("refreshToken", second.getString("refreshToken"));
        assertThat(app.nobody().post("/v1/auth/logout", token).status()).isEqualTo(204);
        assertThat(app.nobody().post("/v1/auth/logout", token).status()).isEqualTo(204);
        assertThat(people.refresh(second).problem()).isEqualTo("refresh-token-ended");
        assertThat(people.with(second).get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aLostAnswerIsGivenAgain() {
        JsonObject first = people.newOfficer(Role.OFFICER).login().json();
        String lost = people.refresh(first).json().getString("refreshToken");

        Answer again = people.refresh(first);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("refreshToken")).isEqualTo(lost);
    }

    @Test
    void aTokenThatNeverWasIsRefusedLikeOneThatEnded() {
        Answer refused = app.nobody().post("/v1/auth/refresh", new JsonObject().put("refreshToken", "nonsense!"));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.problem()).isEqualTo("refresh-token-ended");
    }

    @Test
    void anOldTokenEndsTheWholeSignIn() {
        JsonObject first = people.newOfficer(Role.OFFICER).login().json();
        JsonObject second = people.refresh(first).json();
        clock.advance(Duration.ofSeconds(31));

        assertThat(people.refresh(first).problem()).isEqualTo("refresh-token-ended");
        assertThat(people.refresh(second).problem()).isEqualTo("refresh-token-ended");
        assertThat(people.with(second).get("/v1/me").status()).isEqualTo(401);
    }

    @Test
    void aResidentInATunnelForThreeDaysStaysSignedInAndAThiefDoesNotStayWithHim() {
        JsonObject first = app.nobody().post("/v1/auth/anonymous").json();
        JsonObject stolen = people.refresh(first).json();
        clock.advance(Duration.ofDays(3));

        Answer back = people.refresh(first);
        assertThat(back.status()).isEqualTo(200);
        assertThat(back.json().getString("accountId")).isEqualTo(first.getString("accountId"));
        assertThat(people.refresh(stolen).problem()).isEqualTo("refresh-token-ended");
        assertThat(people.refresh(back.json()).problem()).isEqualTo("refresh-token-ended");
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
}
