package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** What one officer asks another's consent for. */
enum ConsentStep {
    CLOSE(SeriousSteps::close, Localized.of("办结", "closing the case"), Set.of("rationale", "evidence")),
    REJECT(SeriousSteps::reject, Localized.of("不受理", "rejecting the case"), Set.of("reason", "rationale", "evidence")),
    TRIAGE(
            SeriousSteps::triage,
            Localized.of("降低风险评分", "lowering the severity"),
            Set.of("factors", "unknown", "rationale", "evidence", "dissent")),
    MERGE(
            Merges::end,
            Localized.of("并入另一案件", "merging the case into another"),
            Set.of("into", "apart", "number", "toName", "rationale", "evidence")),
    HOLD(
            Holds::hold,
            Localized.of("暂停处理", "putting the case on hold"),
            Set.of("reviewAt", "publicReason", "rationale", "evidence")),
    RECATEGORISE(
            Recategorisations::take,
            Localized.of("更正类别（风险评分会降低）", "correcting the category, which lowers the severity"),
            Set.of(
                    "category",
                    "categoryId",
                    "name",
                    "nameBefore",
                    "likelihood",
                    "consequence",
                    "scored",
                    "rationale",
                    "evidence"));

    private static final String STEP = "step";
    private static final Set<String> REQUIRED = Set.of("reason", "factors", "into", "reviewAt", "category");

    private final CaseSteps.Step taken;
    private final Localized label;
    private final Set<String> members;

    ConsentStep(CaseSteps.Step taken, Localized label, Set<String> members) {
        this.taken = taken;
        this.label = label;
        this.members = members;
    }

    static ConsentStep of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    Localized label() {
        return label;
    }

    /** @throws Problem where the case's state refuses it */
    Change take(Case before, Act act, JsonObject body) {
        return taken.take(before, act, body);
    }

    /**
     * The body of the step out of what was sent with it.
     *
     * @throws Problem invalid, naming what the step lacks or does not take
     */
    JsonObject bodyOf(JsonObject sent) {
        JsonObject body = sent.copy();
        body.remove(STEP);
        for (String member : body.fieldNames()) {
            if (!members.contains(member)) {
                throw Problem.invalid("/" + member, Localized.of("这一步不含此项", "This step takes nothing of that kind"));
            }
        }
        for (String member : REQUIRED) {
            if (members.contains(member) && !body.containsKey(member)) {
                throw Problem.invalid("/" + member, Localized.of("这一步须有此项", "This step needs it"));
            }
        }
        return body;
    }
}
