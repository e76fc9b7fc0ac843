package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.http.Admission;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;

/** Admits callers, lets phones start without an account, and forgets what is long over. */
final class IdentityService implements Admission {
    private static final Duration SESSIONS_KEPT = Duration.ofDays(30);
    private static final int SWEPT_AT_ONCE = 5_000;

    private final Pool pool;
    private final Clock clock;
    private final AccessTokens accessTokens;
    private final Standings standings;
    private final Sessions sessions;

    IdentityService(Pool pool, Clock clock, AccessTokens accessTokens, Standings standings, Sessions sessions) {
        this.pool = pool;
        this.clock = clock;
        this.accessTokens = accessTokens;
        this.standings = standings;
        this.sessions = sessions;
    }

    /**
     * {@inheritDoc}
     *
     * <p>A resident costs no database: the token alone decides, for at most 15 minutes. Everybody else's standing is
     * looked up ({@link Standings}).
     */
    @Override
    public Future<Caller> admit(String bearerToken) {
        if (bearerToken == null) {
            return Future.succeededFuture(Caller.NOBODY);
        }
        return accessTokens
                .verify(bearerToken)
                .compose(claims -> claims.kind() == Caller.Kind.RESIDENT
                        ? Future.succeededFuture(Account.resident(claims.accountId()))
                        : standings.of(claims.sessionId()));
    }

    Future<Tokens> createAnonymous(String language) {
        return sessions.startResident(language);
    }

    Future<Account> me(UUID accountId) {
        return AccountStore.byId(pool, accountId).map(found -> found.orElseThrow(Problem::notFound));
    }

    /** Deletes sessions a month after their end and failed sign-ins that count no longer; tells how many rows. */
    Future<Integer> sweep() {
        Instant now = clock.instant();
        return sweepSessions(now.minus(SESSIONS_KEPT))
                .compose(sessionsGone -> FailureStore.sweep(pool, now.minus(LockOut.FORGOTTEN_AFTER))
                        .map(failuresGone -> sessionsGone + failuresGone));
    }

    private Future<Integer> sweepSessions(Instant before) {
        return SessionStore.sweep(pool, before, SWEPT_AT_ONCE)
                .compose(gone -> gone < SWEPT_AT_ONCE
                        ? Future.succeededFuture(gone)
                        : sweepSessions(before).map(more -> gone + more));
    }
}
