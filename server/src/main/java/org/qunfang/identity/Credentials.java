package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.http.ClientAddress;
import org.qunfang.identity.AccountStore.Candidate;
import org.qunfang.identity.Throttle.Subjects;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** New passwords and second factors: for oneself with the old password, for whoever lost one by an administrator. */
public final class Credentials {
    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;
    private final Passwords passwords;
    private final Standings standings;
    private final Sessions sessions;
    private final Throttle throttle;

    Credentials(Pool pool, Clock clock, AuditLog audit, Passwords passwords, Standings standings, Sessions sessions) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
        this.passwords = passwords;
        this.standings = standings;
        this.sessions = sessions;
        this.throttle = new Throttle(pool, clock);
    }

    /**
     * What an officer is to get.
     *
     * @param password null keeps the one there is
     * @param secondFactor false keeps the one there is
     */
    record Reset(String password, boolean secondFactor) {
        private JsonObject detail() {
            return new JsonObject().put("password", password != null).put("secondFactor", secondFactor);
        }

        /** Never the password: this may end in a log. */
        @Override
        public String toString() {
            return "Reset " + detail();
        }
    }

    /**
     * The new second factor, which is told only now.
     *
     * @param totpSecret Base32, or null when the old one was kept
     * @param totpUri the same as an otpauth address, for a QR code, or null
     */
    public record ResetOfficer(UUID id, String totpSecret, String totpUri) {
        /** Never the secret: this may end in a log. */
        @Override
        public String toString() {
            return "ResetOfficer " + id;
        }
    }

    /** A new password and a new second factor for whoever signs in with the address; fails with {@code not-found}. */
    public Future<ResetOfficer> resetByEmail(Caller caller, String email, String password) {
        return AccountStore.candidate(pool, SignIn.normal(email), "", clock.instant())
                .map(found -> found.orElseThrow(Credentials::unknown).account())
                .compose(officer -> reset(caller, officer, new Reset(password, true)));
    }

    /** Ends every sign-in of the officer. Fails with {@code not-found} or {@code invalid}. */
    Future<ResetOfficer> reset(Caller caller, UUID id, Reset asked) {
        return AccountStore.byId(pool, id)
                .map(found -> found.filter(account -> account.kind() == Caller.Kind.OFFICER)
                        .orElseThrow(Problem::notFound))
                .compose(officer -> reset(caller, officer, asked));
    }

    private Future<ResetOfficer> reset(Caller caller, Account officer, Reset asked) {
        byte[] secret = asked.secondFactor() ? Totp.newSecret() : null;
        return hash(officer, "/newPassword", asked.password())
                .compose(hash -> pool.withTransaction(conn -> AccountStore.reset(conn, officer.id(), hash, secret)
                        .compose(done -> throttle.forget(conn, officer.email()))
                        .compose(done -> SessionStore.endAll(conn, officer.id(), clock.instant(), "reset"))
                        .compose(done ->
                                audit.append(conn, caller, "officer.reset", "account", officer.id(), asked.detail()))))
                .onSuccess(done -> standings.forget())
                .map(done -> secret == null
                        ? new ResetOfficer(officer.id(), null, null)
                        : new ResetOfficer(officer.id(), Totp.base32(secret), Totp.uri(secret, officer.email())));
    }

    private Future<String> hash(Account officer, String pointer, String password) {
        if (password == null) {
            return Future.succeededFuture();
        }
        Passwords.check(pointer, password, officer.email());
        return passwords.hash(password);
    }

    /**
     * Ends every sign-in of the officer and starts a new one. A wrong old password counts like a failed sign-in. Fails
     * with {@code invalid} or {@code too-many-requests}.
     */
    Future<Tokens> change(Caller caller, String oldPassword, String newPassword, String address) {
        String from = ClientAddress.limited(address);
        return AccountStore.byId(pool, caller.accountId())
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(officer -> AccountStore.candidate(pool, officer.email(), from, clock.instant()))
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(known -> change(caller, known, oldPassword, newPassword, from));
    }

    private Future<Tokens> change(Caller caller, Candidate known, String oldPassword, String newPassword, String from) {
        Account officer = known.account();
        Passwords.check("/newPassword", newPassword, officer.email());
        Subjects subjects = Subjects.of(officer.email(), from, false);
        return throttle.countTry(subjects)
                .compose(counted -> passwords.matches(oldPassword, known.passwordHash()))
                .compose(matches -> matches ? passwords.hash(newPassword) : refuse(caller, from))
                .compose(hash -> pool.withTransaction(conn -> AccountStore.changePassword(conn, known, hash)
                        .compose(current -> current ? throttle.succeeded(conn, subjects) : Future.failedFuture(wrong()))
                        .compose(done -> startAnew(conn, caller, officer, from))))
                .onSuccess(tokens -> standings.forget());
    }

    private Future<Tokens> startAnew(SqlConnection conn, Caller caller, Account officer, String from) {
        JsonObject detail = new JsonObject().put("address", from);
        return SessionStore.endAll(conn, officer.id(), clock.instant(), "password")
                .compose(
                        done -> audit.append(conn, caller, "officer.password-changed", "account", officer.id(), detail))
                .compose(done -> sessions.start(conn, officer, from));
    }

    private Future<String> refuse(Caller caller, String from) {
        JsonObject detail = new JsonObject().put("address", from);
        return audit.append(pool, caller, "officer.password-change-refused", "account", caller.accountId(), detail)
                .compose(noted -> Future.failedFuture(wrong()));
    }

    private static Problem unknown() {
        return Problem.of(ProblemType.NOT_FOUND, "没有人用这个邮箱登录。", "Nobody signs in with this e-mail address.");
    }

    private static Problem wrong() {
        return Problem.invalid("/oldPassword", Localized.of("原密码不正确。", "This is not the password."));
    }
}
