package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What a site's record comes to. */
class SiteRiskTest {
    private static final Instant NOW = Instant.parse("2015-11-16T02:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2010-01-01T00:00:00Z");
    private static final LocalDate LATER = LocalDate.of(2016, 3, 1);
    private static final SiteFacts.Heard NOBODY = new SiteFacts.Heard(0, 0);
    private static final SiteFacts.LastInspection SOUND =
            new SiteFacts.LastInspection(LocalDate.of(2015, 11, 1), "sound", 0);
    private static final List<SiteFacts.Permit> PERMITTED =
            List.of(new SiteFacts.Permit("operate", "A1", LocalDate.of(2014, 1, 1), LocalDate.of(2016, 12, 31)));

    private static SiteFacts facts(List<SiteFacts.OpenCase> open, SiteFacts.Heard recent, SiteFacts.Heard earlier) {
        return new SiteFacts(open, recent, earlier, LONG_AGO, LATER, SOUND, PERMITTED);
    }

    private static SiteFacts of(LocalDate due, SiteFacts.LastInspection last, List<SiteFacts.Permit> permits) {
        return new SiteFacts(List.of(), NOBODY, NOBODY, LONG_AGO, due, last, permits);
    }

    private static List<String> words(SiteRisk risk) {
        return risk.signals().stream().map(signal -> signal.text().en()).toList();
    }

    @Test
    void aSiteInOrderWithoutReportsIsZeroAndSaysNothing() {
        SiteRisk risk = SiteRisk.assess(facts(List.of(), NOBODY, NOBODY), NOW);

        assertThat(risk.index()).isZero();
        assertThat(risk.signals()).isEmpty();
    }

    @Test
    void whatNobodyKnowsIsToldAsUnknownAndAddsNothing() {
        SiteRisk risk = SiteRisk.assess(of(null, null, List.of()), NOW);

        assertThat(risk.index()).isZero();
        assertThat(risk.signals()).hasSize(3).allMatch(SiteSignal::unknown);
        assertThat(words(risk))
                .containsExactly(
                        "No inspection on record: its state is unknown",
                        "No next inspection is planned",
                        "No permit on record: unknown whether it has one");
    }

    @Test
    void manyPeopleWithSmallComplaintsPassTheThresholdWithNothingElse() {
        SiteRisk risk = SiteRisk.assess(facts(List.of(), new SiteFacts.Heard(8, 7), new SiteFacts.Heard(4, 4)), NOW);

        assertThat(risk.index()).isEqualTo(42).isGreaterThanOrEqualTo(SiteRisk.THRESHOLD);
        assertThat(words(risk))
                .containsExactly(
                        "8 reports by 7 people in 12 months, +4 against the year before",
                        "3 more people than in the year before");
    }

    /** Whatever one person sends, of whatever severity and however often. */
    @ParameterizedTest
    @EnumSource(Severity.class)
    void onePersonAloneNeverPassesTheThreshold(Severity severity) {
        List<SiteFacts.OpenCase> hundred = Collections.nCopies(100, new SiteFacts.OpenCase(severity, "one person"));

        SiteRisk risk = SiteRisk.assess(facts(hundred, new SiteFacts.Heard(1_000, 1), NOBODY), NOW);

        assertThat(risk.index()).isLessThan(SiteRisk.THRESHOLD);
    }

    @Test
    void openCasesOfDifferentPeopleWeighByTheirSeverity() {
        List<SiteFacts.OpenCase> open = Stream.of(
                        new SiteFacts.OpenCase(Severity.HIGH, "one"),
                        new SiteFacts.OpenCase(Severity.LOW, "two"),
                        new SiteFacts.OpenCase(Severity.LOW, "two"),
                        new SiteFacts.OpenCase(Severity.MEDIUM, null))
                .toList();

        SiteRisk risk = SiteRisk.assess(facts(open, NOBODY, NOBODY), NOW);

        assertThat(risk.index()).isEqualTo(15 + 2 + 6);
        assertThat(words(risk)).containsExactly("4 open cases: 1 high, 1 medium, 2 low");
    }

