package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.qunfang.casework.Merges.Pair;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/**
 * A case goes into another one: both, with their timelines, records, audit entries and events, in one transaction that
 * holds both locks, taken in the order of the ids so that two opposite merges never wait for each other.
 */
public final class MergeService {
    private static final String DEADLOCK = "40P01";
    private static final int TRIES = 3;

    private final CaseService cases;
    private final Registry registry;
    private final SiteCarrying sites;

    MergeService(CaseService cases, Registry registry, SiteCarrying sites) {
        this.cases = cases;
        this.sites = sites;
        this.registry = registry;
    }

    /**
     * By an officer who works on both: of the department that leads both, or of the duty office.
     *
     * @param version of the case that ends, as the caller has read it
     * @return the case that ended; fails with not-found, forbidden, stale, wrong-state, invalid, second-officer-needed
     */
    Future<CaseDetails> merge(Caller caller, UUID caseId, long version, JsonObject body) {
        UUID into = UUID.fromString(body.getString("into"));
        return again(
                TRIES,
                () -> cases.inTransaction(conn -> lock(conn, caller, caseId, into)
                        .compose(pair -> {
                            if (version != pair.source().version()) {
                                throw CaseStore.stale();
                            }
                            Merges.mustGoOn(pair.source());
                            Merges.mustTakeIn(pair.target());
                            mustBeNear(pair, body);
                            JsonObject told = Merges.told(Merges.reasoned(body, pair), pair.target(), names());
                            Act act = cases.act(caller);
                            Change ended = SeriousSteps.byOneOfficer(Merges.end(pair.source(), act, told));
                            return weighed(conn, pair, act, () -> carryOut(conn, pair, ended), Merges::lighter);
                        })));
    }

    /** What is asked for, with what its entries tell of the target. Other steps stay as they are. */
    Future<JsonObject> told(SqlConnection conn, Caller caller, Case source, JsonObject asked) {
        boolean isMerge = ConsentStep.MERGE.code().equals(asked.getString("step"));
        if (!isMerge || !asked.containsKey("into")) {
            return Future.succeededFuture(asked);
        }
        UUID into = UUID.fromString(asked.getString("into"));
        mustBeTwo(source.id(), into);
        return target(CaseStore.read(conn, into), caller).map(target -> {
            Pair pair = new Pair(source, target);
            Merges.mustGoOn(source);
            Merges.mustTakeIn(target);
            mustBeNear(pair, asked);
            Merges.mustStayMissed(pair, cases.act(caller));
            return Merges.told(asked, target, names());
        });
    }

    /** A case that goes into one of a site's record is part of it. Other steps leave the case as it is. */
    Future<Case> weighing(SqlConnection conn, Case source, JsonObject asked) {
        boolean isMerge = ConsentStep.MERGE.code().equals(asked.getString("step"));
        return isMerge && asked.containsKey("into")
                ? CaseStore.read(conn, UUID.fromString(asked.getString("into")))
                        .map(target -> target.weighsOnSite() ? source.weighing() : source)
                : Future.succeededFuture(source);
    }

    /** The second officer agrees: carried out as it was asked for. */
    Future<CaseDetails> confirm(Caller caller, UUID caseId, UUID consentId, UUID into, String words) {
        return again(
                TRIES,
                () -> cases.inTransaction(conn -> lock(conn, caller, caseId, into)
                        .compose(pair -> ConsentStore.read(conn, consentId).compose(consent -> {
                            Act act = cases.act(caller);
                            ConsentService.mustBeAllowed(caller, registry.matrix(), pair.source(), consent);
                            Change change = Consents.confirm(pair.source(), consent, act, words);
                            Merges.mustTakeIn(pair.target());
                            long made = pair.source().version() + 1;
                            return ConsentStore.answered(conn, consent, Consent.Status.CONFIRMED, act, words, made)
                                    .compose(answered -> weighed(
                                            conn,
                                            pair,
                                            act,
                                            () -> carryOut(conn, pair, change),
                                            source -> SiteScope.isDutyOffice(caller, registry.matrix())
                                                    ? null
                                                    : Merges.forTheDutyOffice()));
                        }))));
    }

