package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.qunfang.responsibility.SuggestionCalibration.Judged;
import org.qunfang.responsibility.SuggestionModel.Weighed;

/** When a model speaks, and how sure it says it is. */
class SuggestionCalibrationTest {
    private static final double[] SURE = {3, 0};
    private static final double[] UNSURE = {1, 0};

    @Test
    void itSpeaksFromTheLowestConfidenceOnWhoseGuessesAreRightOftenEnough() {
        List<Judged> judged = of(SURE, 40, 0);
        judged.addAll(of(UNSURE, 10, 10));

        double threshold = SuggestionCalibration.threshold(judged, 1, SuggestionCaution.NONE, 0.95);

        assertThat(threshold).isEqualTo(confidence(SURE));
        assertThat(SuggestionCalibration.threshold(judged, 1, SuggestionCaution.NONE, 0.8))
                .isEqualTo(confidence(UNSURE));
    }

    @Test
    void itNeverSpeaksWhereTooFewTextsStandForIt() {
        assertThat(SuggestionCalibration.threshold(of(SURE, 19, 0), 1, SuggestionCaution.NONE, 0.9))
                .isEqualTo(SuggestionCalibration.NEVER);
        assertThat(SuggestionCalibration.threshold(of(SURE, 20, 0), 1, SuggestionCaution.NONE, 0.9))
                .isEqualTo(confidence(SURE));
        assertThat(SuggestionCalibration.threshold(of(SURE, 50, 50), 1, SuggestionCaution.NONE, 0.9))
                .isEqualTo(SuggestionCalibration.NEVER);
    }

    @Test
    void itHoldsBackOnLittleUntilWhatItSaysToBeginningsIsRight() {
        List<Judged> whole = of(SURE, 100, 0);
        List<Judged> beginnings = new ArrayList<>();
        IntStream.range(0, 100).forEach(at -> beginnings.add(new Judged(new Weighed(SURE, 0.2), at < 60 ? 0 : 1)));
        IntStream.range(0, 20).forEach(at -> beginnings.add(new Judged(new Weighed(SURE, 1), 0)));

        SuggestionCaution caution = SuggestionCalibration.caution(whole, beginnings, 1, 0.9);

        assertThat(caution.enough()).isEqualTo(1);
        assertThat(caution.power()).isPositive();
        assertThat(caution.share(1)).isEqualTo(1);
        assertThat(caution.share(0)).isZero();
        assertThat(SuggestionCalibration.caution(whole, of(SURE, 90, 10), 1, 0.9)
                        .power())
                .as("none where they are right anyway")
                .isZero();
    }

    @Test
    void whatIsLessLikelyThanEverythingElseTogetherIsNotSaid() {
        List<Judged> judged = of(new double[] {0.1, 0, 0}, 100, 0);

        assertThat(SuggestionCalibration.threshold(judged, 1, SuggestionCaution.NONE, 0.9))
                .isEqualTo(SuggestionCalibration.LEAST_THRESHOLD);
    }

    @Test
    void confidenceIsAsOftenRightAsItSays() {
        double scale = SuggestionCalibration.scale(of(SURE, 80, 20));

        assertThat(SuggestionModel.softmax(SURE, scale)[0]).isCloseTo(0.8, within(0.02));
    }

    @Test
    void nothingIsCertain() {
        assertThat(SuggestionModel.softmax(new double[] {1_000, 0}, 100)[0]).isLessThan(SuggestionCalibration.NEVER);
    }

    @Test
    void foldsSpreadEachLabelEvenlyAndTheSameSeedMakesTheSame() {
        List<SuggestionTraining.Prepared> examples = IntStream.range(0, 100)
                .mapToObj(at -> new SuggestionTraining.Prepared(null, List.of(), at < 30 ? 0 : 1))
                .toList();

        int[] folds = SuggestionCalibration.folds(examples, 7);

        for (int fold = 0; fold < SuggestionCalibration.FOLDS; fold++) {
            int one = fold;
            assertThat(IntStream.range(0, 30).filter(at -> folds[at] == one).count())
                    .isEqualTo(6);
            assertThat(IntStream.range(30, 100).filter(at -> folds[at] == one).count())
                    .isEqualTo(14);
        }
        assertThat(SuggestionCalibration.folds(examples, 7)).isEqualTo(folds);
        assertThat(SuggestionCalibration.folds(examples, 8)).isNotEqualTo(folds);
    }

    private static List<Judged> of(double[] scores, int right, int wrong) {
        List<Judged> judged = new ArrayList<>();
        IntStream.range(0, right).forEach(at -> judged.add(new Judged(new Weighed(scores, 1), 0)));
        IntStream.range(0, wrong).forEach(at -> judged.add(new Judged(new Weighed(scores, 1), 1)));
        return judged;
    }

    private static double confidence(double[] scores) {
        return SuggestionModel.softmax(scores, 1)[0];
    }
}
