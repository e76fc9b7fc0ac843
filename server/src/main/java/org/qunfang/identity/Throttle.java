package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import org.qunfang.http.ClientAddress;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Counts failed sign-ins per account and per address, in the database, so that all processes count together. */
final class Throttle {
    private static final String ACCOUNT = "account:";
    private static final String ADDRESS = "address:";

    private final Pool pool;
    private final Clock clock;

    /** Who tries: the account's and the address's row. */
    record Subjects(String account, String address) {
        /**
         * @param limitedAddress as {@link ClientAddress#limited} tells it
         * @param knownAddress true gives the account a count of its own at that address: a stranger who keeps the
         *     account locked does not lock out its owner at the usual desk
         */
        static Subjects of(String email, String limitedAddress, boolean knownAddress) {
            String account = account(email);
            return new Subjects(knownAddress ? account + "@" + limitedAddress : account, ADDRESS + limitedAddress);
        }

        private static String account(String email) {
            return ACCOUNT + HexFormat.of().formatHex(Digests.sha256(email));
        }

        private String[] both() {
            return new String[] {account, address};
        }
    }

    Throttle(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Counts one try for both, or fails with {@code too-many-requests} and counts nothing. */
    Future<Void> countTry(Subjects subjects) {
        Instant now = clock.instant();
        return pool.withTransaction(conn -> FailureStore.lock(conn, subjects.both(), now)
                .compose(known -> {
                    known.values().forEach(failures -> refuseIfBlocked(LockOut.wait(failures, now)));
                    return set(
                            conn,
                            subjects,
                            LockOut.OF_ACCOUNT.afterTry(known.get(subjects.account()), now),
                            LockOut.OF_ADDRESS.afterTry(known.get(subjects.address()), now));
                }));
    }

    /** The try was no failure, only incomplete: counts it no longer. */
    Future<Void> takeBack(Subjects subjects) {
        Instant now = clock.instant();
        return pool.withTransaction(conn -> FailureStore.lock(conn, subjects.both(), now)
                .compose(known -> set(
                        conn,
                        subjects,
                        LockOut.OF_ACCOUNT.takenBack(known.get(subjects.account()), now),
                        LockOut.OF_ADDRESS.takenBack(known.get(subjects.address()), now))));
    }

    /** The try succeeded, in the transaction that says so: the account starts anew, the address only loses this try. */
    Future<Void> succeeded(SqlConnection conn, Subjects subjects) {
        Instant now = clock.instant();
        return FailureStore.lock(conn, subjects.both(), now)
                .compose(known -> set(
                        conn,
                        subjects,
                        LockOut.Failures.none(now),
                        LockOut.OF_ADDRESS.takenBack(known.get(subjects.address()), now)));
    }

    /** The account starts anew everywhere, in the transaction that gives it a new password or second factor. */
    Future<Void> forget(SqlConnection conn, String email) {
        return FailureStore.forget(conn, Subjects.account(email));
    }

    private static Future<Void> set(
            SqlConnection conn, Subjects subjects, LockOut.Failures account, LockOut.Failures address) {
        return FailureStore.set(conn, Map.of(subjects.account(), account, subjects.address(), address));
    }

    private static void refuseIfBlocked(Duration wait) {
        if (!wait.isZero()) {
            throw Problem.of(
                            ProblemType.TOO_MANY_REQUESTS,
                            "登录失败次数过多，请稍后再试。",
                            "Too many failed sign-ins; try again later.")
                    .retryAfter(wait.toSeconds() + 1);
        }
    }
}
