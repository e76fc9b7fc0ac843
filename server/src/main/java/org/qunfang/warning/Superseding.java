package org.qunfang.warning;

import java.time.Instant;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.warning.WarningStatus.Step;

/** The decision whether one warning may take the place of another, pure. */
final class Superseding {
    private Superseding() {}

    /**
     * @param earlier as it is now, locked where it counts
     * @throws Problem wrong-state when there is nothing in force any more that could be updated
     */
    static void check(Warning earlier, Instant now) {
        earlier.status().after(Step.SUPERSEDE);
        if (!earlier.content().expires().isAfter(now)) {
            throw Problem.of(
                    ProblemType.WRONG_STATE,
                    "要更新的预警已经过期，请另行起草。",
                    "The warning that would be updated has expired; draft a new one.");
        }
    }

    /**
     * Whoever got the earlier one gets the later one: an exercise never takes the place of what is meant, and none is
     * updated unheard.
     *
     * @throws Problem invalid
     */
    static void checkMode(Content earlier, Content later) {
        if (earlier.mode() != later.mode()) {
            throw Problem.invalid(
                    "/mode", Localized.of("更新与原预警的性质（实战、演练、测试）必须相同。", "An update has the mode of what it updates."));
        }
        if (earlier.exercisePublic() != later.exercisePublic()) {
            throw Problem.invalid(
                    "/exercisePublic",
                    Localized.of("更新与原演练的公开范围必须相同。", "An update reaches the public if what it updates did."));
        }
    }
}
