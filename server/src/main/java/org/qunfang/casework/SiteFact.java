package org.qunfang.casework;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Lookup;

/** What a site's record can say to a factor: a number from 0 up, or one of a few values. Pure. */
enum SiteFact {
    /** Days since it was last inspected in full: an inspection that left points open does not make the last one younger. */
    INSPECTION_AGE("inspection-age", SiteFact::inspectionAge),
    /** Days by which the next inspection is late; 0 while it is not. */
    INSPECTION_OVERDUE("inspection-overdue", SiteFact::inspectionOverdue),
    INSPECTION_RESULT("inspection-result", SiteFact::inspectionResult, "sound", "defects", "danger"),
    /** Points that the last inspector could not tell. */
    INSPECTION_UNANSWERED("inspection-unanswered", SiteFact::inspectionUnanswered),
    PERMIT("permit", SiteFact::permit, "in-force", "ended"),
    /** Reports at the site within twelve months, those of the case among them. */
    REPORTS("reports", SiteFact::reports),
    /** Metres. */
    FILL_DEPTH("fill-depth", SiteFact::fillDepth),
    /** Metres. */
    HEIGHT("height", SiteFact::height),
    PEOPLE_IN_REACH("people-in-reach", SiteFact::people);

    /** A site, what is on record about it, and the moment at which it is asked. */
    record OnRecord(Site site, SiteFacts facts, Instant now) {
        private LocalDate today() {
            return now.atZone(Lookup.CITY).toLocalDate();
        }
    }

    /**
     * What the record says.
     *
     * @param number null for a fact of values
     * @param value null for a fact of numbers
     * @param isLeast it may be more: the record does not reach back far enough
     */
    record Reading(Double number, String value, boolean isLeast, Localized words) {
        private static Reading of(double number, Localized words) {
            return new Reading(number, null, false, words);
        }

        private static Reading of(String value, Localized words) {
            return new Reading(null, value, false, words);
        }
    }

    private interface Reader {
        Reading read(OnRecord of);
    }

    private final String code;
    private final Reader reader;
    private final Set<String> values;

    SiteFact(String code, Reader reader, String... values) {
        this.code = code;
        this.reader = reader;
        this.values = Set.of(values);
    }

    static SiteFact of(String code) {
        return Arrays.stream(values())
                .filter(each -> each.code.equals(code))
                .findFirst()
                .orElseThrow();
    }

    String code() {
        return code;
    }

    /** Empty for a number. */
    Set<String> known() {
        return values;
    }

    boolean isNumber() {
        return values.isEmpty();
    }

    /** Empty where nothing is on record: nobody knows is not the same as none. */
    Optional<Reading> read(OnRecord of) {
        return Optional.ofNullable(reader.read(of));
    }

    private static Reading inspectionAge(OnRecord of) {
        SiteFacts.LastInspection last = of.facts().lastInspection();
        if (last == null || last.complete() == null) {
            return null;
        }
        LocalDate day = last.complete();
        long days = Math.max(0, ChronoUnit.DAYS.between(day, of.today()));
        return Reading.of(
                days,
                Localized.of(
                        "上次完整检查在 " + day + "，" + days + " 天前",
                        "last inspected in full on " + day + ", " + days + (days == 1 ? " day" : " days") + " ago"));
    }

    private static Reading inspectionOverdue(OnRecord of) {
        LocalDate due = of.facts().inspectionDue();
        if (due == null) {
            return null;
        }
        long days = Math.max(0, ChronoUnit.DAYS.between(due, of.today()));
        return Reading.of(
                days,
                days > 0
                        ? SiteWords.overdue(due, days)
                        : Localized.of(
                                "检查没有逾期（应于 " + due + " 前）", "No inspection is late: the next one is due on " + due));
    }

    private static Reading inspectionResult(OnRecord of) {
        SiteFacts.LastInspection last = of.facts().lastInspection();
        if (last == null) {
            return null;
        }
        if (last.standing() != null) {
            return Reading.of(last.standing().result(), SiteWords.found(last.standing()));
        }
        // With a point that nobody could tell it is unknown, not sound.
        return "sound".equals(last.result()) && last.unanswered() == 0
                ? Reading.of(
                        "sound",
                        Localized.of(last.day() + " 检查正常", "The inspection of " + last.day() + " found it sound"))
                : null;
    }

    private static Reading inspectionUnanswered(OnRecord of) {
        SiteFacts.LastInspection last = of.facts().lastInspection();
        return last == null ? null : Reading.of(last.unanswered(), SiteWords.unanswered(last.unanswered()));
    }

    /** Permits that begin later say nothing yet. */
    private static Reading permit(OnRecord of) {
        var permits = of.facts().permits();
        var gone = SitePermits.runOut(permits, of.today());
        if (!gone.isEmpty()) {
            return Reading.of("ended", SiteWords.runOut(gone));
        }
        return permits.stream().anyMatch(each -> each.holdsOn(of.today()))
                ? Reading.of("in-force", Localized.of("许可有效", "its permits are in force"))
                : null;
    }

    private static Reading reports(OnRecord of) {
        int reports = of.facts().recent().reports();
        Instant since = of.facts().recordsSince();
        boolean isLeast = since.isAfter(
                of.now().atZone(Lookup.CITY).minusMonths(SiteRisk.MONTHS).toInstant());
        Localized words = SiteWords.reports(of.facts().recent(), null);
        LocalDate from = since.atZone(Lookup.CITY).toLocalDate();
        return new Reading(
                (double) reports,
                null,
                isLeast,
                isLeast
                        ? Localized.of(
                                words.zhCn() + "（" + from + " 起才有记录）", words.en() + " (records begin on " + from + ")")
                        : words);
    }

    private static Reading fillDepth(OnRecord of) {
        Double meters = of.site().content().measures().fillDepthMeters();
        return meters == null
                ? null
                : Reading.of(
                        meters,
                        Localized.of("填土深 " + plain(meters) + " 米", "the fill is " + plain(meters) + " m deep"));
    }

    private static Reading height(OnRecord of) {
        Double meters = of.site().content().measures().heightMeters();
        return meters == null
                ? null
                : Reading.of(meters, Localized.of("高 " + plain(meters) + " 米", "it is " + plain(meters) + " m high"));
    }

    private static Reading people(OnRecord of) {
        Integer people = of.site().content().measures().peopleInReach();
        return people == null
                ? null
                : Reading.of(people, Localized.of("影响范围内约 " + people + " 人", "about " + people + " people in reach"));
    }

    private static String plain(double meters) {
        return BigDecimal.valueOf(meters).stripTrailingZeros().toPlainString();
    }
}
