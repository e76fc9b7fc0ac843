package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.qunfang.casework.SurgeStore.Fresh;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.geo.CellDisk;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Registry;
import org.qunfang.responsibility.SurgeRule;

/**
 * Looks again and again whether what came since the last look is a surge. Apart from the intake, which pays nothing for
 * it. A surge begins once, whatever looks how often at once: the database refuses a second one around the same place.
 */
public final class SurgeService {
    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "surges", null, Set.of(), Set.of(), null);
    /** A report may be committed so long after its time. What came in between is looked at twice, which harms nobody. */
    private static final Duration OVERLAP = Duration.ofMinutes(1);
    /** What came before the program first looked is not looked for. */
    private static final Duration FIRST_LOOK = Duration.ofMinutes(5);
    /** A report lies this far from its case at most, beside the category's radius: both accuracies, as the intake counts them. */
    private static final double FROM_ITS_CASE_METERS = 400;

    private static final int PAGE = 500;

    private final Pool pool;
    private final CaseService cases;
    private final Registry registry;
    private final Clock clock;
    private final int page;

    public SurgeService(Pool pool, CaseService cases, Registry registry, Clock clock) {
        this(pool, cases, registry, clock, PAGE);
    }

    SurgeService(Pool pool, CaseService cases, Registry registry, Clock clock, int page) {
        this.pool = pool;
        this.cases = cases;
        this.registry = registry;
        this.clock = clock;
        this.page = page;
    }

    /** Begins, keeps up and ends surges; to be called often. */
    public Future<Void> look() {
        Instant now = clock.instant();
        return SurgeStore.end(pool, now)
                .compose(ended -> SurgeStore.lookedUntil(pool))
                .map(until -> until == null ? now.minus(FIRST_LOOK) : until.minus(OVERLAP))
                .compose(after -> lookAt(Fresh.NONE, after, now))
                .compose(done -> SurgeStore.looked(pool, now));
    }

    /** Page after page: a flood may have been reported everywhere. */
    private Future<Void> lookAt(Fresh last, Instant after, Instant now) {
        return SurgeStore.fresh(pool, after, now, last, page)
                .compose(fresh -> lookAt(fresh, now)
                        .compose(done -> fresh.size() < page
                                ? Future.succeededFuture()
                                : lookAt(fresh.get(fresh.size() - 1), after, now)));
    }

    private Future<Void> lookAt(List<Fresh> fresh, Instant now) {
        Future<Void> chain = Future.succeededFuture();
        for (Fresh each : fresh) {
            chain = chain.compose(done -> lookAt(each, now));
        }
        return chain;
    }

    private Future<Void> lookAt(Fresh at, Instant now) {
        Category category = registry.matrix().category(at.categoryId()).orElse(null);
        if (category == null) {
            return Future.succeededFuture();
        }
        SurgeRule rule = category.surge();
        double far = rule.radiusMeters() + category.duplicateRadiusMeters() + FROM_ITS_CASE_METERS;
        Instant since = now.minus(Duration.ofMinutes(rule.windowMinutes()));
        return SurgeStore.sightings(pool, at.categoryId(), CellDisk.around(at.place(), far), since)
                .map(sightings -> SurgeCount.of(rule, at.place(), now, sightings))
                .compose(count -> count.isSurge(rule) ? keepUpOrBegin(at, count, category) : Future.succeededFuture());
    }

    private Future<Void> keepUpOrBegin(Fresh at, SurgeCount count, Category category) {
        return SurgeStore.keepUp(pool, at, count, category.surge())
                .compose(runs -> runs ? Future.succeededFuture() : begin(at, count, category));
    }

    private Future<Void> begin(Fresh at, SurgeCount count, Category category) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, count.caseId()).compose(before -> {
            if (before.mergedIntoId() != null || !SeriousSteps.mayBeScored(before)) {
                return Future.succeededFuture();
            }
            Act act = cases.act(PROGRAM);
            return SurgeStore.begin(conn, UuidCreator.getTimeOrderedEpoch(), at, count, category.surge(), act.at())
                    .compose(first -> first ? raise(conn, before, act, count, category) : Future.succeededFuture());
        }));
    }

    private Future<Void> raise(SqlConnection conn, Case before, Act act, SurgeCount count, Category category) {
        Change change = Surges.change(before, act, count, category.surge());
        Event alert = Event.of(
                "case.surge", before.id(), Surges.alert(change, count, category.surge(), category.code()), act.at());
        return cases.write(conn, change, CaseStore.update(conn, change))
                // Any of the reports that make a surge may be in confidence: the clocks that it starts tell the hour
                // only.
                .compose(written -> CaseStore.reopenedInConfidence(conn, before.id()))
                .compose(told -> Outbox.append(conn, alert));
    }
}