    /**
     * What makes a site quieter takes the duty office, as does what leaves a site.
     *
     * @param refusal of the case that ends; null where it may be
     */
    private static Future<CaseDetails> weighed(
            SqlConnection conn,
            Pair pair,
            Act act,
            Supplier<Future<CaseDetails>> work,
            Function<Case, Problem> refusal) {
        List<UUID> both = List.of(pair.source().id(), pair.target().id());
        return SiteWeights.of(conn, both, act.at())
                .compose(weights -> work.get()
                        .compose(done -> weights.isLowered(conn).compose(lowered -> {
                            Problem refused = lowered ? refusal.apply(pair.source()) : null;
                            return refused == null ? Future.succeededFuture(done) : Future.failedFuture(refused);
                        })));
    }

    private Future<CaseDetails> carryOut(SqlConnection conn, Pair pair, Change ended) {
        UUID from = pair.source().id();
        UUID to = pair.target().id();
        Change goesOn = Merges.takeIn(pair, ended.act());
        return lapse(conn, from, ended.act())
                .compose(done -> LadderStore.carry(conn, goesOn, from))
                .compose(done -> cases.write(conn, ended, MergeStore.end(conn, ended, to)))
                .compose(done -> cases.write(conn, goesOn, MergeStore.takeIn(conn, goesOn, pair.source())))
                .compose(done -> SupportStore.carry(conn, from, to, ended.act()))
                .compose(done -> MergeStore.moveAll(conn, from, to, ended.act()))
                .compose(done -> sites.carry(conn, from, to, ended.act(), "merge"))
                .compose(done -> CaseDetailsStore.read(conn, from));
    }

    /** Nobody confirms anything of a case that has ended. */
    private static Future<Void> lapse(SqlConnection conn, UUID caseId, Act act) {
        return ConsentStore.pending(conn, caseId)
                .compose(pending -> pending == null
                        ? Future.succeededFuture()
                        : ConsentStore.ended(conn, pending, Consent.Status.LAPSED, act));
    }

    /** Looks first, so that nobody locks what is not theirs. */
    private Future<Pair> lock(SqlConnection conn, Caller caller, UUID sourceId, UUID targetId) {
        return CaseStore.read(conn, sourceId)
                .compose(seen -> {
                    CaseScope.of(caller).mustWork(seen);
                    mustBeTwo(sourceId, targetId);
                    return target(CaseStore.read(conn, targetId), caller);
                })
                .compose(seen -> {
                    boolean sourceFirst = sourceId.compareTo(targetId) < 0;
                    UUID first = sourceFirst ? sourceId : targetId;
                    UUID second = sourceFirst ? targetId : sourceId;
                    return CaseStore.lock(conn, first)
                            .compose(one -> CaseStore.lock(conn, second)
                                    .map(other -> sourceFirst ? new Pair(one, other) : new Pair(other, one)));
                })
                .map(pair -> {
                    CaseScope.of(caller).mustWork(pair.source());
                    CaseScope.of(caller).mustWork(pair.target());
                    return pair;
                });
    }

    /** One that is not the caller's to see is not there at all. */
    private static Future<Case> target(Future<Case> found, Caller caller) {
        return found.map(target -> {
                    CaseScope.of(caller).mustWork(target);
                    return target;
                })
                .recover(failure -> Future.failedFuture(
                        failure instanceof Problem problem && problem.type().status() == 404
                                ? Problem.invalid("/into", Localized.of("没有这个案件", "There is no such case"))
                                : failure));
    }

    private void mustBeNear(Pair pair, JsonObject body) {
        Matrix matrix = registry.matrix();
        Category kind = matrix.category(pair.source().categoryId()).orElseThrow();
        Category other = matrix.category(pair.target().categoryId()).orElseThrow();
        boolean sameFamily = Likeness.Kinship.of(matrix, kind, other) != null;
        Merges.mustBeNear(pair, kind, other, sameFamily, body.getBoolean("apart", false));
    }

    private static void mustBeTwo(UUID source, UUID target) {
        if (source.equals(target)) {
            throw Problem.invalid("/into", Localized.of("不能并入自己", "A case does not go into itself"));
        }
    }

    private Function<UUID, Localized> names() {
        return new References(registry.matrix())::departmentName;
    }

    /** Reports that join several cases at once lock in no order: whoever gave way tries again. */
    private static <T> Future<T> again(int triesLeft, Supplier<Future<T>> work) {
        return work.get()
                .recover(failure -> failure instanceof PgException refused
                                && DEADLOCK.equals(refused.getSqlState())
                                && triesLeft > 1
                        ? again(triesLeft - 1, work)
                        : Future.failedFuture(failure));
    }
}
