package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

class DraftRulesTest {
    private static final Instant NOW = Contents.NOW;
    private static final Info ZH = Contents.infos().get(0);
    private static final Info EN = Contents.infos().get(1);

    @Test
    void aCompleteWarningPasses() {
        DraftRules.check(Contents.landslide(), NOW);
    }

    @Test
    void anExpiryInThePastIsRefused() {
        assertThat(refused(null, NOW, Contents.infos())).containsExactly("/expires");
    }

    @Test
    void anExpiryBeforeTheOnsetIsRefused() {
        assertThat(refused(Contents.EXPIRES.plusSeconds(1), Contents.EXPIRES, Contents.infos()))
                .containsExactly("/onset");
    }

    @Test
    void anExpiryInSixWeeksIsRefused() {
        assertThat(refused(null, NOW.plus(Duration.ofDays(42)), Contents.infos()))
                .containsExactly("/expires");
    }

    @Test
    void aMissingLanguageIsRefusedByName() {
        Info german = new Info("de", null, "Hangrutsch", "Risse", null);

        assertThat(refused(null, Contents.EXPIRES, List.of(ZH, german))).containsExactly("/infos");
    }

    @Test
    void theSameTextInBothLanguagesIsRefused() {
        Info original = new Info("zh-CN", "滑坡", ZH.headline(), ZH.description(), ZH.instruction());
        Info untranslated = new Info("en", "滑坡 ", ZH.headline() + " ", ZH.description(), ZH.instruction());

        assertThat(refused(null, Contents.EXPIRES, List.of(original, untranslated)))
                .containsExactly("/infos/1/event", "/infos/1/headline", "/infos/1/description", "/infos/1/instruction");
    }

    @Test
    void aHeadlineOf161CharactersIsRefusedAnd160Pass() {
        Info longest = new Info("en", null, "x".repeat(160), EN.description(), null);
        DraftRules.check(Contents.with(Mode.ACTUAL, false, null, Contents.EXPIRES, List.of(ZH, longest)), NOW);
        Info tooLong = new Info("en", null, "x".repeat(161), EN.description(), null);

        assertThat(refused(null, Contents.EXPIRES, List.of(ZH, tooLong))).containsExactly("/infos/1/headline");
    }

    @Test
    void whatNoXmlMessageCanCarryIsRefused() {
        Info bell = new Info("en", "slide\u0007", "Leave\u0007 now", "lone \ud800 surrogate", null);

        assertThat(refused(null, Contents.EXPIRES, List.of(ZH, bell)))
                .containsExactly("/infos/1/event", "/infos/1/headline", "/infos/1/description");
    }

    @Test
    void onlyAnExerciseCanBeChosenToReachThePublic() {
        Problem problem = catchThrowableOfType(
                Problem.class,
                () -> DraftRules.check(
                        Contents.with(Mode.ACTUAL, true, null, Contents.EXPIRES, Contents.infos()), NOW));

        assertThat(problem.errors().get(0).pointer()).isEqualTo("/exercisePublic");
    }

    @Test
    void anAreaThatVanishesIsRefused() {
        WarningArea thin = new WarningArea(
                Contents.area().description(),
                Contents.area().drawn(),
                Contents.multi("MULTIPOLYGON(((113.93 22.705,113.9300000001 22.705,113.93 22.715,113.93 22.705)))"),
                List.of());
        Content whole = Contents.landslide();
        Content content = new Content(
                whole.mode(),
                whole.exercisePublic(),
                whole.category(),
                whole.event(),
                whole.eventCode(),
                whole.urgency(),
                whole.severity(),
                whole.certainty(),
                whole.onset(),
                whole.expires(),
                whole.infos(),
                whole.allClear(),
                thin,
                null,
                null);

        Problem problem = catchThrowableOfType(Problem.class, () -> DraftRules.check(content, NOW));

        assertThat(problem.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.pointer()).isEqualTo("/area"));
    }

    private static List<String> refused(Instant onset, Instant expires, List<Info> infos) {
        Problem problem = catchThrowableOfType(
                Problem.class, () -> DraftRules.check(Contents.with(Mode.ACTUAL, false, onset, expires, infos), NOW));
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID);
        return problem.errors().stream().map(Problem.FieldError::pointer).toList();
    }
}
