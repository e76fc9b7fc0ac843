package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.Splits.Opening;
import org.qunfang.casework.Splits.Taken;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Duty;
import org.qunfang.responsibility.Evidence;
import org.qunfang.responsibility.FindingStore;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/**
 * Reports that tell of something else are taken out of a case into one of their own, which is routed by the matrix as a
 * new report would be. One transaction that holds the case's lock.
 */
public final class SplitService {
    private final CaseService cases;
    private final Registry registry;
    private final AuditLog audit;
    private final SiteCarrying sites;

    SplitService(CaseService cases, Registry registry, AuditLog audit, SiteCarrying sites) {
        this.sites = sites;
        this.cases = cases;
        this.registry = registry;
        this.audit = audit;
    }

    /**
     * By the lead department or the duty office.
     *
     * @param version the one the caller has read
     * @return the case that came out; fails with not-found, forbidden, stale, wrong-state, invalid
     */
    Future<CaseDetails> split(Caller caller, UUID caseId, long version, JsonObject body) {
        JsonArray ids = body.getJsonArray("reportIds");
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(source -> {
            CaseScope.of(caller).mustWork(source);
            if (version != source.version()) {
                throw CaseStore.stale();
            }
            Splits.mustBeOpen(source);
            return SplitStore.reports(conn, caseId, ids).compose(found -> {
                Splits.mustBeSome(source, ids, found);
                return store(conn, opening(source, found, cases.act(caller)), body);
            });
        }));
    }

    private Opening opening(Case source, List<Taken> reports, Act act) {
        Taken first = reports.get(0);
        Answerable answerable = Lookup.at(
                registry.matrix(),
                Duty.RESPOND,
                first.categoryId(),
                first.location(),
                act.at().atZone(Lookup.CITY).toLocalDate());
        return new Opening(
                CaseId.next(act.at()),
                source,
                reports,
                answerable,
                Splits.progress(source, act, answerable.lead().id()),
                act);
    }

    private Future<CaseDetails> store(SqlConnection conn, Opening opening, JsonObject body) {
        Act act = opening.act();
        Matrix matrix = registry.matrix();
        CaseOpening opens =
                opening.of(matrix.category(opening.first().categoryId()).orElseThrow());
        UUID[] moved = opening.reports().stream().map(Taken::id).toArray(UUID[]::new);
        UUID from = opening.source().id();
        UUID officer = act.caller().accountId();
        return opens.store(conn, matrix)
                .compose(number -> SplitStore.carry(conn, opening).map(number))
                .compose(number -> MergeStore.move(conn, from, opening.id(), moved, act.at(), officer)
                        .compose(done ->
                                cases.write(conn, Splits.leave(opening, number), SplitStore.leave(conn, opening)))
                        .compose(done -> tell(conn, opening, opens, number, body))
                        .compose(done -> sites.carry(conn, from, opening.id(), act, "split")))
                .compose(done -> CaseDetailsStore.read(conn, opening.id()));
    }

    private Future<Void> tell(SqlConnection conn, Opening opening, CaseOpening opens, String number, JsonObject body) {
        UUID id = opening.id();
        Act act = opening.act();
        List<Future<Void>> told = new ArrayList<>();
        told.add(TimelineStore.append(conn, id, Splits.entry(opening)));
        told.add(TimelineStore.append(conn, id, opens.assigned()));
        Splits.decisions(opening, body).forEach(record -> told.add(DecisionStore.append(conn, id, record)));
        JsonObject finding =
                Evidence.of(opening.answerable(), registry.matrix(), UuidCreator.getTimeOrderedEpoch(), act.at());
        if (finding != null) {
            told.add(FindingStore.open(conn, List.of(finding), act.at()));
        }
        JsonObject detail = new JsonObject()
                .put("number", number)
                .put("from", opening.source().number())
                .put("reports", opening.reports().size())
                .put("score", opening.progress().assessment().score());
        told.add(audit.append(conn, act.caller(), "case.open-split", "case", id, detail));
        told.add(Outbox.append(conn, opens.event(number)));
        return Future.join(told).mapEmpty();
    }
}
