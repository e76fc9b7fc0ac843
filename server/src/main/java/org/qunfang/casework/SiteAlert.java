package org.qunfang.casework;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.qunfang.problem.Localized;

/**
 * The last case that a site's risk opened, and the decision whether it opens another one. Pure.
 *
 * @param caseOpen it is neither closed nor rejected
 * @param restLevel the lowest index since it ended, or null while it has not
 */
record SiteAlert(UUID caseId, boolean caseOpen, Integer restLevel) {
    /** What is below this between two assessments is no rise. */
    static final int RISE = 5;

    /** Likelihood that an index demands at least, by the index from which on it does. */
    private static final TreeMap<Integer, Integer> INDEX_TO_LIKELIHOOD =
            new TreeMap<>(Map.of(0, 1, 40, 3, 60, 4, 80, 5));

    /**
     * One case at a time; after it ended another one only when the index has risen anew.
     *
     * @param last null when there never was one
     */
    static boolean opens(int index, SiteAlert last) {
        if (index < SiteRisk.THRESHOLD) {
            return false;
        }
        return last == null || !last.caseOpen() && last.restLevel() != null && index >= last.restLevel() + RISE;
    }

    /** As the next assessment will find it; null while the case is open. */
    Integer restLevelAt(int index) {
        if (caseOpen) {
            return null;
        }
        return restLevel == null ? index : Math.min(restLevel, index);
    }

    /** How the case is scored: the category's own factors, and the site's record. */
    static Assessment assess(Assessment category, SiteRisk risk) {
        Localized reason = Localized.of(
                "风险指数 " + risk.index() + "（满分 100，立案线 " + SiteRisk.THRESHOLD + "）",
                "Risk index " + risk.index() + " of 100, a case from " + SiteRisk.THRESHOLD);
        int least = INDEX_TO_LIKELIHOOD.floorEntry(risk.index()).getValue();
        List<Factor> factors = new java.util.ArrayList<>(category.factors());
        factors.add(new Factor(
                "site-risk", Factor.Side.LIKELIHOOD, Factor.Effect.AT_LEAST, least, Factor.Source.SITE, reason));
        return new Assessment(
                Triage.score(factors, Factor.Side.LIKELIHOOD), Triage.score(factors, Factor.Side.CONSEQUENCE), factors);
    }

    /** The grounds in words: every signal, the unknown ones too. */
    static Localized rationale(SiteRisk risk) {
        StringBuilder zhCn = new StringBuilder("风险指数达到 " + risk.index() + "：");
        StringBuilder en = new StringBuilder("The risk index reached " + risk.index() + ": ");
        String sign = "";
        for (SiteSignal signal : risk.signals()) {
            String points = signal.unknown() ? "?" : (signal.points() < 0 ? "−" : "+") + Math.abs(signal.points());
            zhCn.append(sign.isEmpty() ? "" : "；")
                    .append(signal.text().zhCn())
                    .append("（")
                    .append(points)
                    .append("）");
            en.append(sign)
                    .append(signal.text().en())
                    .append(" (")
                    .append(points)
                    .append(")");
            sign = "; ";
        }
        return Localized.of(zhCn.append("。").toString(), en.append(".").toString());
    }
}
