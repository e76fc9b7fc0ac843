package org.qunfang.responsibility;

import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** When a category may be retired, and what a retired one no longer takes. Pure. */
final class RetirementRules {
    /** Takes the reports whose senders named no category. */
    private static final String OTHER = "other";

    private RetirementRules() {}

    /** @throws Problem invalid at the member that does not go with the others, or with the tree */
    static void check(Matrix matrix, UUID id, UUID parentId, JsonObject input) {
        boolean isRetired = input.getBoolean("retired", false);
        boolean isReportable = input.getBoolean("reportable", !isRetired);
        refuseIf(isRetired && isReportable, "/reportable", "停用的类别不能再供上报选择", "Nobody can choose a retired category");
        refuseIf(
                !isReportable && OTHER.equals(input.getString("code")),
                isRetired ? "/retired" : "/reportable",
                "没有选类别的上报都归入此类别，不能停用或不供选择",
                "Reports without a category come into this one: it stays in use and open to reports");
        refuseIf(
                !isRetired
                        && matrix.category(parentId).filter(Category::retired).isPresent(),
                "/parentCode",
                "上级类别已停用",
                "The category above it is retired");
        refuseIf(
                isRetired && hasLiveChild(matrix, id),
                "/retired",
                "它下面还有在用的类别，请先停用或移走",
                "Categories below it are in use; retire or move them first");
    }

    /** A line that stands may still be ended; a new one, or one that moves here, is refused. */
    static void checkInUse(Matrix matrix, Responsibility known, UUID categoryId) {
        boolean comesHere = known == null || !known.categoryId().equals(categoryId);
        refuseIf(
                comesHere
                        && matrix.category(categoryId).filter(Category::retired).isPresent(),
                "/categoryCode",
                "此类别已停用",
                "This category is retired");
    }

    private static boolean hasLiveChild(Matrix matrix, UUID id) {
        return matrix.categories().stream().anyMatch(each -> id.equals(each.parentId()) && !each.retired());
    }

    private static void refuseIf(boolean isWrong, String pointer, String zhCn, String en) {
        if (isWrong) {
            throw Problem.invalid(pointer, Localized.of(zhCn, en));
        }
    }
}
