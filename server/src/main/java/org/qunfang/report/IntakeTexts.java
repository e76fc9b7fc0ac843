package org.qunfang.report;

import org.qunfang.casework.Assessment;
import org.qunfang.problem.Localized;

/** What the intake writes into records that people read. */
final class IntakeTexts {
    private IntakeTexts() {}

    static Localized severityRationale(Draft draft) {
        Assessment assessment = draft.assessment();
        String formula = assessment.likelihood() + " × " + assessment.consequence() + " = " + assessment.score();
        return !draft.joins()
                ? Localized.of(
                        "风险矩阵：可能性 × 后果 = " + formula + "，由类别基础分和上报人的回答计算。",
                        "Risk matrix: likelihood × consequence = " + formula
                                + ", out of the category's base factors and the reporter's answers.")
                : Localized.of(
                        "又一份上报提高了风险：可能性 × 后果 = " + formula + "。",
                        "Another report raises the risk: likelihood × consequence = " + formula + ".");
    }
}
