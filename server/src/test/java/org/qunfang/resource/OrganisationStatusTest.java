package org.qunfang.resource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

class OrganisationStatusTest {
    @Test
    void aStepThatIsNotOpenIsRefusedWithTheStateInWords() {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> OrganisationStatus.VERIFIED.after(OrganisationStatus.Transition.VERIFY));

        assertThat(problem.detail())
                .isEqualTo(Localized.of("该组织已核实，现在不能核实。", "The organisation is verified; it cannot be verified now."));
    }
}
