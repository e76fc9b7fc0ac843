package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Arithmetic of working time: what holds for any calendar, and days that people can check by hand. */
class WorkCalendarTest {
    /** National Day of 2026 as the State Council orders such weeks: off from 1 to 7 October, two weekends worked. */
    private static final WorkCalendar AUTUMN = new WorkCalendar(autumn());

    private static Map<LocalDate, Boolean> autumn() {
        Map<LocalDate, Boolean> days = new HashMap<>();
        LocalDate.of(2026, 10, 1).datesUntil(LocalDate.of(2026, 10, 8)).forEach(day -> days.put(day, false));
        days.put(LocalDate.of(2026, 9, 20), true);
        days.put(LocalDate.of(2026, 10, 10), true);
        return days;
    }

    private static Instant at(String local) {
        return OffsetDateTime.parse(local + ":00+08:00").toInstant();
    }

    @Example
    void sevenHoursAreAWorkingDay() {
        assertThat(WorkCalendar.DAY).isEqualTo(Duration.ofHours(7));
        assertThat(WorkCalendar.PLAIN.plus(at("2026-11-23T09:00"), Duration.ofHours(7)))
                .isEqualTo(at("2026-11-23T18:00"));
    }

    @Example
    void lunchAndNightAndWeekendDoNotCount() {
        WorkCalendar plain = WorkCalendar.PLAIN;

        assertThat(plain.plus(at("2026-11-23T11:30"), Duration.ofHours(1))).isEqualTo(at("2026-11-23T14:30"));
        assertThat(plain.plus(at("2026-11-27T17:00"), Duration.ofHours(2))).isEqualTo(at("2026-11-30T10:00"));
        assertThat(plain.plus(at("2026-11-28T23:00"), Duration.ZERO)).isEqualTo(at("2026-11-30T09:00"));
    }

    @Example
    void aHolidayIsPassedOverAndAMakeUpSaturdayCounts() {
        assertThat(AUTUMN.plus(at("2026-09-30T17:00"), Duration.ofHours(2))).isEqualTo(at("2026-10-08T10:00"));
        assertThat(AUTUMN.plus(at("2026-10-09T17:00"), Duration.ofHours(2)))
                .as("10 October is a Saturday that is worked")
                .isEqualTo(at("2026-10-10T10:00"));
        assertThat(WorkCalendar.PLAIN.plus(at("2026-10-09T17:00"), Duration.ofHours(2)))
                .isEqualTo(at("2026-10-12T10:00"));
    }

    @Example
    void daylightSavingOfTheEightiesDoesNotChangeOfficeHours() {
        // China was nine hours ahead of UTC in the summers of 1986 to 1991; from 4 May 1986 on.
        Instant saturday = Instant.parse("1986-05-02T09:00:00Z");
        assertThat(WorkCalendar.PLAIN.plus(saturday, Duration.ofHours(2)))
                .isEqualTo(Instant.parse("1986-05-05T01:00:00Z"));
    }

