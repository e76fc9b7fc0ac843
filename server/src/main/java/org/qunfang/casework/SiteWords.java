package org.qunfang.casework;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;

/** The reasons of a risk index in words. */
final class SiteWords {
    private SiteWords() {}

    /** The most serious first: "1 high, 3 low". */
    static Localized openCases(Map<Severity, Integer> counts) {
        int all = counts.values().stream().mapToInt(Integer::intValue).sum();
        List<String> zhCn = new ArrayList<>();
        List<String> en = new ArrayList<>();
        for (Severity severity : List.of(Severity.EXTREME, Severity.HIGH, Severity.MEDIUM, Severity.LOW)) {
            Integer count = counts.get(severity);
            if (count != null) {
                zhCn.add(severity.label().zhCn() + " " + count + " 件");
                en.add(count + " " + severity.label().en());
            }
        }
        return Localized.of(
                "未了结案件 " + all + " 件：" + String.join("、", zhCn),
                all + (all == 1 ? " open case: " : " open cases: ") + String.join(", ", en));
    }

    /** @param change against the twelve months before, or null when nobody knows */
    static Localized reports(SiteFacts.Heard recent, Integer change) {
        String zhCn = "12 个月内 " + recent.people() + " 人上报 " + recent.reports() + " 次";
        String en = recent.reports() + (recent.reports() == 1 ? " report by " : " reports by ") + recent.people()
                + (recent.people() == 1 ? " person" : " people") + " in 12 months";
        if (change == null) {
            return Localized.of(zhCn, en);
        }
        String sign = change > 0 ? "+" + change : change == 0 ? "±0" : "−" + -change;
        return Localized.of(zhCn + "，比上一年 " + sign, en + ", " + sign + " against the year before");
    }

    static Localized noComparison(LocalDate since) {
        return Localized.of(
                since + " 起才有记录，无法与上一年比较", "Records begin on " + since + ": no comparison with the year before");
    }

    static Localized trend(int people, int before) {
        boolean isMore = people > before;
        int difference = Math.abs(people - before);
        return Localized.of(
                "上报人数比上一年" + (isMore ? "多 " : "少 ") + difference + " 人",
                difference + (isMore ? " more" : " fewer") + (difference == 1 ? " person" : " people")
                        + " than in the year before");
    }

    static Localized found(SiteFacts.Finding last) {
        boolean isDanger = "danger".equals(last.result());
        return Localized.of(
                last.day() + " 检查发现" + (isDanger ? "险情" : "缺陷"),
                "The inspection of " + last.day() + " found " + (isDanger ? "danger" : "defects"));
    }

    static Localized unanswered(int count) {
        return Localized.of(
                "上次检查有 " + count + " 项无法判断",
                "The last inspection could not tell " + count + (count == 1 ? " point" : " points"));
    }

    static Localized overdue(LocalDate due, long days) {
        return Localized.of(
                "检查应于 " + due + " 进行，已逾期 " + days + " 天",
                "An inspection was due on " + due + " and is " + days + (days == 1 ? " day" : " days") + " late");
    }

    static Localized runOut(List<SiteFacts.Permit> permits) {
        String zhCn = permits.stream()
                .limit(5)
                .map(each -> each.number() + "（" + each.validTo() + " 到期）")
                .collect(Collectors.joining("、"));
        String en = permits.stream()
                .limit(5)
                .map(each -> each.number() + " (ended " + each.validTo() + ")")
                .collect(Collectors.joining(", "));
        return Localized.of("许可已过期：" + zhCn, (permits.size() == 1 ? "Permit run out: " : "Permits run out: ") + en);
    }
}
