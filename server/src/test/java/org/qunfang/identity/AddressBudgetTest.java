package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class AddressBudgetTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private final AddressBudget budget = new AddressBudget();

    @Test
    void threeHundredPhonesComeAtOnceAndThenTwoASecond() {
        assertThat(taken("192.0.2.1", NOW, 1_000)).isEqualTo(300);
        assertThat(taken("192.0.2.1", NOW.plusSeconds(5), 1_000)).isEqualTo(10);
    }

    @Test
    void oneAddressDoesNotTakeFromAnother() {
        taken("192.0.2.1", NOW, 1_000);

        assertThat(budget.take("192.0.2.2", NOW)).isTrue();
    }

    @Test
    void allAddressesOfOneHomeCountAsOne() {
        int both = taken("2001:db8:1:2::1", NOW, 200) + taken("2001:db8:1:2:ffff::9", NOW, 200);

        assertThat(both).isEqualTo(300);
        assertThat(budget.take("2001:db8:1:3::1", NOW)).isTrue();
    }

    private int taken(String address, Instant at, int asked) {
        int taken = 0;
        for (int n = 0; n < asked; n++) {
            taken += budget.take(address, at) ? 1 : 0;
        }
        return taken;
    }
}
