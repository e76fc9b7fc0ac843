package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/** What is asked about a case, and what its reports and sites say to that. */
final class CaseFactors {
    private final Registry registry;
    private final Clock clock;

    CaseFactors(Registry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /** Reports and sites are read only where a factor in force is theirs to answer. */
    Future<FactorAnswers> of(SqlConnection conn, Case thing) {
        Matrix matrix = registry.matrix();
        return FactorStore.read(conn).compose(sets -> {
            FactorSet set = FactorRules.inForce(sets, matrix.lineage(thing.categoryId()))
                    .orElse(FactorSet.NONE);
            Future<List<Proposals.Said>> said = set.reportQuestions().isEmpty()
                    ? Future.succeededFuture(List.of())
                    : SaidStore.read(conn, thing.id(), set, matrix);
            Future<List<SiteFact.OnRecord>> sites =
                    set.asksSites() ? sites(conn, thing.id()) : Future.succeededFuture(List.of());
            return Future.all(said, sites)
                    .map(all -> new FactorAnswers(set, Proposals.of(set, said.result(), sites.result())));
        });
    }

    /** What an officer sent about the case, with scores, words and sources; fails with invalid. */
    Future<JsonObject> answered(SqlConnection conn, Case thing, JsonObject body) {
        return body.containsKey("factors") || body.containsKey("unknown")
                ? of(conn, thing).map(answers -> answers.to(body))
                : Future.succeededFuture(body);
    }

    private Future<List<SiteFact.OnRecord>> sites(SqlConnection conn, UUID caseId) {
        Instant now = clock.instant();
        return SiteLinkStore.linkedTo(conn, caseId).compose(ids -> {
            List<Future<SiteFact.OnRecord>> sites = new ArrayList<>();
            ids.forEach(id -> sites.add(SiteStore.read(conn, id)
                    .compose(site -> SiteFactStore.read(conn, site, now)
                            .map(facts -> new SiteFact.OnRecord(site, facts, now)))));
            return Future.all(sites)
                    .map(all -> sites.stream().map(Future::result).toList());
        });
    }
}
