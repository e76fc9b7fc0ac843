package org.qunfang.warning;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.locationtech.jts.operation.union.UnaryUnionOp;
import org.qunfang.delivery.AudienceCount;
import org.qunfang.delivery.Messages;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;
import org.qunfang.warning.WarningStatus.Step;

/** What officers do with warnings before they go out. Each use case owns its transaction: load, decide, store. */
final class WarningService {
    /** Any step, for the pages of officers; only its id is told. */
    static final String CHANGED = "warning.changed";

    static final String PUBLISHED = "warning.published";
    static final String CANCELLED = "warning.cancelled";

    /** Told on devices only: the warning changed and is no longer for them. */
    static final String LEFT = "warning.left";

    private final Pool pool;
    private final WarningStore store;
    private final Registry registry;
    private final Messages delivery;
    private final WarningSteps steps;
    private final WorkerExecutor geometry;
    private final Clock clock;

    WarningService(
            Pool pool,
            WarningStore store,
            WarningSteps steps,
            Registry registry,
            Messages delivery,
            WorkerExecutor geometry,
            Clock clock) {
        this.pool = pool;
        this.store = store;
        this.steps = steps;
        this.registry = registry;
        this.delivery = delivery;
        this.geometry = geometry;
        this.clock = clock;
    }

    Future<Warning> create(Caller caller, JsonObject body) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        return read(body)
                .compose(content ->
                        pool.withTransaction(conn -> store.insert(conn, id, caller, caseId(body), null, content, now)
                                .recover(NoSuchCase::refused)
                                .compose(stored -> steps.audited(conn, caller, "warning.drafted", id, new JsonObject()))
                                .compose(audited -> steps.loaded(conn, id))));
    }

    /**
     * Drafts a warning that shall take the place of one in force. That one stays in force until this one is approved.
     *
     * @param earlierId the warning to update
     * @param version of it, or 0 when none was named: what is in force does not change but to end
     */
    Future<Warning> createUpdate(Caller caller, UUID earlierId, long version, JsonObject body) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Instant now = clock.instant();
        JsonObject detail = new JsonObject().put("supersedes", earlierId.toString());
        return read(body)
                .compose(content -> pool.withTransaction(conn -> steps.locked(conn, caller, earlierId, version)
                        .compose(earlier -> {
                            Superseding.check(earlier, now);
                            Superseding.checkMode(earlier.content(), content);
                            return store.insert(
                                    conn,
                                    id,
                                    caller,
                                    caseId(body),
                                    earlier,
                                    content.inTheEventOf(earlier.content()),
                                    now);
                        })
                        .recover(NoSuchCase::refused)
                        .compose(stored -> steps.audited(conn, caller, "warning.update-drafted", id, detail))
                        .compose(audited -> steps.loaded(conn, id))));
    }

    /** Replaces the content of a draft; what was submitted or returned before is void. */
    Future<Warning> update(Caller caller, UUID id, long version, JsonObject body) {
        return read(body)
                .compose(content -> pool.withTransaction(conn -> steps.locked(conn, caller, id, version)
                        .compose(warning -> {
                            checkAuthor(caller, warning);
                            warning.status().after(Step.EDIT);
                            return inItsChain(conn, warning, content);
                        })
                        .compose(fit -> store.update(conn, id, caseId(body), fit, clock.instant()))
                        .recover(NoSuchCase::refused)
                        .compose(stored -> steps.audited(conn, caller, "warning.edited", id, new JsonObject()))
                        .compose(audited -> steps.loaded(conn, id))));
    }

    /**
     * Freezes content and number of recipients under a hash for the second officer.
     *
     * @param areaName what the author typed to confirm, or null
     */
    Future<Warning> submit(Caller caller, UUID id, long version, String rationale, String areaName) {
        return steps.loaded(pool, id)
                .compose(this::reach)
                .compose(reach -> pool.withTransaction(conn -> steps.locked(conn, caller, id, version)
                        .compose(warning -> {
                            checkAuthor(caller, warning);
                            warning.status().after(Step.SUBMIT);
                            DraftRules.check(warning.content(), clock.instant());
                            reach.ground().refuseWhollyOutside();
                            Placeholders.checkFilled(warning.content());
                            TypedName.check(warning.content(), areaName);
                            byte[] hash = ContentHash.of(warning.content(), warning.supersedes(), reach.devices());
                            return store.submit(conn, id, reach.devices(), hash, clock.instant())
                                    .compose(stored -> steps.decided(conn, caller, id, "submitted", hash, rationale));
                        })
                        .compose(decided -> steps.audited(
                                conn,
                                caller,
                                "warning.submitted",
                                id,
                                new JsonObject().put("recipients", reach.devices())))
                        .compose(audited -> steps.loaded(conn, id))));
    }

    Future<Warning> sendBack(Caller caller, UUID id, long version, String rationale) {
        return refuse(caller, id, version, Step.RETURN, "returned", rationale);
    }

    Future<Warning> reject(Caller caller, UUID id, long version, String rationale) {
        return refuse(caller, id, version, Step.REJECT, "rejected", rationale);
    }

    private Future<Warning> refuse(Caller caller, UUID id, long version, Step step, String decision, String rationale) {
        return pool.withTransaction(conn -> steps.locked(conn, caller, id, version)
                .compose(warning -> store.move(conn, id, warning.status().after(step), clock.instant())
                        .compose(moved -> steps.decided(conn, caller, id, decision, warning.contentHash(), rationale)))
                .compose(decided -> steps.audited(conn, caller, "warning." + decision, id, new JsonObject()))
                .compose(audited -> steps.loaded(conn, id)));
    }

    /** Ends published warnings whose time is over; how many. */
    Future<Integer> expireDue() {
        return pool.withTransaction(conn -> store.expire(conn, clock.instant()).compose(ids -> {
            Future<Void> audited = Future.succeededFuture();
            for (UUID id : ids) {
                audited = audited.compose(
                        previous -> steps.audited(conn, EXPIRY, "warning.expired", id, new JsonObject()));
            }
            return audited.map(ids.size());
        }));
    }

    private static final Caller EXPIRY =
            new Caller(Caller.Kind.SERVICE, null, "expiry", null, java.util.Set.of(), java.util.Set.of(), null);

    /** Who would be due now: nobody for what never reaches the public. */
    Future<AudienceCount> count(Warning warning) {
        Content content = warning.content();
        return content.isPublic(true)
                ? delivery.count(content.area().saved(), content.severity())
                : Future.succeededFuture(AudienceCount.NOBODY);
    }

    /** Where it lies and how many would be due, at the moment of its submission. */
    private record Reach(CityGround ground, int devices) {}

    private Future<Reach> reach(Warning warning) {
        WarningArea area = warning.content().area();
        Matrix matrix = registry.matrix();
        return geometry.executeBlocking(
                        // Saved polygons may overlap each other.
                        () -> CityGround.of(
                                UnaryUnionOp.union(area.saved()), area.geocodes(), matrix, Lookup.today(clock)),
                        false)
                .compose(ground -> count(warning).map(count -> new Reach(ground, count.devices())));
    }

    private Future<Content> inItsChain(SqlConnection conn, Warning draft, Content content) {
        if (draft.supersedes() == null) {
            return Future.succeededFuture(content);
        }
        return steps.loaded(conn, draft.supersedes()).map(earlier -> {
            Superseding.checkMode(earlier.content(), content);
            return content.inTheEventOf(earlier.content());
        });
    }

    /** Areas are united and simplified on a worker. */
    private Future<Content> read(JsonObject body) {
        DraftReader reader = new DraftReader(registry.matrix(), clock.instant(), Lookup.today(clock));
        return geometry.executeBlocking(() -> reader.read(body), false);
    }

    private static UUID caseId(JsonObject body) {
        String id = body.getString("caseId");
        return id == null ? null : UUID.fromString(id);
    }

    private static void checkAuthor(Caller caller, Warning warning) {
        if (!warning.author().accountId().equals(caller.accountId())) {
            throw Problem.of(ProblemType.FORBIDDEN, "只有起草人可以修改或提交。", "Only its author edits or submits a warning.");
        }
    }
}
