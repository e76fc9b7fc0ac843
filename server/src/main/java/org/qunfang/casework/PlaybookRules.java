package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/** What a playbook must keep beyond the contract's schema. Pure but for fresh ids. */
final class PlaybookRules {
    static final Duration SHORTEST = Duration.ofMinutes(1);
    static final Duration LONGEST = Duration.ofDays(365);

    private PlaybookRules() {}

    /**
     * @param known the playbook as it is now, or null for a new one
     * @throws Problem invalid, naming every step that makes no sense
     */
    static Playbook read(Matrix matrix, Playbook known, JsonObject input) {
        List<PlaybookStep> steps = steps(input.getJsonArray("steps"));
        return new Playbook(
                known == null ? UuidCreator.getTimeOrderedEpoch() : known.id(),
                categoryId(matrix, input.getString("categoryCode")),
                Severity.of(input.getString("minimumSeverity")),
                Localized.fromJson(input.getJsonObject("name")),
                input.getBoolean("active", true),
                known == null ? 1 : known.version() + 1,
                steps);
    }

    private static UUID categoryId(Matrix matrix, String code) {
        return code == null
                ? null
                : matrix.categoryByCode(code)
                        .map(Category::id)
                        .orElseThrow(() -> Problem.invalid(
                                "/categoryCode", Localized.of("没有这个类别：" + code, "There is no such category: " + code)));
    }

    private static List<PlaybookStep> steps(JsonArray input) {
        Problem problem = Problem.of(
                org.qunfang.problem.ProblemType.INVALID, "有的步骤不合规定。", "Some steps make no sense as they are.");
        Set<String> codes = new HashSet<>();
        Set<Integer> positions = new HashSet<>();
        List<PlaybookStep> steps = new ArrayList<>();
        for (int i = 0; i < input.size(); i++) {
            JsonObject each = input.getJsonObject(i);
            String at = "/steps/" + i;
            if (!codes.add(each.getString("code"))) {
                problem.error(at + "/code", Localized.of("步骤代码重复", "Two steps have this code"));
            }
            if (!positions.add(each.getInteger("order"))) {
                problem.error(at + "/order", Localized.of("顺序重复", "Two steps have this place in the order"));
            }
            steps.add(step(each, dueAfter(each, at, problem)));
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        steps.sort(Comparator.comparingInt(PlaybookStep::position));
        return List.copyOf(steps);
    }

    private static Duration dueAfter(JsonObject step, String at, Problem problem) {
        try {
            Duration after = Duration.parse(step.getString("dueAfter"));
            if (after.compareTo(SHORTEST) >= 0 && after.compareTo(LONGEST) <= 0) {
                return after;
            }
        } catch (DateTimeException | ArithmeticException unreadable) {
            // Told below: the bounds are the same for what is no duration at all.
        }
        problem.error(
                at + "/dueAfter",
                Localized.of("时限须在 1 分钟到 365 天之间，如 PT4H、P1D", "From one minute to 365 days, such as PT4H or P1D"));
        return SHORTEST;
    }

    private static PlaybookStep step(JsonObject json, Duration dueAfter) {
        JsonObject explanation = json.getJsonObject("explanation");
        JsonObject owner = json.getJsonObject("owner");
        return new PlaybookStep(
                json.getString("code"),
                json.getInteger("order"),
                Localized.fromJson(json.getJsonObject("title")),
                explanation == null ? null : Localized.fromJson(explanation),
                owner.getString("role"),
                PlaybookStep.of(PlaybookStep.Side.class, owner.getString("side")),
                PlaybookStep.of(PlaybookStep.From.class, json.getString("dueFrom")),
                dueAfter,
                PlaybookStep.of(PlaybookStep.Evidence.class, json.getString("evidence")),
                json.getBoolean("lifeSafety", false));
    }
}
