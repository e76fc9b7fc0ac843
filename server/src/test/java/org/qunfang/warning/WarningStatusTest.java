package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.warning.WarningStatus.Step;

class WarningStatusTest {
    @ParameterizedTest
    @CsvSource({
        "DRAFT, EDIT, DRAFT",
        "DRAFT, SUBMIT, SUBMITTED",
        "SUBMITTED, APPROVE, PUBLISHED",
        "SUBMITTED, RETURN, RETURNED",
        "SUBMITTED, REJECT, REJECTED",
        "RETURNED, EDIT, DRAFT",
        "PUBLISHED, CANCEL, CANCELLED",
        "PUBLISHED, EXPIRE, EXPIRED",
        "PUBLISHED, SUPERSEDE, SUPERSEDED"
    })
    void aStepLeadsOn(WarningStatus from, Step step, WarningStatus to) {
        assertThat(from.after(step)).isEqualTo(to);
    }

    @Test
    void nothingElseIsOpen() {
        long open = List.of(WarningStatus.values()).stream()
                .mapToLong(status -> status.openSteps().size())
                .sum();

        assertThat(open).isEqualTo(9);
    }

    @ParameterizedTest
    @EnumSource(names = {"REJECTED", "SUPERSEDED", "CANCELLED", "EXPIRED"})
    void anEndIsAnEnd(WarningStatus status) {
        assertThat(status.openSteps()).isEmpty();
    }

    @Test
    void aRefusalTellsWhatIsOpenInstead() {
        assertThatThrownBy(() -> WarningStatus.PUBLISHED.after(Step.EDIT))
                .isInstanceOfSatisfying(Problem.class, problem -> {
                    assertThat(problem.type()).isEqualTo(ProblemType.WRONG_STATE);
                    assertThat(problem.toJson("en", "t").getJsonArray("open").getList())
                            .isEqualTo(List.of("cancel", "supersede", "expire"));
                });
    }
}
