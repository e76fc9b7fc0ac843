package org.qunfang.casework;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Lookup;

/**
 * What reports and sites answer to the factors that are theirs to answer: of several answers the most serious one that is
 * known; where none is, it stays unknown. Pure.
 */
final class Proposals {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /**
     * An answer that reports gave.
     *
     * @param reportId the newest that gave it
     * @param reports how many gave it
     * @param words of the answer
     */
    record Said(String question, String answer, Localized words, UUID reportId, Instant receivedAt, int reports) {}

    /** An option, and where it comes from. */
    private record Meant(FactorSet.Option option, UUID fromId, Localized words) {}

    private Proposals() {}

    /** @return by the factor's code, in the set's order; none for what officers answer */
    static Map<String, Proposal> of(FactorSet set, List<Said> said, List<SiteFact.OnRecord> sites) {
        Map<String, Proposal> codeToProposal = new LinkedHashMap<>();
        for (FactorSet.Asked asked : set.asked()) {
            switch (asked.origin().by()) {
                case OFFICER -> {}
                case REPORTER -> codeToProposal.put(asked.code(), ofReports(asked, said));
                case SITE -> codeToProposal.put(asked.code(), ofSites(asked, sites));
            }
        }
        return codeToProposal;
    }

    private static Proposal ofReports(FactorSet.Asked asked, List<Said> said) {
        List<Said> answers = said.stream()
                .filter(each -> each.question().equals(asked.origin().question()))
                .toList();
        List<Meant> meant = new ArrayList<>();
        for (Said each : answers) {
            asked.options().stream()
                    .filter(option -> option.means().contains(each.answer()))
                    .forEach(option -> meant.add(new Meant(option, each.reportId(), words(each))));
        }
        return gravest(meant)
                .map(most -> new Proposal(
                        asked.code(), most.option().id(), Factor.Source.ANSWER, most.words(), most.fromId()))
                .orElseGet(() ->
                        unknown(asked, Factor.Source.ANSWER, Localized.of("没有上报回答这个问题", "no report answers this")));
    }

    private static Localized words(Said said) {
        String at = MINUTE.format(said.receivedAt().atZone(Lookup.CITY));
        String zhCn = said.reports() == 1 ? at + " 的上报" : said.reports() + " 份上报，最近在 " + at;
        String en = said.reports() == 1 ? "the report of " + at : said.reports() + " reports, the last of " + at;
        return Localized.of(
                "上报人所答「" + said.words().zhCn() + "」（" + zhCn + "）",
                "reported “" + said.words().en() + "” (" + en + ")");
    }

    private static Proposal ofSites(FactorSet.Asked asked, List<SiteFact.OnRecord> sites) {
        List<Meant> meant = new ArrayList<>();
        for (SiteFact.OnRecord each : sites) {
            asked.origin()
                    .fact()
                    .read(each)
                    .ifPresent(reading -> asked.options().stream()
                            .filter(option -> option.holds(reading))
                            .forEach(option ->
                                    meant.add(new Meant(option, each.site().id(), words(each.site(), reading)))));
        }
        return gravest(meant)
                .map(most ->
                        new Proposal(asked.code(), most.option().id(), Factor.Source.SITE, most.words(), most.fromId()))
                .orElseGet(() -> unknown(
                        asked,
                        Factor.Source.SITE,
                        sites.isEmpty()
                                ? Localized.of("案件没有归入隐患点", "the case belongs to no site")
                                : Localized.of("隐患点没有这项记录", "the site has no record of it")));
    }

    private static Localized words(Site site, SiteFact.Reading reading) {
        Localized name = site.content().name();
        return Localized.of("隐患点“" + name.zhCn() + "”的记录", "the record of the site “" + name.en() + "”")
                .and(reading.words());
    }

    /** Of equally serious ones the first. */
    private static Optional<Meant> gravest(List<Meant> meant) {
        return meant.stream()
                .reduce((one, other) -> other.option().score() > one.option().score() ? other : one);
    }

    private static Proposal unknown(FactorSet.Asked asked, Factor.Source source, Localized why) {
        return new Proposal(asked.code(), null, source, why, null);
    }
}
