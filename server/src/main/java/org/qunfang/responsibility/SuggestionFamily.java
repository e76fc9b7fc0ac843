package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Kinds that lie below one category. Siblings are told in the same words, so each may be too unsure to be named while
 * their parent is not. Pure.
 *
 * @param code of the parent
 * @param depth of the parent, 0 for an uppermost one
 * @param kinds codes of what may be chosen at or below it, at least two
 */
record SuggestionFamily(String code, int depth, List<String> kinds) {
    private static final int FEWEST_KINDS = 2;

    /**
     * @param confidence of all its kinds together, 0 to 0.999
     * @param kinds most likely first
     */
    record Guess(String code, double confidence, List<String> kinds) {}

    /** Every category with several kinds to choose at or below it, the deepest first. */
    static List<SuggestionFamily> of(Matrix matrix, Collection<String> choices) {
        Map<UUID, List<String>> idToKinds = matrix.categories().stream()
                .filter(each -> choices.contains(each.code()))
                .flatMap(each -> matrix.lineage(each.id()).stream().map(id -> Map.entry(id, each.code())))
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return matrix.categories().stream()
                .filter(each -> !each.retired()
                        && idToKinds.getOrDefault(each.id(), List.of()).size() >= FEWEST_KINDS)
                .map(each -> new SuggestionFamily(
                        each.code(), matrix.lineage(each.id()).size() - 1, idToKinds.get(each.id())))
                .sorted(Comparator.comparingInt(SuggestionFamily::depth).reversed())
                .toList();
    }

    /**
     * The narrowest family whose kinds together reach the model's threshold where no kind reaches it alone. Above one half,
     * as every threshold is, no two families of one depth can.
     */
    static Optional<Guess> worthSaying(SuggestionModel model, String text, List<SuggestionFamily> families) {
        SuggestionModel.Opinion opinion = model.opinion(text);
        Map<String, Double> labelToConfidence = opinion.labelToConfidence();
        if (!opinion.isOne() || labelToConfidence.values().stream().anyMatch(each -> each >= model.threshold())) {
            return Optional.empty();
        }
        return families.stream()
                .sorted(Comparator.comparingInt(SuggestionFamily::depth).reversed())
                .map(each -> each.guess(opinion, labelToConfidence))
                .filter(each ->
                        each.confidence() >= model.threshold() && each.kinds().size() >= FEWEST_KINDS)
                .findFirst();
    }

    private Guess guess(SuggestionModel.Opinion opinion, Map<String, Double> labelToConfidence) {
        List<String> known = new ArrayList<>(kinds);
        known.retainAll(labelToConfidence.keySet());
        known.sort(Comparator.comparing(labelToConfidence::get).reversed());
        return new Guess(code, opinion.of(known), List.copyOf(known));
    }
}
