package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;

/**
 * An officer says that a case belongs to a site: who may, and how far away it may have been seen. Pure.
 *
 * @param meters between the place of the case and the site, 0 inside its boundary
 */
record SiteLinking(Case thing, Site site, double meters) {
    /** Farther than this only the duty office says so: an index elsewhere rises by it. */
    static final double MOST_METERS = 2_000;

    /**
     * @param apart the officer says so although it is far away or of another kind
     * @throws Problem forbidden; invalid at {@code /apart}, with the distance in metres and how far goes without a question
     */
    static SiteLinking allowed(Matrix matrix, Case thing, Site site, Act act, boolean apart) {
        Caller caller = act.caller();
        CaseScope scope = CaseScope.of(caller);
        boolean atSite = SiteScope.works(
                caller, matrix, site.content(), act.at().atZone(Lookup.CITY).toLocalDate());
        if (!scope.works(thing) && !atSite) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "只有案件的牵头部门、在该隐患点有职责的参与部门或值班室可以归入。",
                    "Only the department that leads the case, one that takes part and has a duty at the site, or the duty office.");
        }
        SiteLinking linking = new SiteLinking(thing, site, site.shape().metersTo(thing.location()));
        if (linking.meters() > linking.near() + MOST_METERS && !scope.worksAll()) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "案件距隐患点 " + linking.rounded() + " 米，超出 2 公里须由值班室归入。",
                    "The case lies " + linking.rounded() + " m from the site: beyond 2 km only the duty office may.");
        }
        linking.mustBeNear(SiteFamily.of(matrix, site.content().categoryId()).contains(thing.categoryId()), apart);
        return linking;
    }

    private void mustBeNear(boolean sameFamily, boolean apart) {
        if (apart || sameFamily && meters <= near()) {
            return;
        }
        String zhCn = (sameFamily ? "案件" : "案件类别与隐患点不同，") + "距隐患点 " + rounded() + " 米";
        String en = (sameFamily ? "The case lies " : "The case is of another kind than the site and lies ") + rounded()
                + " m from it";
        throw Problem.invalid(
                        "/apart",
                        Localized.of(zhCn + "；若确属该隐患点，请确认", en + "; if it belongs there all the same, confirm it"))
                .with("distanceMeters", rounded())
                .with("nearMeters", Math.round(near()));
    }

    private double near() {
        return site.content().radiusMeters() + SiteShape.believed(thing.location());
    }

    private long rounded() {
        return Math.round(meters);
    }

    JsonObject audited() {
        return new JsonObject()
                .put("caseId", thing.id().toString())
                .put("how", "officer")
                .put("meters", rounded());
    }
}
