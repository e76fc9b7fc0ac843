package org.qunfang.warning;

import java.util.UUID;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Nobody approves what they wrote. The constraint warnings_two_persons (V060) says the same. */
public final class TwoPersonRule {
    private TwoPersonRule() {}

    /** @throws Problem forbidden */
    public static void check(UUID author, UUID approver) {
        if (author.equals(approver)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "不能核准自己起草的预警，请另一位有权限的人员核准。",
                    "You wrote this warning; another officer has to approve it.");
        }
    }
}
