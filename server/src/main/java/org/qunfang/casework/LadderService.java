package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Climbs the silence ladder: a rung is one transaction that holds the case's lock, so that it is climbed once, whichever
 * process comes first, and not after the deadline was met. Then each department is told of all of its cases at once.
 */
public final class LadderService {
    private static final Logger LOG = LoggerFactory.getLogger(LadderService.class);
    /** At one call: what a standstill left behind is worked off without holding up other recurring work. */
    private static final int MOST_AT_ONCE = 500;

    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "ladder", null, Set.of(), Set.of(), null);

    private final Pool pool;
    private final CaseService cases;
    private final Registry registry;
    private final Clock clock;

    public LadderService(Pool pool, CaseService cases, Registry registry, Clock clock) {
        this.pool = pool;
        this.cases = cases;
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * Climbs what is due, at most 500 rungs, longest waiting first; to be called often.
     *
     * @param tell hands one notice on; asked again for a notice that failed, and for one whose success was not noted
     */
    public Future<Void> climb(Function<LadderNotice, Future<Void>> tell) {
        return LadderStore.due(pool, clock.instant(), MOST_AT_ONCE)
                .compose(ids -> oneByOne(ids, this::climb))
                .compose(climbed -> LadderStore.untold(pool))
                .compose(notices -> oneByOne(notices, notice -> tell(notice, tell)));
    }

    /** Each has its turn: one that fails is tried again when the job is called next. */
    private static <T> Future<Void> oneByOne(List<T> all, Function<T, Future<Void>> work) {
        Future<Void> chain = Future.succeededFuture();
        for (T each : all) {
            chain = chain.compose(done -> work.apply(each).recover(failure -> {
                LOG.error("a rung of the silence ladder waits: {}", each, failure);
                return Future.succeededFuture();
            }));
        }
        return chain;
    }

    private Future<Void> climb(UUID caseId) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
                    Act act = cases.act(PROGRAM);
                    return Silence.isDue(before, act) ? store(conn, before, act) : Future.succeededFuture();
                }))
                .mapEmpty();
    }

    private Future<Void> store(SqlConnection conn, Case before, Act act) {
        Matrix matrix = registry.matrix();
        UUID told = before.progress().ladder().next().told(matrix, before.leadDepartmentId());
        Localized known = new References(matrix).departmentName(told);
        Localized name = known == null ? Localized.of(told.toString(), told.toString()) : known;
        Change change = Silence.climb(before, act, told, name);
        return LadderStore.climb(conn, change)
                .compose(done -> Outbox.append(conn, overdue(change)))
                .compose(done -> cases.write(conn, change));
    }

    private static Event overdue(Change change) {
        JsonObject data = change.eventData()
                .put("rung", change.after().ladder().rung())
                .put("deadline", change.before().progress().running().kind().code());
        return Event.of("case.overdue", change.before().id(), data, change.act().at());
    }

    private Future<Void> tell(LadderNotice notice, Function<LadderNotice, Future<Void>> tell) {
        return tell.apply(notice).compose(told -> LadderStore.told(pool, notice.id(), clock.instant()));
    }
}
