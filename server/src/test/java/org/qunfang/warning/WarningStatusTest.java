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

    @ParameterizedTest
    @CsvSource({
        "DRAFT, APPROVE, 这条预警还是草稿，不能进行此操作。, 'This warning is still a draft, so that step is not open.'",
        "SUBMITTED, EDIT, 这条预警正在等待核准，不能进行此操作。, 'This warning is waiting for approval, so that step is not open.'",
        "RETURNED, APPROVE, 这条预警已退回起草人，不能进行此操作。, 'This warning was returned to its author, so that step is not open.'",
        "REJECTED, EDIT, 这条预警已被否决，不能进行此操作。, 'This warning was rejected, so that step is not open.'",
        "PUBLISHED, EDIT, 这条预警已经发布，不能进行此操作。, 'This warning is already published, so that step is not open.'",
        "SUPERSEDED, CANCEL, 这条预警已被更新的预警取代，不能进行此操作。, 'This warning was replaced by an update, so that step is not open.'",
        "CANCELLED, CANCEL, 这条预警已经解除，不能进行此操作。, 'This warning was already cancelled, so that step is not open.'",
        "EXPIRED, CANCEL, 这条预警已经过期，不能进行此操作。, 'This warning has expired, so that step is not open.'"
    })
    void aRefusalIsASentenceInBothLanguages(WarningStatus from, Step step, String zhCn, String en) {
        assertThatThrownBy(() -> from.after(step)).isInstanceOfSatisfying(Problem.class, problem -> {
            assertThat(problem.toJson("zh-CN", "t").getString("detail")).isEqualTo(zhCn);
            assertThat(problem.toJson("en", "t").getString("detail")).isEqualTo(en);
        });
    }
}
