package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qunfang.problem.Localized;

class TimelineKindTest {
    private static final Localized BUREAU = Localized.of("光明区城管局", "Guangming Urban Management");

    @ParameterizedTest
    @EnumSource(TimelineKind.class)
    void everyKindHasWordsForOfficialsAndForEverybodyAndLeavesNoGapOpen(TimelineKind kind) {
        for (Localized department : new Localized[] {BUREAU, null}) {
            for (Localized text : List.of(
                    kind.officialText(department, new JsonObject()), kind.publicText(department, new JsonObject()))) {
                assertThat(text.zhCn()).isNotBlank().doesNotContain("{", "null");
                assertThat(text.en()).isNotBlank().doesNotContain("{", "null");
            }
        }
    }

    @Test
    void theDepartmentIsNamed() {
        assertThat(TimelineKind.ACKNOWLEDGED.publicText(BUREAU, new JsonObject()))
                .isEqualTo(Localized.of("光明区城管局已受理，将安排处理", "Guangming Urban Management has it and will see to it"));
        assertThat(TimelineKind.ACKNOWLEDGED.publicText(null, new JsonObject()).zhCn())
                .startsWith("责任部门");
    }

    @Test
    void aRejectionAndANewScoreSayWhatCameOfIt() {
        assertThat(TimelineKind.REJECTED.publicText(BUREAU, new JsonObject().put("reason", "outside_city")))
                .isEqualTo(
                        Localized.of("经核实，不作为隐患处理：不在本市范围内", "Checked, and not taken on as a hazard: outside the city"));
        assertThat(TimelineKind.TRIAGED.officialText(BUREAU, new JsonObject().put("severityAfter", "extreme")))
                .isEqualTo(Localized.of("重新评分：极高", "The risk was scored anew: extreme"));
    }
}
