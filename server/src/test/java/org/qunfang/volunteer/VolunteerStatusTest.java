package org.qunfang.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

class VolunteerStatusTest {
    @Test
    void aStepThatIsNotOpenIsRefusedWithTheStateInWords() {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> VolunteerStatus.WITHDRAWN.after(VolunteerStatus.Transition.SUSPEND));

        assertThat(problem.detail())
                .isEqualTo(Localized.of("该志愿者已退出，现在不能暂停。", "The volunteer is withdrawn and cannot be suspended now."));
    }
}
