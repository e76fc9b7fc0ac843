package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Whether a newly trained model may serve by itself. It replaces one that already answers people, so it has to rest on
 * enough, to know as much, and to say as much that is right. Pure.
 */
final class SuggestionFitness {
    /**
     * Of a hundred texts a share of 93 % has a standard error of 2.6 points, so that nine in ten, which is promised, is
     * probably kept.
     */
    static final int LEAST_EXAMPLES = 100;
    /** Two in each of five folds: with one, a category is right or wrong by chance. */
    static final int LEAST_EXAMPLES_OF_A_KIND = 10;

    private SuggestionFitness() {}

    /**
     * @param examples it was trained on
     * @param learnt labels that it has learnt from examples or sample phrases
     * @param known labels that the catalogue's own model has learnt from sample phrases
     * @param threshold from which on it speaks
     * @param right of the examples, held out, those it would name rightly
     * @param rightBefore of the examples, those the catalogue's own model names rightly
     */
    record Evidence(
            List<SuggestionExample> examples,
            Set<String> learnt,
            Set<String> known,
            double threshold,
            double right,
            long rightBefore) {}

    /** Why it may not, for the operator; empty when it may. */
    static List<String> objections(Evidence of) {
        List<String> objections = new ArrayList<>();
        if (of.examples().size() < LEAST_EXAMPLES) {
            objections.add("%d examples, fewer than %d".formatted(of.examples().size(), LEAST_EXAMPLES));
        }
        Map<String, Long> labelToCount =
                of.examples().stream().collect(Collectors.groupingBy(SuggestionExample::label, Collectors.counting()));
        labelToCount.entrySet().stream()
                .filter(each -> each.getValue() < LEAST_EXAMPLES_OF_A_KIND)
                .sorted(Map.Entry.comparingByKey())
                .map(each -> "%d examples of %s, fewer than %d"
                        .formatted(each.getValue(), each.getKey(), LEAST_EXAMPLES_OF_A_KIND))
                .forEach(objections::add);
        Set<String> forgotten = new TreeSet<>(of.known());
        forgotten.removeAll(of.learnt());
        if (!forgotten.isEmpty()) {
            objections.add("it knows nothing of " + String.join(", ", forgotten));
        }
        if (of.threshold() >= SuggestionCalibration.NEVER) {
            objections.add("it would never say anything");
        } else if (of.right() < of.rightBefore()) {
            objections.add("of the examples it names %.0f rightly, the built-in model %d"
                    .formatted(of.right(), of.rightBefore()));
        }
        return List.copyOf(objections);
    }

    /** Of the examples, how many a model that was not trained on them names rightly. */
    static long namedRightly(SuggestionModel model, List<SuggestionExample> examples) {
        Function<SuggestionExample, Boolean> right = each -> model.worthSaying(each.text()).stream()
                .anyMatch(guess -> guess.label().equals(each.label()));
        return examples.stream().filter(right::apply).count();
    }
}
