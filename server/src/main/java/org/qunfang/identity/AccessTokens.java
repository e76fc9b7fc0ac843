package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.User;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.http.Recent;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * Signs and verifies access tokens: JWTs (RFC 7519) with EdDSA over Ed25519 (RFC 8037), 15 minutes. No other algorithm
 * has a key here, so {@code none}, HS256 and foreign keys fail.
 */
final class AccessTokens {
    static final Duration LIFETIME = Duration.ofMinutes(15);

    private static final String AUDIENCE = "qunfang";
    private static final Duration CLOCK_DIFFERENCE = Duration.ofSeconds(30);
    private static final int LONGEST = 4_096;
    /** Verifying costs more than the rest of a small request; a phone shows the same token for 15 minutes. */
    private static final int MOST_REMEMBERED = 10_000;

    private final JWTAuth jwt;
    private final String issuer;
    private final Clock clock;
    private final Recent<String, Claims> verified = new Recent<>(MOST_REMEMBERED);

    /** What a token says. Roles are not in it: an officer's are looked up, so that a change holds at once. */
    record Claims(UUID accountId, Caller.Kind kind, UUID sessionId, Instant expiresAt) {}

    AccessTokens(Vertx vertx, List<SigningKey> keys, String issuer, Clock clock) {
        this.issuer = issuer;
        this.clock = clock;
        // Time is checked here against the injected clock, not by the library against the system's.
        JWTAuthOptions options = new JWTAuthOptions()
                .setJWTOptions(new JWTOptions()
                        .setAlgorithm(SigningKey.ALGORITHM)
                        .setIssuer(issuer)
                        .addAudience(AUDIENCE)
                        .setIgnoreExpiration(true));
        for (SigningKey key : keys) {
            options.addPubSecKey(key.verifying());
            if (key.signs()) {
                options.addPubSecKey(key.signing());
            }
        }
        this.jwt = JWTAuth.create(vertx, options);
    }

    /** Loads the keys that all processes share; the first process makes them. */
    static Future<AccessTokens> load(Vertx vertx, Pool pool, String issuer, Clock clock) {
        Instant stillInUse = clock.instant().minus(LIFETIME).minus(CLOCK_DIFFERENCE);
        return SigningKeyStore.accepted(pool, stillInUse)
                .compose(keys -> keys.stream().anyMatch(SigningKey::signs)
                        ? Future.succeededFuture(keys)
                        : SigningKeyStore.insert(pool, SigningKey.generate(), clock.instant())
                                .compose(inserted -> SigningKeyStore.accepted(pool, stillInUse)))
                .map(keys -> new AccessTokens(vertx, keys, issuer, clock));
    }

    String issue(UUID accountId, Caller.Kind kind, UUID sessionId) {
        Instant now = clock.instant();
        JsonObject claims = new JsonObject()
                .put("iss", issuer)
                .put("aud", AUDIENCE)
                .put("sub", accountId.toString())
                .put("sid", sessionId.toString())
                .put("kind", kind.name())
                .put("iat", now.getEpochSecond())
                .put("exp", now.plus(LIFETIME).getEpochSecond());
        return jwt.generateToken(claims, new JWTOptions().setAlgorithm(SigningKey.ALGORITHM));
    }

    /** Fails with {@code unauthenticated} for everything but a token of ours that is still good. */
    Future<Claims> verify(String token) {
        Claims known = verified.get(token);
        Future<Claims> claims = known == null ? verifyUnknown(token) : Future.succeededFuture(known);
        return claims.compose(found -> {
            if (clock.instant().isBefore(found.expiresAt().plus(CLOCK_DIFFERENCE))) {
                return Future.succeededFuture(found);
            }
            verified.remove(token);
            return Future.failedFuture(refused());
        });
    }

    private Future<Claims> verifyUnknown(String token) {
        if (token.length() > LONGEST) {
            return Future.failedFuture(refused());
        }
        return Future.succeededFuture()
                .compose(start -> jwt.authenticate(new TokenCredentials(token)))
                .map(AccessTokens::claims)
                .recover(failure -> Future.failedFuture(refused()))
                .onSuccess(claims -> verified.put(token, claims));
    }

    private static Claims claims(User user) {
        JsonObject payload = user.attributes().getJsonObject("accessToken");
        return new Claims(
                UUID.fromString(payload.getString("sub")),
                Caller.Kind.valueOf(payload.getString("kind")),
                UUID.fromString(payload.getString("sid")),
                Instant.ofEpochSecond(payload.getLong("exp")));
    }

    private static Problem refused() {
        return Problem.of(
                ProblemType.UNAUTHENTICATED, "登录已过期或令牌无效，请重新登录。", "The token is expired or not good; sign in again.");
    }
}
