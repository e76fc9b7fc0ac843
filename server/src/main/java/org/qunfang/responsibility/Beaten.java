package org.qunfang.responsibility;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;

/** The lines that would lead if the chosen one did not: "district beats city, landfill slope beats slope". Pure. */
final class Beaten {
    private static final int MOST = 3;

    private Beaten() {}

    /** Steps of the trace, nearest first, at most {@value #MOST}. */
    static List<JsonObject> by(Matrix matrix, Answerable answer) {
        List<JsonObject> steps = new ArrayList<>();
        Responsibility won = answer.line();
        for (UUID areaId : Reconciliation.areasUp(matrix, won.areaId())) {
            for (Category category : matrix.chain(answer.categoryId())) {
                for (Responsibility line : matrix.lines(answer.duty(), category.id(), areaId)) {
                    boolean isOther = line.isLead() && line.holdsOn(answer.day()) && isBroader(won, line);
                    if (isOther && steps.size() < MOST) {
                        steps.add(step(matrix, won, line));
                    }
                }
            }
        }
        return steps;
    }

    private static boolean isBroader(Responsibility won, Responsibility line) {
        return !line.areaId().equals(won.areaId()) || !line.categoryId().equals(won.categoryId());
    }

    private static JsonObject step(Matrix matrix, Responsibility won, Responsibility line) {
        boolean isByArea = !line.areaId().equals(won.areaId());
        Area area = matrix.area(line.areaId()).orElseThrow();
        Category category = matrix.category(line.categoryId()).orElseThrow();
        Department department = matrix.department(line.departmentId()).orElseThrow();
        Localized winner = isByArea
                ? matrix.area(won.areaId()).orElseThrow().name()
                : matrix.category(won.categoryId()).orElseThrow().name();
        Localized loser = isByArea ? area.name() : category.name();
        return Explanation.step(
                        "choice",
                        Localized.of(
                                "“" + winner.zhCn() + "”比“" + loser.zhCn() + "”更具体，因此不由“"
                                        + department.name().zhCn() + "”（"
                                        + area.name().zhCn() + "，"
                                        + category.name().zhCn() + "）牵头。",
                                winner.en() + " is more specific than " + loser.en() + ", so "
                                        + department.name().en() + " ("
                                        + area.name().en() + ", "
                                        + category.name().en() + ") does not lead."))
                .put("areaCode", area.code())
                .put("categoryCode", category.code())
                .put("departmentId", department.id().toString());
    }
}
