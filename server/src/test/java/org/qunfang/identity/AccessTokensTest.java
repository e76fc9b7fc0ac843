package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestDatabase;

class AccessTokensTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String ISSUER = "https://qunfang.example.cn";
    private static final UUID ACCOUNT = UUID.randomUUID();
    private static final UUID SESSION = UUID.randomUUID();

    private final MovableClock clock = new MovableClock();
    private final Vertx vertx = database.vertx();
    private final SigningKey key = SigningKey.generate();
    private final AccessTokens tokens = new AccessTokens(vertx, List.of(key), ISSUER, clock);

    @Test
    void aTokenSaysWhoItIs() {
        AccessTokens.Claims claims = tokens.verify(issue()).await();

        assertThat(claims.accountId()).isEqualTo(ACCOUNT);
        assertThat(claims.sessionId()).isEqualTo(SESSION);
        assertThat(claims.kind()).isEqualTo(Caller.Kind.OFFICER);
    }

    @Test
    void aTokenIsGoodForFifteenMinutesAndHalfAMinuteOfClockDifference() {
        String token = issue();
        clock.advance(Duration.ofMinutes(15).plusSeconds(28));
        assertThat(tokens.verify(token).await()).isNotNull();
        clock.advance(Duration.ofSeconds(3));
        assertRefused(token);
        assertThatThrownBy(() -> another(ISSUER).verify(token).await()).isInstanceOf(Problem.class);
    }

    @Test
    void aTokenWithoutSignatureIsRefused() {
        String unsigned = segment(new JsonObject().put("alg", "none").put("typ", "JWT")) + "." + payload(issue());

        assertRefused(unsigned);
        assertRefused(unsigned + ".");
        assertRefused(unsigned + "." + issue().split("\\.")[2]);
    }

    @Test
    void aTokenSignedWithOurPublicKeyAsIfItWereASecretIsRefused() {
        for (byte[] secret :
                List.of(key.publicKey(), key.verifying().getBuffer().getBytes(), new byte[] {1, 2, 3, 4, 5, 6, 7, 8})) {
            JWTAuth forger = JWTAuth.create(
                    vertx,
                    new JWTAuthOptions()
                            .addPubSecKey(new PubSecKeyOptions()
                                    .setAlgorithm("HS256")
                                    .setId(key.id())
                                    .setBuffer(Buffer.buffer(secret))));
            assertRefused(forger.generateToken(claims(), new JWTOptions().setAlgorithm("HS256")));
        }
    }

    @Test
    void aTokenOfAForeignKeyIsRefusedAlsoUnderOurKeysName() {
        SigningKey foreign = SigningKey.generate();
        SigningKey disguised = new SigningKey(key.id(), foreign.publicKey(), foreign.privateKey(), true);
        for (SigningKey forgers : List.of(foreign, disguised)) {
            assertRefused(new AccessTokens(vertx, List.of(forgers), ISSUER, clock)
                    .issue(ACCOUNT, Caller.Kind.OFFICER, SESSION));
        }
    }

    @Test
    void aTokenOfAnotherInstallationOrForAnotherPurposeIsRefused() {
        assertRefused(another("https://elsewhere.example.cn").issue(ACCOUNT, Caller.Kind.OFFICER, SESSION));
        assertRefused(sign(claims().put("aud", "somebody-else")));
        assertRefused(sign(claims().put("iss", 7)));
    }

    @Test
    void aTokenThatLacksOrTwistsAClaimIsRefused() {
        assertThat(tokens.verify(sign(claims())).await()).isNotNull();
        for (String claim : List.of("exp", "sub", "sid", "kind", "iss", "aud")) {
            JsonObject without = claims();
            without.remove(claim);
            assertRefused(sign(without));
        }
        assertRefused(sign(claims().put("exp", "soon")));
        assertRefused(sign(claims().put("kind", "KING")));
        assertRefused(sign(claims().put("aud", new JsonObject())));
    }

    @Test
    void anythingThatIsNoTokenIsRefused() {
        for (String text : List.of("", ".", "..", "a.b.c", "x".repeat(5_000), issue() + "x", issue().substring(1))) {
            assertRefused(text);
        }
    }

    @Test
    void aChangedPayloadIsRefused() {
        String[] parts = issue().split("\\.");
        String raised = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8)
                .replace(ACCOUNT.toString(), UUID.randomUUID().toString());

        assertRefused(parts[0] + "." + base64(raised) + "." + parts[2]);
    }

    @Test
    void processesThatStartTogetherShareOneKey() {
        List<Future<AccessTokens>> starting = IntStream.range(0, 4)
                .mapToObj(process -> AccessTokens.load(vertx, database.pool(), ISSUER, Clock.systemUTC()))
                .toList();
        Future.all(starting).await();

        String token = starting.get(0).await().issue(ACCOUNT, Caller.Kind.RESIDENT, SESSION);
        for (Future<AccessTokens> process : starting) {
            assertThat(process.await().verify(token).await().accountId()).isEqualTo(ACCOUNT);
        }
        assertThat(database.pool()
                        .query("SELECT id FROM signing_keys")
                        .execute()
                        .await()
                        .size())
                .isEqualTo(1);
    }

    @Test
    void aRetiredKeyVerifiesButSignsNoMore() {
        SigningKey retired = new SigningKey(key.id(), key.publicKey(), key.privateKey(), false);
        SigningKey fresh = SigningKey.generate();
        AccessTokens rotated = new AccessTokens(vertx, List.of(retired, fresh), ISSUER, clock);

        assertThat(rotated.verify(issue()).await().accountId()).isEqualTo(ACCOUNT);
        assertRefused(rotated.issue(ACCOUNT, Caller.Kind.OFFICER, SESSION));
    }

    private String issue() {
        return tokens.issue(ACCOUNT, Caller.Kind.OFFICER, SESSION);
    }

    private AccessTokens another(String issuer) {
        return new AccessTokens(vertx, List.of(key), issuer, clock);
    }

    /** Claims that are all good; the tests spoil one of them. */
    private JsonObject claims() {
        return new JsonObject(new String(Base64.getUrlDecoder().decode(payload(issue())), StandardCharsets.UTF_8));
    }

    private String sign(JsonObject claims) {
        return JWTAuth.create(vertx, new JWTAuthOptions().addPubSecKey(key.signing()))
                .generateToken(claims, new JWTOptions().setAlgorithm("EdDSA").setNoTimestamp(true));
    }

    private void assertRefused(String token) {
        assertThatThrownBy(() -> tokens.verify(token).await())
                .as(token)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.type()).isEqualTo(ProblemType.UNAUTHENTICATED));
    }

    private static String payload(String token) {
        return token.split("\\.")[1];
    }

    private static String segment(JsonObject json) {
        return base64(json.encode());
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
