package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.db.SqlTime;
import org.qunfang.http.Caller;

/** Brings back what is held longer than its severity allows: its severity rose meanwhile, or there was no limit yet. */
final class HoldService {
    private static final int MOST_AT_ONCE = 100;
    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "holds", null, Set.of(), Set.of(), null);

    /** Counted from now, too: one that was held before there was a limit has no beginning. */
    private static final String TOO_LONG = """
            c.status = 'on_hold'
                AND (c.hold_review_at > COALESCE(c.held_at, $1) + longest_hold(c.severity)
                     OR c.urgency <= 1 AND c.hold_review_at > $1
                        AND NOT EXISTS (SELECT FROM consents AS k
                                         WHERE k.case_id = c.id AND k.step = 'hold' AND k.status = 'confirmed'
                                           AND k.answered_at = c.held_at))
            """;

    private static final String FIND = """
            SELECT c.id FROM cases AS c WHERE %s ORDER BY c.hold_review_at DESC, c.id LIMIT $2
            """.formatted(TOO_LONG);

    private static final String IS_STILL = """
            SELECT EXISTS (SELECT FROM cases AS c WHERE c.id = $2 AND %s) AS is_still
            """.formatted(TOO_LONG);

    private final Pool pool;
    private final CaseService cases;
    private final Clock clock;

    HoldService(Pool pool, CaseService cases, Clock clock) {
        this.pool = pool;
        this.cases = cases;
        this.clock = clock;
    }

    /** At most 100 at once; to be called often. */
    Future<Void> end() {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(SqlTime.of(clock.instant()), MOST_AT_ONCE))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getUUID("id"))
                        .toList())
                .compose(this::endAll);
    }

    private Future<Void> endAll(List<UUID> ids) {
        Future<Void> chain = Future.succeededFuture();
        for (UUID id : ids) {
            chain = chain.compose(done -> endOne(id));
        }
        return chain;
    }

    /** Looks again under the case's lock: an officer may have come first. */
    private Future<Void> endOne(UUID id) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, id).compose(before -> {
            Act act = cases.act(PROGRAM);
            return conn.preparedQuery(IS_STILL)
                    .execute(Tuple.of(SqlTime.of(act.at()), id))
                    .compose(rows -> rows.iterator().next().getBoolean("is_still")
                            ? cases.write(conn, Holds.end(before, act))
                            : Future.succeededFuture());
        }));
    }
}
