package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Matrix;

/**
 * What makes a site quieter in the register without anybody having looked at it: a later inspection, a longer interval, an
 * end to watching or to telling residents, a smaller reach, another kind, a smaller size, nobody to call and no address. The
 * department that answers for it cannot do it for itself; the duty office can. Pure.
 */
final class SiteQuiet {
    private SiteQuiet() {}

    /** @throws Problem forbidden, naming every member that is for the duty office */
    static void mustNotQuieten(Caller caller, Matrix matrix, Site site, Site.Content after, LocalDate today) {
        Site.Content before = site.content();
        if (SiteScope.isDutyOffice(caller, matrix)) {
            return;
        }
        Problem problem = Problem.of(
                ProblemType.FORBIDDEN,
                "推迟检查、放宽检查间隔、不再监管、不再对公众可见、缩小范围、更改类别、减小规模或删去联系方式、地址，须由值班室办理。",
                "Only the duty office may put an inspection off, lengthen the interval, end watching, hide the site from "
                        + "residents, take places out of reach, change the kind, make the site smaller, or leave out "
                        + "whom to call or the address.");
        if (putsOff(before, after, today)) {
            problem.error("/inspectionDue", Localized.of("不能晚于已定的日期", "Not later than what was planned"));
        }
        if (lengthens(before.inspectionEveryDays(), after.inspectionEveryDays())) {
            problem.error("/inspectionEveryDays", Localized.of("不能长于已定的间隔", "Not longer than what was set"));
        }
        if (before.watched() && !after.watched()) {
            problem.error("/watched", Localized.of("由值班室决定", "For the duty office to decide"));
        }
        if (before.isPublic() && !after.isPublic()) {
            problem.error("/public", Localized.of("由值班室决定", "For the duty office to decide"));
        }
        lookAtReach(problem, site, after);
        lookAtSize(problem, before.measures(), after.measures());
        if (!before.categoryId().equals(after.categoryId())) {
            problem.error("/category", Localized.of("由值班室决定", "For the duty office to decide"));
        }
        lookAtWords(problem, before, after);
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    /** Whom to call, and where it is: other words stand on the site's page with those before, none leave nothing. */
    private static void lookAtWords(Problem problem, Site.Content before, Site.Content after) {
        if (before.operatorName() != null && after.operatorName() == null) {
            problem.error("/operator", Localized.of("已登记的运营单位不能删去", "The operator on record cannot be left out"));
        } else if (isPoorer(before.operatorContact(), after.operatorContact())) {
            problem.error(
                    "/operator/contact",
                    Localized.of("已登记的联系方式可以更改，不能删去", "What is on record of whom to call may change, not go"));
        }
        if (before.placeWords() != null && after.placeWords() == null) {
            problem.error("/place", Localized.of("已登记的地址可以更改，不能删去", "The address on record may change, not go"));
        }
    }

    private static boolean isPoorer(JsonObject before, JsonObject after) {
        return before != null && (after == null || !after.fieldNames().containsAll(before.fieldNames()));
    }

    /** The first day is planned within the interval, and from then on only an inspection moves it on. */
    private static boolean putsOff(Site.Content before, Site.Content after, LocalDate today) {
        LocalDate due = before.inspectionDue();
        if (due != null) {
            return after.inspectionDue() == null || after.inspectionDue().isAfter(due);
        }
        Integer every = after.inspectionEveryDays();
        LocalDate latest = today.plusDays(every == null ? SiteInspection.MOST_DAYS : every);
        return after.inspectionDue() != null && after.inspectionDue().isAfter(latest);
    }

    private static boolean lengthens(Integer before, Integer after) {
        return before != null && (after == null || after > before);
    }

    /** What was seen where the site reached, since somebody agreed to less, must still belong to it. */
    private static void lookAtReach(Problem problem, Site site, Site.Content after) {
        Site.Content before = site.content();
        if (!site.agreed().isKeptBy(after.shape())) {
            boolean smaller = after.radiusMeters() < before.radiusMeters();
            boolean drawn = before.boundary() != null || after.boundary() != null;
            String pointer = smaller ? "/radiusMeters" : drawn ? "/boundary" : "/location";
            problem.error(
                    pointer, Localized.of("新的范围须包含原有的范围", "What it reaches must take in all that it reached before"));
        }
    }

    static Problem dilutes(Site.Content before, Site.Content after) {
        boolean wider = after.radiusMeters() > before.radiusMeters();
        String pointer = !before.watched() ? "/watched" : wider ? "/radiusMeters" : "/boundary";
        return Problem.of(
                        ProblemType.FORBIDDEN,
                        "新的范围带入较早的上报，会使风险指数或上报趋势降低，须由值班室办理。",
                        "It takes in reports of the year before, so that the risk index or the trend would fall: for the duty "
                                + "office to do.")
                .error(pointer, Localized.of("由值班室决定", "For the duty office to decide"));
    }

    private static void lookAtSize(Problem problem, Site.Measures before, Site.Measures after) {
        Localized reason = Localized.of("不能小于已登记的数", "Not less than what is on record");
        if (isLess(before.fillDepthMeters(), after.fillDepthMeters())) {
            problem.error("/fillDepthMeters", reason);
        }
        if (isLess(before.heightMeters(), after.heightMeters())) {
            problem.error("/heightMeters", reason);
        }
        if (isLess(before.peopleInReach(), after.peopleInReach())) {
            problem.error("/peopleInReach", reason);
        }
    }

    /** Unknown again is less, too. */
    private static boolean isLess(Number before, Number after) {
        return before != null && (after == null || after.doubleValue() < before.doubleValue());
    }
}
