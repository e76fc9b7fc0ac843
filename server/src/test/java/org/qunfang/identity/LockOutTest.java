package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qunfang.identity.LockOut.Failures;

class LockOutTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:00:00Z");

    @Test
    void theDelayGrowsAfterFourMistakesAndIsBounded() {
        List<Long> seconds = new ArrayList<>();
        Failures failures = Failures.none(NOW);
        for (int n = 0; n < 12; n++) {
            failures = LockOut.OF_ACCOUNT.afterTry(failures, NOW);
            seconds.add(LockOut.wait(failures, NOW).toSeconds());
        }

        assertThat(seconds).containsExactly(0L, 0L, 0L, 0L, 30L, 60L, 120L, 240L, 480L, 900L, 900L, 900L);
    }

    @Test
    void aHundredThousandFailuresDelayNoLongerThanAQuarterOfAnHour() {
        Failures failures = LockOut.OF_ADDRESS.afterTry(new Failures(100_000, NOW, NOW), NOW);

        assertThat(LockOut.wait(failures, NOW)).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void theWaitEndsWithItsTime() {
        Failures failures = new Failures(5, NOW, NOW.plusSeconds(30));

        assertThat(LockOut.wait(failures, NOW.plusSeconds(29))).isEqualTo(Duration.ofSeconds(1));
        assertThat(LockOut.wait(failures, NOW.plusSeconds(30))).isZero();
    }

    @Test
    void failuresAreForgottenAfterADay() {
        Failures old = new Failures(9, NOW, NOW);
        Instant dayLater = NOW.plus(Duration.ofHours(24));

        assertThat(LockOut.OF_ACCOUNT.afterTry(old, dayLater).count()).isEqualTo(10);
        assertThat(LockOut.OF_ACCOUNT.afterTry(old, dayLater.plusSeconds(1)).count())
                .isEqualTo(1);
    }

    @Test
    void aTryTakenBackLeavesTheOthers() {
        Failures three = new Failures(3, NOW, NOW.plusSeconds(30));

        assertThat(LockOut.OF_ACCOUNT.takenBack(three, NOW)).isEqualTo(new Failures(2, NOW, NOW));
        assertThat(LockOut.OF_ACCOUNT.takenBack(Failures.none(NOW), NOW).count())
                .isZero();
    }
}
