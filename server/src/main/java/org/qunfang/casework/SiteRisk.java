package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Lookup;

/**
 * The decision how much a site has to be worried about: points for open cases, for how many different people reported
 * within twelve months and whether they become more, for inspections that are overdue or found something, and for
 * permits that have run out. Pure; docs/adr/0080-risk-index.md has the weights and their reasons.
 *
 * @param index 0–100
 */
record SiteRisk(int index, List<SiteSignal> signals) {
    /** From here on the supervising authority gets a case. */
    static final int THRESHOLD = 40;

    /** Weak signals are counted over so many months, and compared with as many before. */
    static final int MONTHS = 12;

    private static final int MOST = 100;
    private static final int MOST_FOR_CASES = 60;
    private static final int PER_PERSON = 5;
    private static final int MOST_FOR_REPORTS = 60;
    private static final int PER_PERSON_MORE = 2;
    private static final int MOST_FOR_TREND = 10;
    private static final int OVERDUE = 10;
    private static final int DAYS_PER_FURTHER_POINT = 30;
    private static final int MOST_FOR_OVERDUE = 20;
    private static final int RUN_OUT = 15;
    private static final int FURTHER_RUN_OUT = 5;
    private static final int MOST_FOR_PERMITS = 25;
    private static final Map<Severity, Integer> WEIGHT =
            new EnumMap<>(Map.of(Severity.LOW, 2, Severity.MEDIUM, 6, Severity.HIGH, 15, Severity.EXTREME, 30));

    static SiteRisk assess(SiteFacts facts, Instant now) {
        LocalDate today = now.atZone(Lookup.CITY).toLocalDate();
        List<SiteSignal> signals = new ArrayList<>();
        signals.addAll(openCases(facts.openCases()));
        signals.addAll(heard(facts, now));
        signals.addAll(inspection(facts, today));
        signals.addAll(SitePermits.signals(facts.permits(), today, RUN_OUT, FURTHER_RUN_OUT, MOST_FOR_PERMITS));
        int sum = signals.stream().mapToInt(SiteSignal::points).sum();
        return new SiteRisk(Math.max(0, Math.min(MOST, sum)), List.copyOf(signals));
    }

    JsonArray signalsJson() {
        JsonArray json = new JsonArray();
        signals.forEach(signal -> json.add(signal.toJson()));
        return json;
    }

    /** Of what one person alone reported, only the most serious case counts: nobody pushes a site by themselves. */
    private static List<SiteSignal> openCases(List<SiteFacts.OpenCase> cases) {
        if (cases.isEmpty()) {
            return List.of();
        }
        int points = 0;
        Map<String, Integer> personToMost = new HashMap<>();
        Map<Severity, Integer> counts = new EnumMap<>(Severity.class);
        for (SiteFacts.OpenCase each : cases) {
            counts.merge(each.severity(), 1, Integer::sum);
            int weight = WEIGHT.get(each.severity());
            if (each.soleReporter() == null) {
                points += weight;
            } else {
                personToMost.merge(each.soleReporter(), weight, Math::max);
            }
        }
        points += personToMost.values().stream().mapToInt(Integer::intValue).sum();
        return List.of(SiteSignal.of("open-cases", Math.min(MOST_FOR_CASES, points), SiteWords.openCases(counts)));
    }

    private static List<SiteSignal> heard(SiteFacts facts, Instant now) {
        SiteFacts.Heard recent = facts.recent();
        SiteFacts.Heard earlier = facts.earlier();
        Instant comparable = now.atZone(Lookup.CITY).minusMonths(2L * MONTHS).toInstant();
        boolean isComparable = !facts.recordsSince().isAfter(comparable);
        List<SiteSignal> signals = new ArrayList<>();
        if (recent.reports() > 0 || earlier.reports() > 0) {
            int further = Math.min(recent.people(), recent.reports() - recent.people());
            int points = Math.min(MOST_FOR_REPORTS, PER_PERSON * recent.people() + further);
            Integer change = isComparable ? recent.reports() - earlier.reports() : null;
            signals.add(SiteSignal.of("reports", points, SiteWords.reports(recent, change)));
        }
        if (!isComparable && recent.reports() > 0) {
            signals.add(SiteSignal.unknown("trend", SiteWords.noComparison(day(facts.recordsSince()))));
        } else if (isComparable && recent.people() != earlier.people()) {
            int points = PER_PERSON_MORE * (recent.people() - earlier.people());
            signals.add(SiteSignal.of(
                    "trend",
                    Math.max(-MOST_FOR_TREND, Math.min(MOST_FOR_TREND, points)),
                    SiteWords.trend(recent.people(), earlier.people())));
        }
        return signals;
    }

    private static List<SiteSignal> inspection(SiteFacts facts, LocalDate today) {
        List<SiteSignal> signals = new ArrayList<>();
        SiteFacts.LastInspection last = facts.lastInspection();
        if (last == null) {
            signals.add(SiteSignal.unknown(
                    "findings", Localized.of("没有检查记录：状况未知", "No inspection on record: its state is unknown")));
        } else {
            SiteFacts.Finding found = last.standing();
            if (found != null) {
                int points = Map.of("danger", 20, "defects", 8).getOrDefault(found.result(), 0);
                signals.add(SiteSignal.of("findings", points, SiteWords.found(found)));
            }
            if (last.unanswered() > 0) {
                signals.add(SiteSignal.unknown("findings", SiteWords.unanswered(last.unanswered())));
            }
        }
        LocalDate due = facts.inspectionDue();
        if (due == null) {
            signals.add(SiteSignal.unknown("inspection", Localized.of("没有安排下次检查", "No next inspection is planned")));
        } else if (due.isBefore(today)) {
            long days = ChronoUnit.DAYS.between(due, today);
            int points = (int) Math.min(MOST_FOR_OVERDUE, OVERDUE + days / DAYS_PER_FURTHER_POINT);
            signals.add(SiteSignal.of("inspection", points, SiteWords.overdue(due, days)));
        }
        return signals;
    }

    private static LocalDate day(Instant instant) {
        return instant.atZone(Lookup.CITY).toLocalDate();
    }
}
