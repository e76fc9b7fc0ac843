package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The ladder by itself: in order, each rung once, never before its time. */
class RungTest {
    private static final Instant DUE = Instant.parse("2026-11-23T08:00:00Z");

    @Example
    void nobodyIsToldBeforeTheDeadlineHasPassed() {
        assertThat(Ladder.NONE.mayClimb(DUE, DUE)).isFalse();
        assertThat(Ladder.NONE.mayClimb(DUE, DUE.plusMillis(1))).isTrue();
    }

    @Property
    void whateverMomentsAreLookedAtTheRungsComeInOrderEachOnceAndEachAfterItsPause(
            @ForAll List<@IntRange(min = 0, max = 100_000) Integer> seconds,
            @ForAll @IntRange(min = 0, max = 9_000) int pause) {
        Ladder ladder = Ladder.NONE;
        List<Rung> climbed = new ArrayList<>();
        Instant now = DUE.minusSeconds(50_000);
        Instant last = null;
        for (int step : seconds) {
            now = now.plusSeconds(step);
            if (ladder.mayClimb(DUE, now)) {
                climbed.add(ladder.next());
                assertThat(now).isAfter(DUE);
                assertThat(last == null || Duration.between(last, now).getSeconds() >= pause)
                        .isTrue();
                ladder = ladder.climbed(now.plusSeconds(pause));
                last = now;
            }
        }
        assertThat(climbed).isEqualTo(List.of(Rung.values()).subList(0, climbed.size()));
        assertThat(ladder.isAtTop()).isEqualTo(climbed.size() == 4);
        assertThat(ladder.isAtTop() && ladder.mayClimb(DUE, now.plus(Duration.ofDays(9))))
                .isFalse();
    }
}
