package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.bouncycastle.util.encoders.Base32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.identity.AccountStore.Candidate;
import org.qunfang.identity.OfficerService.CreatedOfficer;
import org.qunfang.identity.OfficerService.NewOfficer;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestDatabase;

/** What an address other than the test's own sees, and what happens at the same moment. */
class SignInTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String PASSWORD = "correct horse battery staple";
    private static final String DESK = "192.0.2.10";
    private static final String STRANGER = "198.51.100.7";

    private final MovableClock clock = new MovableClock();
    private final AuditLog audit = new AuditLog(clock);
    private final AccessTokens accessTokens =
            new AccessTokens(database.vertx(), List.of(SigningKey.generate()), "test", clock);
    private final Standings standings = new Standings(database.pool(), clock);
    private final Sessions sessions = new Sessions(database.pool(), clock, audit, accessTokens, standings);
    private final WorkerExecutor workers = database.vertx().createSharedWorkerExecutor("passwords", 2);
    private final Passwords passwords = new Passwords(workers);
    private final SignIn signIn = new SignIn(database.pool(), clock, audit, passwords, sessions);
    private final OfficerService officers =
            new OfficerService(database.pool(), clock, audit, passwords, standings, id -> Optional.empty());

    private String email;
    private UUID id;
    private byte[] secret;

    @BeforeEach
    void anOfficer() {
        database.pool().query("DELETE FROM sign_in_failures").execute().await();
        email = "officer-" + UUID.randomUUID() + "@example.cn";
        CreatedOfficer created = officers.create(
                        new Caller(Caller.Kind.SERVICE, null, "test", null, Set.of(), Set.of(), null),
                        new NewOfficer(email, "王芳", PASSWORD, null, "zh-CN", null, List.of(Role.OFFICER)))
                .await();
        id = created.id();
        secret = Base32.decode(created.totpSecret());
    }

    @Test
    void aStrangerWhoKeepsTheAccountLockedDoesNotLockOutItsOwnerAtTheUsualDesk() {
        login(PASSWORD, DESK).await();
        for (int n = 0; n < 5; n++) {
            assertFails(login("wrong", STRANGER), ProblemType.WRONG_CREDENTIALS);
        }
        clock.advance(Duration.ofSeconds(31));
        assertFails(login("wrong", STRANGER), ProblemType.WRONG_CREDENTIALS);

        assertFails(login(PASSWORD, STRANGER), ProblemType.TOO_MANY_REQUESTS);
        assertThat(login(PASSWORD, DESK).await().accountId()).isEqualTo(id);
    }

    @Test
    void aLockedAccountIsLockedFromEveryUnknownAddress() {
        for (int n = 0; n < 5; n++) {
            assertFails(login("wrong", "198.51.100." + n), ProblemType.WRONG_CREDENTIALS);
        }

        assertFails(login(PASSWORD, "203.0.113.1"), ProblemType.TOO_MANY_REQUESTS);
    }

    @Test
    void anAddressThatTriesManyAccountsWaitsToo() {
        for (int n = 0; n < 31; n++) {
            assertFails(signIn.login(n + "@example.cn", "wrong", null, STRANGER), ProblemType.WRONG_CREDENTIALS);
        }

        assertFails(signIn.login("31@example.cn", "wrong", null, STRANGER), ProblemType.TOO_MANY_REQUESTS);
        assertThat(login(PASSWORD, DESK).await().accountId()).isEqualTo(id);
    }

    @Test
    void manyTriesAtTheSameMomentAreManyFailures() {
        List<Future<Tokens>> tries = new ArrayList<>();
        for (int n = 0; n < 20; n++) {
            tries.add(login("wrong", STRANGER));
        }
        Future.join(tries).otherwiseEmpty().await();

        assertThat(tries.stream().filter(each -> type(each) == ProblemType.WRONG_CREDENTIALS))
                .hasSize(5);
        assertThat(tries.stream().filter(each -> type(each) == ProblemType.TOO_MANY_REQUESTS))
                .hasSize(15);
    }

    @Test
    void oneCodeAtTheSameMomentSignsInOnce() {
        List<Future<Tokens>> tries = List.of(login(PASSWORD, DESK), login(PASSWORD, DESK), login(PASSWORD, DESK));
        Future.join(tries).otherwiseEmpty().await();

        assertThat(tries.stream().filter(Future::succeeded)).hasSize(1);
    }

    @Test
    void whoeverIsResetWhileSigningInIsNotLetIn() {
        Candidate proved = AccountStore.candidate(database.pool(), email, DESK, clock.instant())
                .await()
                .orElseThrow();
        AccountStore.reset(database.pool(), id, null, Totp.newSecret()).await();

        assertThat(AccountStore.useCode(database.pool(), proved, 1).await()).isFalse();
    }

    @Test
    void aRightPasswordWithoutCodeIsNoFailure() {
        for (int n = 0; n < 40; n++) {
            assertFails(signIn.login(email, PASSWORD, null, DESK), ProblemType.SECOND_FACTOR_NEEDED);
        }
    }

    @Test
    void guessedCodesLockLikeGuessedPasswords() {
        for (int n = 0; n < 5; n++) {
            assertFails(signIn.login(email, PASSWORD, "00000" + n, DESK), ProblemType.WRONG_CREDENTIALS);
        }

        assertFails(signIn.login(email, PASSWORD, "000009", DESK), ProblemType.TOO_MANY_REQUESTS);
    }

    @Test
    void anUnknownPersonsPasswordIsHashedLikeAnyOther() {
        String hash = Argon2.hash(PASSWORD);
        long known = fastest(() -> passwords.matches("wrong", hash));
        long unknown = fastest(() -> passwords.matches("wrong", null));

        assertThat(unknown)
                .as("hashing takes milliseconds, no hashing microseconds")
                .isGreaterThan(known / 10);
        assertThat(passwords.matches("nobody has this password", null).await()).isFalse();
    }

    @Test
    void ofTwoRotationsOfTheSameTokenOnlyTheFirstCounts() {
        RefreshToken token =
                RefreshToken.parse(login(PASSWORD, DESK).await().refreshToken()).orElseThrow();
        Session session = SessionStore.byHandle(database.pool(), token).await().orElseThrow();

        assertThat(rotate(session, token)).isTrue();
        assertThat(rotate(session, token)).isFalse();
    }

    @Test
    void twoTabsThatRefreshAtTheSameMomentGetTheSameToken() {
        String token = login(PASSWORD, DESK).await().refreshToken();
        List<Future<Tokens>> tabs = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            tabs.add(sessions.refresh(token));
        }
        Future.all(tabs).await();

        assertThat(tabs.stream().map(tab -> tab.await().refreshToken()).distinct())
                .hasSize(1);
        assertThat(sessions.refresh(tabs.get(0).await().refreshToken()).await()).isNotNull();
    }

    @Test
    void aChangeInAnotherProcessHoldsWithinTwoSeconds() {
        Tokens tokens = login(PASSWORD, DESK).await();
        IdentityService admission = new IdentityService(database.pool(), clock, accessTokens, standings, sessions);
        assertThat(admission.admit(tokens.accessToken()).await().may("case.work"))
                .isTrue();

        database.pool()
                .query("UPDATE accounts SET disabled_at = now() WHERE id = '" + id + "'")
                .execute()
                .await();
        clock.advance(Standings.REMEMBERED);

        assertFails(admission.admit(tokens.accessToken()), ProblemType.UNAUTHENTICATED);
    }

    @Test
    void oldSessionsAndFailuresAreSweptAndYoungOnesStay() {
        login(PASSWORD, DESK).await();
        assertFails(login("wrong", STRANGER), ProblemType.WRONG_CREDENTIALS);
        IdentityService service = new IdentityService(database.pool(), clock, accessTokens, standings, sessions);
        assertThat(service.sweep().await()).isZero();

        clock.advance(Duration.ofDays(31));
        assertThat(service.sweep().await()).isGreaterThanOrEqualTo(3);
        assertThat(service.sweep().await()).isZero();
    }

    private Future<Tokens> login(String password, String address) {
        return signIn.login(email, password, Totp.code(secret, clock.instant()), address);
    }

    private boolean rotate(Session session, RefreshToken token) {
        byte[] salt = RefreshToken.randomBytes();
        return SessionStore.rotate(database.pool(), session, token, salt, clock.instant(), session.expiresAt())
                .await();
    }

    private static long fastest(Supplier<Future<?>> trial) {
        long fastest = Long.MAX_VALUE;
        for (int n = 0; n < 5; n++) {
            long began = System.nanoTime();
            trial.get().await();
            fastest = Math.min(fastest, System.nanoTime() - began);
        }
        return fastest;
    }

    private static ProblemType type(Future<?> failed) {
        return failed.cause() instanceof Problem problem ? problem.type() : null;
    }

    private static void assertFails(Future<?> future, ProblemType type) {
        assertThatThrownBy(future::await)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(type));
    }
}
