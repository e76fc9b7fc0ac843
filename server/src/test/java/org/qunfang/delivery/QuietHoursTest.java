package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {
    private static final int ORDINARY = 3;

    /** Times of Asia/Shanghai. */
    @ParameterizedTest
    @CsvSource({
        "22:30, 07:00, 2026-11-26T23:00, 2026-11-27T07:00",
        "22:30, 07:00, 2026-11-27T06:59, 2026-11-27T07:00",
        "22:30, 07:00, 2026-11-26T22:30, 2026-11-27T07:00",
        "22:30, 07:00, 2026-11-27T07:00,",
        "22:30, 07:00, 2026-11-26T12:00,",
        "13:00, 14:00, 2026-11-26T13:30, 2026-11-26T14:00",
        "13:00, 14:00, 2026-11-26T14:00,",
        "23:00, 00:00, 2026-11-26T23:30, 2026-11-27T00:00",
        "23:00, 00:00, 2026-11-26T00:00,"
    })
    void whatIsNotSevereWaitsForTheirEnd(LocalTime from, LocalTime to, String now, String end) {
        assertThat(QuietHours.wait(new QuietHours(from, to), Severity.MODERATE, ORDINARY, local(now)))
                .isEqualTo(Optional.ofNullable(end).map(QuietHoursTest::local));
    }

    private static Instant local(String text) {
        return Instant.parse(text + ":00+08:00");
    }

    @Property
    void severeOnesCancellationsAndWhatNobodyKnowsNeverWait(
            @ForAll Severity severity,
            @ForAll @IntRange(max = 5) int priority,
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(max = 1439) int to,
            @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long now) {
        QuietHours quiet = from == to ? null : new QuietHours(minute(from), minute(to));

        Optional<Instant> wait = QuietHours.wait(quiet, severity, priority, Instant.ofEpochSecond(now));

        if (quiet == null || priority == 0 || severity != Severity.MINOR && severity != Severity.MODERATE) {
            assertThat(wait).isEmpty();
        }
    }

    @Property
    void nobodyWaitsLongerThanTheHoursLastAndThenItIsNotQuiet(
            @ForAll @IntRange(max = 1439) int from,
            @ForAll @IntRange(min = 1, max = 1439) int minutes,
            @ForAll @LongRange(min = 1_700_000_000, max = 1_900_000_000) long second) {
        Instant now = Instant.ofEpochSecond(second);
        QuietHours quiet = new QuietHours(minute(from), minute((from + minutes) % 1440));

        Optional<Instant> wait = QuietHours.wait(quiet, Severity.MINOR, ORDINARY, now);

        LocalTime time = now.atZone(QuietHours.ZONE).toLocalTime();
        long sinceBegin = Math.floorMod(Duration.between(quiet.from(), time).toSeconds(), 86_400L);
        assertThat(wait.isPresent()).isEqualTo(sinceBegin < minutes * 60L);
        wait.ifPresent(end -> {
            assertThat(Duration.between(now, end)).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(minutes));
            assertThat(QuietHours.wait(quiet, Severity.MINOR, ORDINARY, end)).isEmpty();
        });
    }

    private static LocalTime minute(int ofDay) {
        return LocalTime.ofSecondOfDay(ofDay * 60L);
    }
}
