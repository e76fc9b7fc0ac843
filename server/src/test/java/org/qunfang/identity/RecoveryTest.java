package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Whoever lost the phone, or sits at another browser, comes back with what was written down. */
class RecoveryTest {
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private final People people = new People(app, clock);
    private JsonObject phone;
    private String code;

    @BeforeEach
    void aResidentWithACode() {
        app.pool().query("DELETE FROM sign_in_failures").execute().await();
        phone = newPhone();
        code = make(phone);
    }

    private static JsonObject newPhone() {
        return app.nobody().post("/v1/auth/anonymous", new JsonObject()).json();
    }

    private String make(JsonObject tokens) {
        Answer made = people.with(tokens).post("/v1/me/recovery-code");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        assertThat(made.headers().get("Cache-Control")).isEqualTo("no-store");
        return made.json().getString("recoveryCode");
    }

    private static Answer recover(String typed) {
        return app.nobody().post("/v1/auth/recover", new JsonObject().put("code", typed));
    }

    private static Row row(String sql, Object... values) {
        return app.pool()
                .preparedQuery(sql)
                .execute(Tuple.from(values))
                .await()
                .iterator()
                .next();
    }

    @Test
    void theCodeBringsTheSameAccountIntoAnotherBrowserAndGivesTheNextCode() {
        Answer back = recover(code);

        assertThat(back.status()).as(back.body().toString()).isEqualTo(200);
        assertThat(back.headers().get("Cache-Control")).isEqualTo("no-store");
        assertThat(back.json().getString("accountId")).isEqualTo(phone.getString("accountId"));
        assertThat(people.with(back.json()).get("/v1/me").json().getString("id"))
                .isEqualTo(phone.getString("accountId"));
        assertThat(people.refresh(back.json()).status()).isEqualTo(200);
        String next = back.json().getString("recoveryCode");
        assertThat(next).isNotEqualTo(code);
        assertThat(recover(next).json().getString("accountId")).isEqualTo(phone.getString("accountId"));
    }

    @Test
    void theLostPhoneIsSignedOut() {
        recover(code);
        assertThat(people.refresh(phone).problem()).isEqualTo("refresh-token-ended");
        assertThat(row("SELECT end_reason FROM sessions WHERE account_id = $1 ORDER BY created_at LIMIT 1", account())
                        .getString(0))
                .isEqualTo("recovered");
    }

    private UUID account() {
        return UUID.fromString(phone.getString("accountId"));
    }

    @Test
    void aCodeIsGoodForOneUseButALostAnswerIsGivenAgain() {
        String next = recover(code).json().getString("recoveryCode");
        Answer again = recover(code);
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("recoveryCode")).isEqualTo(next);

        clock.advance(Recovery.REPEATABLE.plusSeconds(1));
        assertThat(recover(code).problem()).isEqualTo("wrong-credentials");
        assertThat(recover(next).status()).isEqualTo(200);
    }

    @RepeatedTest(10)
    void twoAtOnceGetTheSameNextCode() {
        CompletableFuture<Answer> one = CompletableFuture.supplyAsync(() -> recover(code));
        Answer two = recover(code);
        assertThat(one.join().json().getString("recoveryCode"))
                .as(one.join().body().toString())
                .isNotNull()
                .isEqualTo(two.json().getString("recoveryCode"));
    }

    @Test
    void aCodeIsReadAsPeopleWriteIt() {
        String spaced = code.toLowerCase().replace("-", "  ").replace('0', 'o').replace('1', 'l');
        assertThat(recover(" " + spaced + " ").status()).isEqualTo(200);
    }

    @Test
    void aNewCodeVoidsTheOldOneAlsoForARepeat() {
        String second = make(phone);
        assertThat(recover(code).problem()).isEqualTo("wrong-credentials");
        JsonObject back = recover(second).json();
        make(back);
        assertThat(recover(second).problem()).isEqualTo("wrong-credentials");
        assertThat(recover(back.getString("recoveryCode")).problem()).isEqualTo("wrong-credentials");
    }

    @Test
    void whatCannotBeACodeIsSaidAtItsFieldAndCountsAsNoTry() {
        String typo = code.substring(0, 28) + (code.charAt(28) == '7' ? '8' : '7');
        for (String wrong :
                new String[] {typo, "1", code + "7", "UUUUU-UUUUU-UUUUU-UUUUU-UUUUU", "恢复码恢复码恢复码恢复码", " - "}) {
            Answer answer = recover(wrong);
            assertThat(answer.status()).as(wrong).isEqualTo(422);
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/code");
        }
        assertThat(row("SELECT count(*) FROM sign_in_failures").getLong(0)).isZero();
        assertThat(recover(code).status()).isEqualTo(200);
    }

    @Test
    void guessesAreCountedForTheAddressAndTheRightCodeMakesThemForgotten() {
        for (int i = 0; i < 4; i++) {
            assertThat(recover(RecoveryCode.fresh().text()).problem()).isEqualTo("wrong-credentials");
        }
        assertThat(recover(code).status()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(recover(RecoveryCode.fresh().text()).problem()).isEqualTo("wrong-credentials");
        }
        Answer blocked = recover(code);
        assertThat(blocked.status()).isEqualTo(429);
        assertThat(Integer.parseInt(blocked.headers().get("Retry-After"))).isBetween(1, 31);
        clock.advance(Duration.ofSeconds(31));
        assertThat(recover(code).status()).isEqualTo(200);
    }

    @Test
    void onlyItsHashIsKeptAndTheLogSaysWhatHappenedWithoutIt() {
        String plain = code.replace("-", "");
        Row kept = row(
                "SELECT to_jsonb(r)::text, encode(r.hash, 'hex') FROM recovery_codes AS r WHERE account_id = $1",
                account());
        assertThat(kept.getString(0)).doesNotContain(plain).doesNotContain(code);
        assertThat(kept.getString(1)).isEqualTo(HexFormat.of().formatHex(Digests.sha256(plain)));

        recover(code);

        TestClient auditor = people.with(people.newOfficer(Role.AUDITOR).login().json());
        JsonArray entries =
                auditor.get("/v1/audit?subjectId=" + account()).json().getJsonArray("items");
        assertThat(entries.stream().map(entry -> ((JsonObject) entry).getString("action")))
                .startsWith("account.recovered", "account.recovery-code-made");
        assertThat(entries.encode()).doesNotContain(plain, code);
    }

    @Test
    void meSaysWhenTheCodeWasMade() {
        JsonObject other = newPhone();
        assertThat(people.with(other).get("/v1/me").json().containsKey("recoveryCodeAt"))
                .isFalse();
        make(other);
        assertThat(Duration.between(
                        people.with(other).get("/v1/me").json().getInstant("recoveryCodeAt"), clock.instant()))
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void anOfficerHasNoneInTheCodeAndInTheDatabase() {
        People.Officer officer = people.newOfficer(Role.OFFICER);
        JsonObject tokens = officer.login().json();
        assertThat(people.with(tokens).post("/v1/me/recovery-code").status()).isEqualTo(403);
        assertThatThrownBy(() -> row(
                        "INSERT INTO recovery_codes (account_id, hash, made_at) VALUES ($1, decode(repeat('00', 32), 'hex'), now()) RETURNING 1",
                        UUID.fromString(officer.id())))
                .hasMessageContaining("only residents");
    }

    @Test
    void aDisabledAccountDoesNotComeBack() {
        row("UPDATE accounts SET disabled_at = now() WHERE id = $1 RETURNING 1", account());
        assertThat(recover(code).problem()).isEqualTo("wrong-credentials");
    }
}
