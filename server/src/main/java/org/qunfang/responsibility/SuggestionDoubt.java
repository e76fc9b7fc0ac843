package org.qunfang.responsibility;

import java.util.List;
import java.util.Set;

/**
 * Whether a suggestion is worth holding against the kind that somebody has chosen while standing before it. Their choice
 * is right nearly always, and one tap on a wrong suggestion sends the report elsewhere. Pure.
 */
final class SuggestionDoubt {
    /** So many times as likely as every kind of the chosen family together, or nothing is said. */
    static final double CLEARLY = 50;
    /** A piece of text that weighs at least so much more for a family than for any other label is a word of it. */
    static final double WORD_OF_ITS_OWN = 1;

    private SuggestionDoubt() {}

    /**
     * What is worth saying although something was chosen, most likely first.
     *
     * @param family the labels of the chosen kind and of its relatives
     */
    static List<SuggestionModel.Guess> worthSaying(SuggestionModel model, String text, Set<String> family) {
        List<SuggestionModel.Guess> others = model.worthSaying(text).stream()
                .filter(each -> !family.contains(each.label()))
                .toList();
        if (others.isEmpty() || speaksFor(model, text, family)) {
            return List.of();
        }
        double chosen = model.opinion(text).of(family);
        return others.stream()
                .filter(each -> each.confidence() >= CLEARLY * chosen)
                .toList();
    }

    /** The same for a whole family of kinds. */
    static boolean isWorthSaying(SuggestionModel model, String text, Set<String> family, SuggestionFamily.Guess other) {
        return other.kinds().stream().noneMatch(family::contains)
                && !speaksFor(model, text, family)
                && other.confidence() >= CLEARLY * model.opinion(text).of(family);
    }

    private static boolean speaksFor(SuggestionModel model, String text, Set<String> family) {
        return model.weighsFor(text, family) >= WORD_OF_ITS_OWN;
    }
}