    @Example
    void aCalendarWithoutWorkEndsWithAnErrorInsteadOfALoop() {
        Map<LocalDate, Boolean> never = new HashMap<>();
        LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2037, 1, 1)).forEach(day -> never.put(day, false));

        assertThatThrownBy(() -> new WorkCalendar(never).plus(at("2026-01-01T00:00"), Duration.ofHours(1)))
                .isInstanceOf(IllegalStateException.class);
    }

    @Property
    void noDeadlineLiesOutsideWorkingTime(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("terms") Duration term) {
        assertThat(calendar.isWorking(calendar.plus(from, term))).isTrue();
        assertThat(calendar.plus(from, term)).isAfterOrEqualTo(from);
    }

    @Property
    void laterOrLongerIsNeverEarlier(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("terms") Duration term,
            @ForAll("terms") Duration more) {
        Instant due = calendar.plus(from, term);

        assertThat(calendar.plus(from.plus(more), term)).isAfterOrEqualTo(due);
        assertThat(calendar.plus(from, term.plus(more))).isAfterOrEqualTo(due);
    }

    @Property
    void aTermInTwoPartsIsTheSameTerm(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("terms") Duration one,
            @ForAll("terms") Duration other) {
        assertThat(calendar.plus(calendar.plus(from, one), other)).isEqualTo(calendar.plus(from, one.plus(other)));
    }

    @Property
    void whatLiesBetweenIsWhatWasAdded(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("terms") Duration term) {
        assertThat(calendar.between(from, calendar.plus(from, term))).isEqualTo(term);
    }

    @Property
    void aTermIsAtLeastAsLongInCalendarTimeAndWithinBounds(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("terms") Duration term) {
        Duration passed = Duration.between(from, calendar.plus(from, term));

        assertThat(passed).isGreaterThanOrEqualTo(term);
        assertThat(passed.toDays()).isLessThan(3_660);
    }

    @Property
    void aHoldMovesADeadlineByNothingButTheTimeItLasted(
            @ForAll("calendars") WorkCalendar calendar,
            @ForAll("moments") Instant from,
            @ForAll("terms") Duration term,
            @ForAll("terms") Duration until,
            @ForAll("kinds") TimeKind time) {
        Deadlines.Clocks clocks =
                new Deadlines(1, calendar, Map.of(), id -> java.util.List.of()).of(new java.util.UUID(0, 1));
        Instant due = new Term(term, time).after(from, calendar);
        Instant review = from.plus(until);

        Instant held = clocks.movedTo(time, from, due, review);

        assertThat(Term.left(time, review, held, calendar)).isEqualTo(Term.left(time, from, due, calendar));
        assertThat(time == TimeKind.CALENDAR || calendar.isWorking(held)).isTrue();
        assertThat(held).isAfterOrEqualTo(due);
    }

    @Provide
    Arbitrary<TimeKind> kinds() {
        return Arbitraries.of(TimeKind.class);
    }

    /** Up to a working month. */
    @Provide
    Arbitrary<Duration> terms() {
        return Arbitraries.longs().between(0, 150L * 3600).map(Duration::ofSeconds);
    }

    /** From the eighties, with their daylight saving, to the thirties. */
    @Provide
    Arbitrary<Instant> moments() {
        long from = Instant.parse("1985-01-01T00:00:00Z").getEpochSecond();
        long to = Instant.parse("2038-01-01T00:00:00Z").getEpochSecond();
        return Arbitraries.oneOf(
                Arbitraries.longs().between(from, to).map(Instant::ofEpochSecond),
                Arbitraries.longs()
                        .between(
                                Instant.parse("2026-09-15T00:00:00Z").getEpochSecond(),
                                Instant.parse("2026-10-20T00:00:00Z").getEpochSecond())
                        .map(Instant::ofEpochSecond),
                Arbitraries.longs()
                        .between(
                                Instant.parse("1986-04-20T00:00:00Z").getEpochSecond(),
                                Instant.parse("1986-09-30T00:00:00Z").getEpochSecond())
                        .map(Instant::ofEpochSecond));
    }

    @Provide
    Arbitrary<WorkCalendar> calendars() {
        Arbitrary<LocalDate> days = Arbitraries.oneOf(
                        Arbitraries.longs()
                                .between(
                                        LocalDate.of(2026, 9, 1).toEpochDay(),
                                        LocalDate.of(2026, 11, 1).toEpochDay()),
                        Arbitraries.longs()
                                .between(
                                        LocalDate.of(1986, 4, 1).toEpochDay(),
                                        LocalDate.of(1986, 10, 1).toEpochDay()))
                .map(LocalDate::ofEpochDay);
        Arbitrary<WorkCalendar> any = Combinators.combine(days, Arbitraries.of(true, false))
                .as(Map::entry)
                .list()
                .ofMaxSize(60)
                .map(entries -> {
                    Map<LocalDate, Boolean> named = new HashMap<>();
                    entries.forEach(entry -> named.put(entry.getKey(), entry.getValue()));
                    return new WorkCalendar(named);
                });
        return Arbitraries.oneOf(any, Arbitraries.of(AUTUMN, WorkCalendar.PLAIN));
    }
}