    @Test
    void aYearWithoutRecordsIsUnknownNotZero() {
        SiteFacts young = new SiteFacts(
                List.of(),
                new SiteFacts.Heard(3, 3),
                NOBODY,
                Instant.parse("2014-06-01T00:00:00Z"),
                LATER,
                SOUND,
                PERMITTED);

        SiteRisk risk = SiteRisk.assess(young, NOW);

        assertThat(risk.index()).isEqualTo(15);
        assertThat(words(risk))
                .containsExactly(
                        "3 reports by 3 people in 12 months",
                        "Records begin on 2014-06-01: no comparison with the year before");
    }

    @Test
    void fewerPeopleThanTheYearBeforeLowerTheIndexButNeverBelowZero() {
        SiteRisk fewer = SiteRisk.assess(facts(List.of(), new SiteFacts.Heard(3, 3), new SiteFacts.Heard(5, 5)), NOW);
        SiteRisk none = SiteRisk.assess(facts(List.of(), NOBODY, new SiteFacts.Heard(9, 9)), NOW);

        assertThat(fewer.index()).isEqualTo(15 - 4);
        assertThat(words(fewer))
                .containsExactly(
                        "3 reports by 3 people in 12 months, −2 against the year before",
                        "2 fewer people than in the year before");
        assertThat(none.index()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"2015-11-16, 0", "2015-11-15, 10", "2015-10-16, 11", "2015-01-01, 20", "2009-01-01, 20"})
    void anOverdueInspectionWeighsMoreTheLongerItIsLate(LocalDate due, int points) {
        assertThat(SiteRisk.assess(of(due, SOUND, PERMITTED), NOW).index()).isEqualTo(points);
    }

    @ParameterizedTest
    @CsvSource({"sound, 0", "defects, 8", "danger, 20"})
    void whatTheLastInspectionFoundCounts(String result, int points) {
        SiteFacts.LastInspection last = new SiteFacts.LastInspection(LocalDate.of(2015, 11, 1), result, 2);

        SiteRisk risk = SiteRisk.assess(of(LATER, last, PERMITTED), NOW);

        assertThat(risk.index()).isEqualTo(points);
        assertThat(words(risk)).contains("The last inspection could not tell 2 points");
    }

    @Test
    void aPermitThatRanOutCountsUntilAnotherOfItsKindIsInForce() {
        SiteFacts.Permit ended =
                new SiteFacts.Permit("operate", "A0", LocalDate.of(2013, 1, 1), LocalDate.of(2015, 2, 21));
        SiteFacts.Permit water =
                new SiteFacts.Permit("discharge", "W1", LocalDate.of(2013, 1, 1), LocalDate.of(2015, 3, 1));

        assertThat(SiteRisk.assess(of(LATER, SOUND, List.of(ended)), NOW).index())
                .isEqualTo(15);
        assertThat(SiteRisk.assess(of(LATER, SOUND, List.of(ended, water)), NOW).index())
                .isEqualTo(20);
        assertThat(SiteRisk.assess(of(LATER, SOUND, List.of(ended, PERMITTED.get(0))), NOW)
                        .index())
                .isZero();
        assertThat(words(SiteRisk.assess(of(LATER, SOUND, List.of(ended)), NOW)))
                .containsExactly("Permit run out: A0 (ended 2015-02-21)");
    }

    @Test
    void aSiteOpensOneCaseAndAnotherOneOnlyAfterItEndedAndTheIndexRoseAnew() {
        SiteAlert open = new SiteAlert(null, true, null);
        SiteAlert ended = new SiteAlert(null, false, null);

        assertThat(SiteAlert.opens(39, null)).isFalse();
        assertThat(SiteAlert.opens(40, null)).isTrue();
        assertThat(SiteAlert.opens(90, open)).isFalse();
        // First seen after the end: this is the level to rise from.
        assertThat(SiteAlert.opens(45, ended)).isFalse();
        assertThat(ended.restLevelAt(45)).isEqualTo(45);
        SiteAlert resting = new SiteAlert(null, false, 45);
        assertThat(SiteAlert.opens(49, resting)).isFalse();
        assertThat(SiteAlert.opens(50, resting)).isTrue();
        assertThat(resting.restLevelAt(30)).isEqualTo(30);
        assertThat(SiteAlert.opens(40, new SiteAlert(null, false, 30))).isTrue();
    }
}
