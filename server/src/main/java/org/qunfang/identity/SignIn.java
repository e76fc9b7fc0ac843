package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.http.ClientAddress;
import org.qunfang.identity.AccountStore.Candidate;
import org.qunfang.identity.Throttle.Subjects;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Officers sign in with e-mail, password and second factor. */
final class SignIn {
    private static final Duration ADDRESS_STAYS_KNOWN = Duration.ofDays(30);

    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;
    private final Passwords passwords;
    private final Sessions sessions;
    private final Throttle throttle;

    SignIn(Pool pool, Clock clock, AuditLog audit, Passwords passwords, Sessions sessions) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
        this.passwords = passwords;
        this.sessions = sessions;
        this.throttle = new Throttle(pool, clock);
    }

    /** What a try comes to. */
    enum Outcome {
        WRONG,
        CODE_NEEDED,
        GOOD
    }

    /**
     * Fails with {@code wrong-credentials} without telling which part was wrong, {@code second-factor-needed} when only
     * the code is missing, {@code too-many-requests} while locked out.
     *
     * @param code six digits, or null
     */
    Future<Tokens> login(String email, String password, String code, String address) {
        String normal = normal(email);
        String from = ClientAddress.limited(address);
        Instant since = clock.instant().minus(ADDRESS_STAYS_KNOWN);
        return AccountStore.candidate(pool, normal, from, since).compose(candidate -> {
            Subjects subjects = Subjects.of(
                    normal, from, candidate.map(Candidate::knownAddress).orElse(false));
            return throttle.countTry(subjects)
                    .compose(counted -> passwords.matches(
                            password, candidate.map(Candidate::passwordHash).orElse(null)))
                    .compose(matches -> answer(candidate, matches, code, subjects, from));
        });
    }

    /** One person, one address: case and blanks around it do not matter. */
    static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    private Future<Tokens> answer(
            Optional<Candidate> candidate, boolean matches, String code, Subjects subjects, String from) {
        OptionalLong step = candidate.isEmpty() || code == null
                ? OptionalLong.empty()
                : Totp.matchingStep(
                        candidate.get().totpSecret(), code, candidate.get().totpLastStep(), clock.instant());
        boolean mayPass =
                matches && candidate.isPresent() && !candidate.get().account().disabled();
        return switch (judge(mayPass, code != null, step.isPresent())) {
            case GOOD -> admit(candidate.get(), step.getAsLong(), subjects, from);
            case CODE_NEEDED -> throttle.takeBack(subjects).compose(done -> Future.failedFuture(codeNeeded()));
            case WRONG -> refuse(candidate, from);
        };
    }

    static Outcome judge(boolean passwordGood, boolean codeGiven, boolean codeGood) {
        if (!passwordGood) {
            return Outcome.WRONG;
        }
        if (!codeGiven) {
            return Outcome.CODE_NEEDED;
        }
        return codeGood ? Outcome.GOOD : Outcome.WRONG;
    }

    private Future<Tokens> admit(Candidate proved, long step, Subjects subjects, String from) {
        Account account = proved.account();
        JsonObject detail = new JsonObject().put("address", from);
        return pool.withTransaction(conn -> AccountStore.useCode(conn, proved, step)
                .compose(fresh -> fresh ? throttle.succeeded(conn, subjects) : Future.failedFuture(wrong()))
                .compose(done ->
                        audit.append(conn, account.caller(), "officer.signed-in", "account", account.id(), detail))
                .compose(done -> sessions.start(conn, account, from)));
    }

    /** Tries on an unknown address leave no entry: a stranger could fill the log with them. */
    private Future<Tokens> refuse(Optional<Candidate> candidate, String from) {
        Future<Void> noted = candidate.isEmpty()
                ? Future.succeededFuture()
                : audit.append(
                        pool,
                        Caller.NOBODY,
                        "officer.sign-in-refused",
                        "account",
                        candidate.get().account().id(),
                        new JsonObject().put("address", from));
        return noted.compose(done -> Future.failedFuture(wrong()));
    }

    private static Problem wrong() {
        return Problem.of(
                ProblemType.WRONG_CREDENTIALS, "邮箱、密码或动态验证码不正确。", "E-mail address, password or code is wrong.");
    }

    private static Problem codeNeeded() {
        return Problem.of(
                ProblemType.SECOND_FACTOR_NEEDED, "请再输入动态验证码（code）。", "Send the six-digit code as well (code).");
    }
}
