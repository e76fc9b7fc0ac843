package org.qunfang.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemTest {
    private final Problem problem = Problem.of(ProblemType.WRONG_STATE, "不可以。", "Not open.");

    @Test
    void anExtensionStandsBesideTheMembersOfTheStandard() {
        assertThat(problem.with("state", "closed").toJson("en", "7").getString("state"))
                .isEqualTo("closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"type", "title", "status", "detail", "instance", "errors", "traceId"})
    void anExtensionCannotReplaceAMemberThatEveryProblemHas(String member) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> problem.with(member, "x"))
                .withMessageContaining(member);
    }
}
