package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qunfang.casework.Proposals.Said;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;

class ProposalsTest {
    private static final Instant NOW = Instant.parse("2026-11-26T04:00:00Z");
    private static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 26);

    private static Said said(String answer, String at) {
        return new Said("cracks", answer, Localized.of("答" + answer, answer), UUID.randomUUID(), Instant.parse(at), 1);
    }

    private static JsonObject option(String id, int score) {
        return new JsonObject()
                .put("id", id)
                .put("text", new JsonObject().put("zh-CN", id).put("en", id))
                .put("score", score);
    }

    private static FactorSet set(JsonObject origin, JsonObject... options) {
        JsonObject factor = new JsonObject()
                .put("code", "asked")
                .put("side", "likelihood")
                .put("question", new JsonObject().put("zh-CN", "问").put("en", "Q"))
                .put("options", new JsonArray(List.of(options)));
        return new FactorSet(UUID.randomUUID(), null, 1, FactorSet.asked(new JsonArray().add(factor.mergeIn(origin))));
    }

    private static FactorSet cracks() {
        return set(
                new JsonObject().put("answeredBy", "reporter").put("reportQuestion", "cracks"),
                option("none", 1).put("means", new JsonArray().add("none")),
                option("slow", 4),
                option("some", 3).put("means", new JsonArray().add("old").add("fine")),
                option("fast", 5).put("means", new JsonArray().add("widening")));
    }

    private static FactorSet range(String fact) {
        return set(
                new JsonObject().put("answeredBy", "site").put("siteFact", fact),
                option("few", 1).put("below", 5),
                option("some", 3).put("from", 5).put("below", 20),
                option("many", 4).put("from", 20));
    }

    private static Proposal only(FactorSet set, List<Said> said, SiteFact.OnRecord... sites) {
        return Proposals.of(set, said, List.of(sites)).get("asked");
    }

    private static SiteFact.OnRecord site(Site.Measures measures, SiteFacts facts) {
        Site.Content content = new Site.Content(
                Localized.of("红坳", "Hong'ao"),
                UUID.randomUUID(),
                true,
                true,
                Location.of(22.7, 113.9),
                100,
                null,
                null,
                null,
                null,
                measures,
                null,
                facts.inspectionDue());
        return new SiteFact.OnRecord(
                new Site(
                        UUID.randomUUID(),
                        content,
                        AgreedReach.of(content.shape()),
                        facts.recordsSince(),
                        LONG_AGO,
                        1,
                        0,
                        0,
                        new JsonArray(),
                        null),
                facts,
                NOW);
    }

    private static SiteFact.OnRecord deep(Double meters) {
        return site(new Site.Measures(meters, null, null), facts(0, LONG_AGO, null, null));
    }

    private static SiteFact.OnRecord on(SiteFacts facts) {
        return site(new Site.Measures(null, null, null), facts);
    }

    private static SiteFacts facts(
            int reports, Instant since, LocalDate due, SiteFacts.LastInspection last, SiteFacts.Permit... permits) {
        return new SiteFacts(
                List.of(),
                new SiteFacts.Heard(reports, reports),
                new SiteFacts.Heard(0, 0),
                since,
                due,
                last,
                List.of(permits));
    }

    @Test
    void ofSeveralReportsTheMostSeriousAnswerIsProposedAndNamed() {
        Said grave = said("widening", "2026-11-23T00:15:00Z");
        Proposal proposal = only(
                cracks(), List.of(said("none", "2026-11-25T00:00:00Z"), grave, said("old", "2026-11-20T00:00:00Z")));
        assertThat(proposal.option()).isEqualTo("fast");
        assertThat(proposal.source()).isEqualTo(Factor.Source.ANSWER);
        assertThat(proposal.fromId()).isEqualTo(grave.reportId());
        assertThat(proposal.words().zhCn()).isEqualTo("上报人所答「答widening」（2026-11-23 08:15 的上报）");
    }

    @Test
    void ofEquallySeriousAnswersTheLastOneIsNamed() {
        Said last = said("fine", "2026-11-25T00:00:00Z");
        assertThat(only(cracks(), List.of(last, said("old", "2026-11-20T00:00:00Z")))
                        .fromId())
                .isEqualTo(last.reportId());
    }

    @Test
    void anUnknownAnswerNoAnswerAndNoReportAreUnknownAndNeverTheLowestOption() {
        for (List<Said> said : List.of(
                List.<Said>of(),
                List.of(said("unknown", "2026-11-25T00:00:00Z")),
                List.of(said("gone", "2026-11-25T00:00:00Z")))) {
            Proposal proposal = only(cracks(), said);
            assertThat(proposal.option()).isNull();
            assertThat(proposal.source()).isEqualTo(Factor.Source.ANSWER);
            assertThat(proposal.fromId()).isNull();
        }
    }

    @Test
    void anUnknownAnswerDoesNotHideAKnownOne() {
        assertThat(only(cracks(), List.of(said("unknown", "2026-11-25T00:00:00Z"), said("old", "2026-11-20T00:00:00Z")))
                        .option())
                .isEqualTo("some");
    }

    @ParameterizedTest
    @CsvSource({"0,few", "4.99,few", "5,some", "19.9,some", "20,many", "300,many"})
    void aNumberMeansTheOptionInWhoseRangeItLies(double meters, String option) {
        Proposal proposal = only(range("fill-depth"), List.of(), deep(meters));
        assertThat(proposal.option()).isEqualTo(option);
        assertThat(proposal.source()).isEqualTo(Factor.Source.SITE);
        assertThat(proposal.words().zhCn()).startsWith("隐患点“红坳”的记录：填土深 ");
    }

    @Test
    void withoutASiteOrAFactOnRecordItIsUnknownAndNeverZero() {
        assertThat(only(range("fill-depth"), List.of()).option()).isNull();
        for (SiteFact fact : SiteFact.values()) {
            FactorSet set = fact.isNumber()
                    ? range(fact.code())
                    : set(
                            new JsonObject().put("answeredBy", "site").put("siteFact", fact.code()),
                            option("any", 2).put("means", new JsonArray(List.copyOf(fact.known()))));
            SiteFact.OnRecord nothing = on(facts(0, NOW, null, null));
            assertThat(only(set, List.of(), nothing).option()).as(fact.code()).isNull();
        }
    }

    @Test
    void ofSeveralSitesTheMostSeriousIsProposed() {
        SiteFact.OnRecord deepest = deep(30d);
        Proposal proposal = only(range("fill-depth"), List.of(), deep(3d), deepest, deep(null));
        assertThat(proposal.option()).isEqualTo("many");
        assertThat(proposal.fromId()).isEqualTo(deepest.site().id());
    }

    @Test
    void inspectionsAreReadInDaysOfTheCity() {
        SiteFacts facts = facts(
                0,
                LONG_AGO,
                TODAY.minusDays(9),
                new SiteFacts.LastInspection(TODAY.minusDays(2), "incomplete", 6, TODAY.minusDays(30), null));
        assertThat(only(range("inspection-overdue"), List.of(), on(facts)).option())
                .isEqualTo("some");
        assertThat(only(range("inspection-age"), List.of(), on(facts)).option()).isEqualTo("many");
        assertThat(only(range("inspection-unanswered"), List.of(), on(facts)).option())
                .isEqualTo("some");
        assertThat(SiteFact.INSPECTION_AGE.read(
                        on(facts(0, LONG_AGO, null, new SiteFacts.LastInspection(TODAY, "incomplete", 6)))))
                .as("never inspected in full: unknown, not new")
                .isEmpty();
        SiteFacts planned = facts(0, LONG_AGO, TODAY, null);
        assertThat(only(range("inspection-overdue"), List.of(), on(planned)).option())
                .as("due today is not late")
                .isEqualTo("few");
    }

    @Test
    void aValueMeansTheOptionThatNamesIt() {
        FactorSet result = set(
                new JsonObject().put("answeredBy", "site").put("siteFact", "inspection-result"),
                option("good", 1).put("means", new JsonArray().add("sound")),
                option("bad", 5).put("means", new JsonArray().add("defects").add("danger")));
        assertThat(only(
                                result,
                                List.of(),
                                on(facts(0, LONG_AGO, null, new SiteFacts.LastInspection(TODAY, "sound", 0))))
                        .option())
                .isEqualTo("good");
        FactorSet permit = set(
                new JsonObject().put("answeredBy", "site").put("siteFact", "permit"),
                option("yes", 1).put("means", new JsonArray().add("in-force")),
                option("no", 4).put("means", new JsonArray().add("ended")));
        SiteFacts.Permit valid = new SiteFacts.Permit("operate", "1", TODAY.minusDays(9), TODAY);
        SiteFacts.Permit ended = new SiteFacts.Permit("land_use", "2", TODAY.minusDays(9), TODAY.minusDays(1));
        SiteFacts.Permit later = new SiteFacts.Permit("operate", "3", TODAY.plusDays(1), null);
        assertThat(only(permit, List.of(), on(facts(0, LONG_AGO, null, null, valid)))
                        .option())
                .isEqualTo("yes");
        assertThat(only(permit, List.of(), on(facts(0, LONG_AGO, null, null, valid, ended)))
                        .option())
                .isEqualTo("no");
        assertThat(only(permit, List.of(), on(facts(0, LONG_AGO, null, null, later)))
                        .option())
                .as("one that begins later")
                .isNull();
    }

    @Test
    void reportsOfAYearThatIsNotAllOnRecordAreAtLeastSoMany() {
        Instant lastMonth = Instant.parse("2026-10-26T00:00:00Z");
        assertThat(only(range("reports"), List.of(), on(facts(7, LONG_AGO, null, null)))
                        .option())
                .isEqualTo("some");
        assertThat(only(range("reports"), List.of(), on(facts(7, lastMonth, null, null)))
                        .option())
                .as("perhaps more than 20")
                .isNull();
        assertThat(only(range("reports"), List.of(), on(facts(21, lastMonth, null, null)))
                        .option())
                .as("more cannot change it")
                .isEqualTo("many");
    }

    @Test
    void whatOfficersAnswerIsNotProposed() {
        FactorSet set = set(new JsonObject(), option("a", 1), option("b", 2));
        assertThat(Proposals.of(set, List.of(said("none", "2026-11-25T00:00:00Z")), List.of(deep(3d))))
                .isEmpty();
    }
}
