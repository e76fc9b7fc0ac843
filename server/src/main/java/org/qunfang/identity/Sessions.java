package org.qunfang.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Starts, continues and ends sign-ins. docs/adr/0011-tokens.md */
final class Sessions {
    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;
    private final AccessTokens accessTokens;
    private final Standings standings;

    Sessions(Pool pool, Clock clock, AuditLog audit, AccessTokens accessTokens, Standings standings) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
        this.accessTokens = accessTokens;
        this.standings = standings;
    }

    /** A new resident with a first session, in one statement. */
    Future<Tokens> startResident(String language) {
        RefreshToken token = RefreshToken.first();
        Session session = first(UuidCreator.getTimeOrderedEpoch(), Caller.Kind.RESIDENT, token);
        return SessionStore.insertWithResident(pool, session, token, language).map(stored -> tokens(session, token));
    }

    /** A session of an account that has just proved who it is, in the transaction of that proof. */
    Future<Tokens> start(SqlClient conn, Account account, String address) {
        RefreshToken token = RefreshToken.first();
        Session session = first(account.id(), account.kind(), token);
        return SessionStore.insert(conn, session, token, address).map(stored -> tokens(session, token));
    }

    private Session first(UUID accountId, Caller.Kind kind, RefreshToken token) {
        Instant now = clock.instant();
        return new Session(
                UuidCreator.getTimeOrderedEpoch(),
                accountId,
                kind,
                RefreshToken.randomBytes(),
                token.secretHash(),
                null,
                now,
                now,
                Session.expiry(kind, now, now),
                false);
    }

    /** Fails with {@code refresh-token-ended} for every token that is not good any more, or never was. */
    Future<Tokens> refresh(String text) {
        return RefreshToken.parse(text).map(this::refresh).orElseGet(() -> Future.failedFuture(ended()));
    }

    private Future<Tokens> refresh(RefreshToken token) {
        return SessionStore.byHandle(pool, token).compose(found -> {
            Session session = found.orElseThrow(Sessions::ended);
            return switch (session.judge(token, clock.instant())) {
                case ROTATE -> rotate(session, token);
                case REPEAT -> Future.succeededFuture(tokens(session, token.next(session.salt())));
                case REUSED -> end(session, "reuse").compose(done -> Future.failedFuture(ended()));
                case OVER -> Future.failedFuture(ended());
            };
        });
    }

    private Future<Tokens> rotate(Session session, RefreshToken token) {
        Instant now = clock.instant();
        byte[] salt = RefreshToken.randomBytes();
        Instant expiresAt = Session.expiry(session.kind(), session.createdAt(), now);
        return SessionStore.rotate(pool, session, token, salt, now, expiresAt)
                .compose(first -> first ? Future.succeededFuture(tokens(session, token.next(salt))) : refresh(token));
    }

    /** Ends the sign-in that the token belongs to; whatever else the token is, the answer is the same. */
    Future<Void> logout(String text) {
        return RefreshToken.parse(text)
                .map(token -> SessionStore.byHandle(pool, token))
                .orElse(Future.succeededFuture(Optional.empty()))
                .compose(found -> found.map(session -> end(session, "logout")).orElse(Future.succeededFuture()));
    }

    private Future<Void> end(Session session, String reason) {
        Caller caller = Account.caller(session.accountId(), session.kind(), null, null, List.of());
        return pool.withTransaction(conn -> SessionStore.end(conn, session.id(), clock.instant(), reason)
                        .compose(ended -> ended
                                ? audit.append(
                                        conn,
                                        caller,
                                        "session.ended",
                                        "account",
                                        session.accountId(),
                                        new JsonObject().put("reason", reason))
                                : Future.<Void>succeededFuture()))
                .onSuccess(done -> standings.forget());
    }

    private Tokens tokens(Session session, RefreshToken token) {
        return new Tokens(
                accessTokens.issue(session.accountId(), session.kind(), session.id()),
                token.text(),
                session.accountId(),
                session.kind());
    }

    private static Problem ended() {
        return Problem.of(ProblemType.REFRESH_TOKEN_ENDED, "登录已结束，请重新登录。", "The sign-in has ended; sign in again.");
    }
}
