package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Category;

/** What factors must keep beyond the contract's schema, which set is in force, and what an answer to one is worth. Pure. */
final class FactorRules {

    private FactorRules() {}

    /**
     * @param categories that the set is for
     * @throws Problem invalid, naming every factor and option that makes no sense
     */
    static List<FactorSet.Asked> read(JsonArray input, Collection<Category> categories) {
        Problem problem = Problem.of(ProblemType.INVALID, "有的因素不合规定。", "Some factors make no sense as they are.");
        Set<String> codes = new HashSet<>();
        FactorOrigins origins = new FactorOrigins(categories, problem);
        for (int i = 0; i < input.size(); i++) {
            JsonObject factor = input.getJsonObject(i);
            if (!codes.add(factor.getString("code"))) {
                problem.error("/factors/" + i + "/code", Localized.of("因素代码重复", "Two factors have this code"));
            }
            checkOptions(factor.getJsonArray("options"), "/factors/" + i + "/options/", problem);
            origins.check(factor, "/factors/" + i);
        }
        for (Factor.Side side : Factor.Side.values()) {
            String code = PlaybookStep.code(side);
            if (input.stream().noneMatch(each -> code.equals(((JsonObject) each).getString("side")))) {
                problem.error(
                        "/factors",
                        side == Factor.Side.LIKELIHOOD
                                ? Localized.of("可能性至少要有一个因素", "Likelihood needs one factor at least")
                                : Localized.of("后果至少要有一个因素", "Consequence needs one factor at least"));
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return FactorSet.asked(input);
    }

    private static void checkOptions(JsonArray options, String at, Problem problem) {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < options.size(); i++) {
            if (!ids.add(options.getJsonObject(i).getString("id"))) {
                problem.error(at + i + "/id", Localized.of("选项代码重复", "Two options have this id"));
            }
        }
    }

    /**
     * The set of the most specific category that has one; the general one last.
     *
     * @param categories most specific first
     */
    static Optional<FactorSet> inForce(List<FactorSet> sets, List<UUID> categories) {
        for (UUID category : categories) {
            Optional<FactorSet> own = of(sets, category);
            if (own.isPresent()) {
                return own;
            }
        }
        return of(sets, null);
    }

    private static Optional<FactorSet> of(List<FactorSet> sets, UUID category) {
        return sets.stream()
                .filter(each -> Objects.equals(each.categoryId(), category))
                .findFirst();
    }
}
