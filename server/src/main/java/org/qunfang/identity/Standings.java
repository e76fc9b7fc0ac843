package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.http.Recent;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * What officers may do at this moment, whatever their token was issued for: read from the database and remembered for
 * two seconds. A disabled account, changed roles and an ended session therefore hold at once in the process that made
 * the change and within two seconds in every other one.
 */
final class Standings {
    static final Duration REMEMBERED = Duration.ofSeconds(2);
    private static final int MOST_REMEMBERED = 10_000;

    private final Pool pool;
    private final Clock clock;
    private final Recent<UUID, Answer> answers = new Recent<>(MOST_REMEMBERED);

    /** Shared by all requests that ask while it is being read. */
    private record Answer(Future<Caller> caller, Instant goodUntil) {}

    Standings(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Fails with {@code unauthenticated} when the session is ended or the account disabled. */
    Future<Caller> of(UUID sessionId) {
        Instant now = clock.instant();
        return answers.update(
                        sessionId,
                        known -> known != null && now.isBefore(known.goodUntil())
                                ? known
                                : new Answer(read(sessionId), now.plus(REMEMBERED)))
                .caller();
    }

    /** Forgets everything: an account or a session has changed. */
    void forget() {
        answers.clear();
    }

    private Future<Caller> read(UUID sessionId) {
        return SessionStore.standing(pool, sessionId)
                .map(found -> found.orElseThrow(() -> Problem.of(
                        ProblemType.UNAUTHENTICATED, "登录已结束，请重新登录。", "The sign-in has ended; sign in again.")))
                .onFailure(failure -> answers.remove(sessionId));
    }
}
