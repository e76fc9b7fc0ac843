package org.qunfang.casework;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/**
 * When offices are open: 9 to 12 and 14 to 18 o'clock, Monday to Friday, unless the day is named. Pure arithmetic in the
 * city's time, daylight saving of the years 1986 to 1991 included.
 *
 * @param days that differ from their weekday: true is worked (调休), false is off
 */
public record WorkCalendar(Map<LocalDate, Boolean> days) {
    public static final ZoneId CITY = ZoneId.of("Asia/Shanghai");
    /** Monday to Friday, no day named. */
    public static final WorkCalendar PLAIN = new WorkCalendar(Map.of());

    static final List<Hours> HOURS = List.of(
            new Hours(LocalTime.of(9, 0), LocalTime.of(12, 0)), new Hours(LocalTime.of(14, 0), LocalTime.of(18, 0)));
    /** How long offices are open on a day that is worked. */
    static final Duration DAY = HOURS.stream().map(Hours::length).reduce(Duration.ZERO, Duration::plus);
    /** A file leaves at least a quarter of each year to work: nothing within the longest term looks further than this. */
    private static final int FURTHEST_DAYS = 3_660;

    /** Offices are open from the first moment to the last, both included. */
    record Hours(LocalTime from, LocalTime to) {
        Duration length() {
            return Duration.between(from, to);
        }
    }

    private record Span(Instant from, Instant to) {}

    public WorkCalendar {
        days = Map.copyOf(days);
    }

    boolean isWorked(LocalDate day) {
        Boolean named = days.get(day);
        DayOfWeek weekday = day.getDayOfWeek();
        return named == null ? weekday != DayOfWeek.SATURDAY && weekday != DayOfWeek.SUNDAY : named;
    }

    /** Whether offices are open; the moment in which they close still counts. */
    boolean isWorking(Instant at) {
        return spans(at.atZone(CITY).toLocalDate()).stream()
                .anyMatch(span -> !at.isBefore(span.from()) && !at.isAfter(span.to()));
    }

    /**
     * The moment at which so much working time has passed, itself in working time.
     *
     * @param working not negative; with none it is the first moment from {@code from} on in which offices are open
     * @throws IllegalStateException when ten years do not hold so much
     */
    Instant plus(Instant from, Duration working) {
        LocalDate day = from.atZone(CITY).toLocalDate();
        Duration left = working;
        for (int ahead = 0; ahead < FURTHEST_DAYS; ahead++) {
            for (Span span : spans(day.plusDays(ahead))) {
                Instant start = span.from().isBefore(from) ? from : span.from();
                if (start.isAfter(span.to())) {
                    continue;
                }
                Duration there = Duration.between(start, span.to());
                if (there.compareTo(left) >= 0) {
                    return start.plus(left);
                }
                left = left.minus(there);
            }
        }
        throw new IllegalStateException("no " + working + " of working time within ten years after " + from);
    }

    /** How much working time lies between; none when {@code to} is not after {@code from}. */
    Duration between(Instant from, Instant to) {
        Duration sum = Duration.ZERO;
        LocalDate last = to.atZone(CITY).toLocalDate();
        for (LocalDate day = from.atZone(CITY).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            for (Span span : spans(day)) {
                Instant start = span.from().isBefore(from) ? from : span.from();
                Instant end = span.to().isAfter(to) ? to : span.to();
                sum = end.isAfter(start) ? sum.plus(Duration.between(start, end)) : sum;
            }
        }
        return sum;
    }

    private List<Span> spans(LocalDate day) {
        return !isWorked(day)
                ? List.of()
                : HOURS.stream()
                        .map(hours -> new Span(at(day, hours.from()), at(day, hours.to())))
                        .toList();
    }

    private static Instant at(LocalDate day, LocalTime time) {
        return day.atTime(time).atZone(CITY).toInstant();
    }
}
