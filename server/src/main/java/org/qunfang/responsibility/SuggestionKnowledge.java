package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What is known of labels before any example: the names of what lies below them, their questions and descriptions. Says
 * how a piece of text is shared between labels, labels without examples included: what stands below several tells little.
 */
final class SuggestionKnowledge {
    private static final double LABEL_ITSELF = 3;

    private final List<String> labels;
    private final SuggestionIndex index = new SuggestionIndex(1_024);
    private final List<double[]> shares = new ArrayList<>();

    /**
     * @param labels those that can be suggested
     * @param labelToNames names of each, and of other labels too
     */
    SuggestionKnowledge(List<String> labels, Map<String, Set<String>> labelToNames) {
        this.labels = labels;
        new TreeMap<>(labelToNames).forEach((label, names) -> {
            names.forEach(name -> learn(label, name, 1));
            learn(label, label, LABEL_ITSELF);
        });
        shares.forEach(SuggestionKnowledge::normalise);
    }

    private void learn(String label, String name, double weight) {
        int row = labels.indexOf(label);
        SuggestionGrams grams = SuggestionGrams.of(name);
        Set<Long> seen = new HashSet<>();
        for (int at = 0; at < grams.size(); at++) {
            long key = grams.key(at);
            if (SuggestionGrams.telling(key) > 0 && seen.add(key)) {
                int place = index.put(key);
                if (place == shares.size()) {
                    shares.add(new double[labels.size() + 1]);
                }
                shares.get(place)[row < 0 ? labels.size() : row] += weight;
            }
        }
    }

    private static void normalise(double[] row) {
        double sum = 0;
        for (double each : row) {
            sum += each;
        }
        for (int at = 0; at < row.length; at++) {
            row[at] /= sum;
        }
    }

    SuggestionIndex index() {
        return index;
    }

    /** Row by row in the order of the index, a column for each label. */
    float[] shares() {
        float[] flat = new float[index.size() * labels.size()];
        for (int row = 0; row < index.size(); row++) {
            for (int column = 0; column < labels.size(); column++) {
                flat[row * labels.size() + column] = (float) shares.get(row)[column];
            }
        }
        return flat;
    }
}
