package org.qunfang.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    private final Budget<String> budget = new Budget<>(new Allowance(60, Duration.ofSeconds(30)));

    @Test
    void soManyAtOnceAndThenOneInEachSpan() {
        assertThat(taken("a", NOW, 1_000)).isEqualTo(60);
        assertThat(taken("a", NOW.plusSeconds(29), 1_000)).isZero();
        assertThat(taken("a", NOW.plusSeconds(30), 1_000)).isEqualTo(1);
        assertThat(taken("a", NOW.plusSeconds(180), 1_000)).isEqualTo(5);
        assertThat(taken("a", NOW.plus(Duration.ofDays(9)), 1_000)).isEqualTo(60);
    }

    @Test
    void whoeverIsRefusedIsToldWhenTheNextOneIsThereAndLosesNothingByAsking() {
        taken("a", NOW, 60);

        assertThat(budget.take("a", NOW)).isEqualTo(Duration.ofSeconds(30));
        assertThat(budget.take("a", NOW.plusSeconds(20))).isEqualTo(Duration.ofSeconds(10));
        assertThat(budget.take("a", NOW.plusSeconds(30))).isZero();
    }

    @Test
    void oneDoesNotTakeFromAnother() {
        taken("a", NOW, 1_000);

        assertThat(taken("b", NOW, 1_000)).isEqualTo(60);
    }

    @Test
    void whatIsGivenBackIsThereAgainAndNeverMoreThanThereWas() {
        taken("a", NOW, 60);
        budget.giveBack("a");
        assertThat(taken("a", NOW, 1_000)).isEqualTo(1);

        budget.take("b", NOW);
        budget.giveBack("b");
        budget.giveBack("b");
        assertThat(taken("b", NOW, 1_000)).isEqualTo(60);
    }

    @Test
    void aClockThatIsPutBackTakesNothingAway() {
        taken("a", NOW, 59);

        assertThat(budget.take("a", NOW.minusSeconds(3_600))).isZero();
    }

    @Test
    void thoseNotSeenForLongestAreForgottenSoThatTheMemoryIsBounded() {
        taken("first", NOW, 60);
        for (int n = 0; n < Budget.MOST_REMEMBERED - 1; n++) {
            budget.take("other " + n, NOW);
        }
        assertThat(budget.take("first", NOW)).isPositive();
        for (int n = 0; n < Budget.MOST_REMEMBERED; n++) {
            budget.take("other " + n, NOW);
        }
        assertThat(budget.take("first", NOW)).isZero();
    }

    @Test
    void allAddressesOfOneHomeAreOne() {
        assertThat(ClientAddress.limited("2001:db8:1:2::1")).isEqualTo(ClientAddress.limited("2001:db8:1:2:ffff::9"));
        assertThat(ClientAddress.limited("2001:db8:1:3::1")).isNotEqualTo(ClientAddress.limited("2001:db8:1:2::1"));
        assertThat(ClientAddress.limited("192.0.2.1")).isNotEqualTo(ClientAddress.limited("192.0.2.2"));
    }

    private int taken(String key, Instant at, int asked) {
        int taken = 0;
        for (int n = 0; n < asked; n++) {
            taken += budget.take(key, at).isZero() ? 1 : 0;
        }
        return taken;
    }
}
