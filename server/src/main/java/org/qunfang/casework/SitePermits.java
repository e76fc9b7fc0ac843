package org.qunfang.casework;

import java.time.LocalDate;
import java.util.List;
import org.qunfang.problem.Localized;

/** Which permits of a site have run out without another of their kind being in force. Pure. */
final class SitePermits {
    private SitePermits() {}

    static List<SiteFacts.Permit> runOut(List<SiteFacts.Permit> permits, LocalDate today) {
        List<String> held = permits.stream()
                .filter(each -> each.holdsOn(today))
                .map(SiteFacts.Permit::kind)
                .toList();
        return permits.stream()
                .filter(each -> each.ranOutBefore(today) && !held.contains(each.kind()))
                .filter(each -> isNewest(each, permits))
                .toList();
    }

    /** Of permits of one kind that followed each other, only the last one is missed. */
    private static boolean isNewest(SiteFacts.Permit permit, List<SiteFacts.Permit> permits) {
        return permits.stream()
                .noneMatch(other -> other.kind().equals(permit.kind())
                        && other.validTo() != null
                        && other.validTo().isAfter(permit.validTo()));
    }

    static List<SiteSignal> signals(List<SiteFacts.Permit> permits, LocalDate today, int first, int further, int most) {
        if (permits.isEmpty()) {
            return List.of(SiteSignal.unknown(
                    "permits", Localized.of("没有许可记录：是否经许可未知", "No permit on record: unknown whether it has one")));
        }
        List<SiteFacts.Permit> gone = runOut(permits, today);
        if (gone.isEmpty()) {
            return List.of();
        }
        int points = Math.min(most, first + further * (gone.size() - 1));
        return List.of(SiteSignal.of("permits", points, SiteWords.runOut(gone)));
    }
}
