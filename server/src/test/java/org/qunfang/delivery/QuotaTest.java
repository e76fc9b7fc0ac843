package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuotaTest {
    private static final Instant START = Instant.parse("2026-11-26T08:00:00Z");

    @Test
    void whatNobodyTookForASecondCanBeTakenAtOnceAndNoMore() {
        Quota quota = new Quota(600, START);

        assertThat(quota.take(64, START)).isEqualTo(10);
        assertThat(quota.take(64, START)).isZero();
        assertThat(quota.take(64, START.plusSeconds(3_600))).isEqualTo(10);
    }

    @Test
    void whatIsGivenBackCanBeTakenAgain() {
        Quota quota = new Quota(600, START);
        quota.take(10, START);

        quota.giveBack(4);

        assertThat(quota.take(64, START)).isEqualTo(4);
    }

    @Test
    void aClockThatGoesBackGivesNothingAway() {
        Quota quota = new Quota(600, START);
        quota.take(10, START);

        assertThat(quota.take(1, START.minusSeconds(60))).isZero();
    }

    @Property
    void noMinuteSeesMoreThanTheQuota(
            @ForAll @Size(min = 50, max = 400) java.util.List<@IntRange(min = 0, max = 2_000) Integer> pauses,
            @ForAll @IntRange(min = 60, max = 5_000) int perMinute) {
        Quota quota = new Quota(perMinute, START);
        Deque<Instant> taken = new ArrayDeque<>();
        Instant now = START;
        for (int pause : pauses) {
            now = now.plusMillis(pause);
            for (int i = quota.take(64, now); i > 0; i--) {
                taken.addLast(now);
            }
            Instant minuteAgo = now.minus(Duration.ofMinutes(1));
            taken.removeIf(each -> !each.isAfter(minuteAgo));
            assertThat(taken).hasSizeLessThanOrEqualTo(perMinute);
        }
    }

    @Test
    void inTheLongRunNearlyAllOfItIsUsed() {
        Quota quota = new Quota(6_000, START);
        int taken = 0;
        for (int millis = 0; millis < 600_000; millis += 10) {
            taken += quota.take(64, START.plusMillis(millis));
        }

        assertThat(taken).isBetween(58_000, 60_000);
    }
}
