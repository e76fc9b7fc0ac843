package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.http.ClientAddress;
import org.qunfang.identity.Throttle.Subjects;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * The way back into an account that has neither address nor password: a code that was written down.
 * docs/adr/0138-recovery-codes.md
 */
final class Recovery {
    /** An answer gets lost: within this time the same code is answered with the same successor. */
    static final Duration REPEATABLE = Duration.ofMinutes(10);

    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;
    private final Standings standings;
    private final Sessions sessions;
    private final Throttle throttle;

    Recovery(Pool pool, Clock clock, AuditLog audit, Standings standings, Sessions sessions) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
        this.standings = standings;
        this.sessions = sessions;
        this.throttle = new Throttle(pool, clock);
    }

    /** A code is told now and never again. */
    record Made(RecoveryCode code, Instant at) {}

    /** Signed in as the account, and the code for the next time. */
    record Recovered(Tokens tokens, RecoveryCode next) {}

    /** Voids the code there was. Fails with {@code forbidden} for officers, who have a second factor instead. */
    Future<Made> make(Caller caller) {
        RecoveryCode code = RecoveryCode.fresh();
        Instant now = clock.instant();
        return pool.withTransaction(conn -> RecoveryStore.make(conn, caller.accountId(), code, now)
                .compose(made -> made
                        ? audit.append(
                                conn,
                                caller,
                                "account.recovery-code-made",
                                "account",
                                caller.accountId(),
                                new JsonObject())
                        : Future.failedFuture(notForOfficers()))
                .map(new Made(code, now)));
    }

    /** When the account's code was made; empty without one. */
    Future<Optional<Instant>> madeAt(UUID accountId) {
        return RecoveryStore.madeAt(pool, accountId);
    }

    /**
     * Ends every sign-in of the account and starts one here. Fails with {@code invalid} for what cannot be a code, which is
     * not counted; with {@code wrong-credentials} for one that is nobody's, or nobody's any more; with {@code
     * too-many-requests}.
     */
    Future<Recovered> recover(String typed, String address) {
        String from = ClientAddress.limited(address);
        // Whoever tries has no name: tries are counted for the address.
        Subjects subjects = Subjects.of("recovery", from, true);
        return RecoveryCode.read(typed)
                .map(code -> throttle.countTry(subjects)
                        .compose(counted -> pool.withTransaction(conn -> use(conn, code, subjects, from)))
                        .onSuccess(done -> standings.forget()))
                .orElseGet(() -> Future.failedFuture(mistyped()));
    }

    private Future<Recovered> use(SqlConnection conn, RecoveryCode code, Subjects subjects, String from) {
        Instant now = clock.instant();
        return RecoveryStore.find(conn, code, now.minus(REPEATABLE)).compose(found -> {
            RecoveryStore.Found known = found.orElseThrow(Recovery::wrong);
            byte[] salt = known.used() ? known.salt() : RefreshToken.randomBytes();
            RecoveryCode next = code.next(salt);
            Future<Void> replaced = known.used()
                    ? Future.succeededFuture()
                    : RecoveryStore.replace(conn, known.accountId(), code, next, salt, now);
            return replaced.compose(done -> throttle.succeeded(conn, subjects))
                    .compose(done -> startAnew(conn, known.accountId(), from))
                    .map(tokens -> new Recovered(tokens, next));
        });
    }

    private Future<Tokens> startAnew(SqlConnection conn, UUID accountId, String from) {
        JsonObject detail = new JsonObject().put("address", from);
        return SessionStore.endAll(conn, accountId, clock.instant(), "recovered")
                .compose(done -> audit.append(
                        conn, Account.resident(accountId), "account.recovered", "account", accountId, detail))
                .compose(done -> AccountStore.byId(conn, accountId))
                .compose(account -> sessions.start(conn, account.orElseThrow(Recovery::wrong), from));
    }

    private static Problem notForOfficers() {
        return Problem.of(
                ProblemType.FORBIDDEN,
                "恢复码只用于没有密码的账号；工作人员请联系管理员重设。",
                "Recovery codes are for accounts without a password; officers ask an administrator.");
    }

    private static Problem mistyped() {
        return Problem.invalid(
                "/code",
                Localized.of(
                        "恢复码是 25 个字母和数字，有一处写错了；请逐组核对",
                        "A recovery code has 25 letters and digits, and something in this one is wrong; compare group by group"));
    }

    private static Problem wrong() {
        return Problem.of(
                ProblemType.WRONG_CREDENTIALS,
                "没有这个恢复码，或者它已经用过、已被新的代替。",
                "There is no such recovery code, or it was used, or a new one has replaced it.");
    }
}
