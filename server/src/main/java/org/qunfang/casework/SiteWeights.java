package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** How much is on record of sites before a step that may change it, to be compared with what is after it. */
record SiteWeights(List<Weight> before, Instant at) {
    private record Weight(Site site, SiteFacts facts) {}

    /** Of the sites that any of these cases belongs to. */
    static Future<SiteWeights> of(SqlConnection conn, Collection<UUID> caseIds, Instant at) {
        return SiteLinkStore.heldBy(conn, caseIds).compose(ids -> {
            Future<List<Weight>> read = Future.succeededFuture(new ArrayList<>());
            for (UUID id : ids) {
                read = read.compose(weights -> SiteStore.read(conn, id)
                        .compose(site -> SiteFactStore.read(conn, site, at).map(facts -> {
                            weights.add(new Weight(site, facts));
                            return weights;
                        })));
            }
            return read.map(weights -> new SiteWeights(List.copyOf(weights), at));
        });
    }

    /** Whether one of them is quieter by now. */
    Future<Boolean> isLowered(SqlConnection conn) {
        Future<Boolean> lowered = Future.succeededFuture(false);
        for (Weight each : before) {
            lowered = lowered.compose(known -> known
                    ? Future.succeededFuture(true)
                    : SiteFactStore.read(conn, each.site(), at)
                            .map(after -> SiteUnlinks.lowers(each.facts(), after, at)));
        }
        return lowered;
    }
}
