package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The requests that the other tests spoil are in order: nothing but the spoiling explains a refusal. */
class UnspoiledRequestsTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    static List<Target> operations() {
        // The live stream never ends; what is wrong with it is tested as for all others.
        return HostileCity.operations()
                .filter(each -> !each.id().equals("live"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void theSampleOfAnOperationKeepsTheContract(Target target) {
        Wire.Answered answer = HostileCity.wire().send(HostileCity.shot(target));

        assertThat(answer.status()).as(String.valueOf(answer.body())).isNotIn(400, 405, 406, 413, 415);
        assertThat(String.valueOf(answer.body())).doesNotContain("/problems/unauthenticated");
        assertThat(target.statuses()).contains(Integer.toString(answer.status()));
    }
}
