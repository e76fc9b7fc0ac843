package org.qunfang.responsibility;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A trained model: which label a text may have, and how sure that is. Immutable and without any clock, chance or
 * database: the same text always gets the same answer.
 *
 * @param labels what it can tell apart
 * @param vocabulary pieces of text that it knows
 * @param rarity one for each piece of the vocabulary: the rarer in the examples, the higher
 * @param weights a row of one weight per label for each piece, then one row per label for its knowledge, then the bias
 * @param knowledge pieces of the labels' names
 * @param shares a row for each piece of knowledge, a column per label
 * @param scale makes the scores confidences that hold what they say
 * @param caution how much less sure it is of a text that tells little
 * @param threshold below this confidence it says nothing; 1 says never anything
 */
record SuggestionModel(
        List<String> labels,
        SuggestionIndex vocabulary,
        float[] rarity,
        float[] weights,
        SuggestionIndex knowledge,
        float[] shares,
        double scale,
        SuggestionCaution caution,
        double threshold) {
    /** How much the likeness to a label's names counts beside the words themselves, whose vector has length 1. */
    private static final double KNOWLEDGE_WEIGHT = 0.5;
    /** For a piece that stands in names and in no example. */
    private static final double UNSEEN_RARITY = 3;
    /** Nothing is certain. */
    static final double MOST_CONFIDENCE = 0.999;

    private static final double[] LOGS = new double[64];

    static {
        for (int count = 1; count < LOGS.length; count++) {
            LOGS[count] = 1 + Math.log(count);
        }
    }

    /** A label and how sure it is, 0 to 0.999. */
    record Guess(String label, double confidence) {}

    /**
     * What the words of a text weigh.
     *
     * @param scores one for each label, before they are made confidences
     * @param evidence length of the vector of its known pieces, each as long as it is rare: what a text has to tell
     */
    record Weighed(double[] scores, double evidence) {}

    /**
     * @param confidences how sure it is of each label
     * @param byWords the same without any caution
     * @param share by how much the words count
     */
    record Opinion(List<String> labels, double[] confidences, double[] byWords, double share) {
        Map<String, Double> labelToConfidence() {
            Map<String, Double> labelToConfidence = new HashMap<>();
            for (int label = 0; label < labels.size(); label++) {
                labelToConfidence.put(labels.get(label), confidences[label]);
            }
            return labelToConfidence;
        }

        /**
         * How sure it is that the text is of one of these, whichever. Without any word as likely as they are many, and never
         * likely by their number alone.
         */
        double of(Collection<String> these) {
            double sum = 0;
            int count = 0;
            for (int label = 0; label < labels.size(); label++) {
                if (these.contains(labels.get(label))) {
                    sum += byWords[label];
                    count++;
                }
            }
            double before = Math.min(0.5, (double) count / labels.size());
            return Math.min(MOST_CONFIDENCE, SuggestionCaution.held(Math.min(MOST_CONFIDENCE, sum), share, before));
        }

        /** Whether there is a word that says anything. */
        boolean isOne() {
            return share > 0;
        }
    }

    Opinion opinion(String text) {
        Weighed weighed = weigh(SuggestionGrams.of(text));
        return new Opinion(
                labels, confidences(weighed), softmax(weighed.scores(), scale), caution.share(weighed.evidence()));
    }

    /** Most likely first, of those that reach the threshold. */
    List<Guess> worthSaying(String text) {
        Opinion opinion = opinion(text);
        return IntStream.range(0, labels.size())
                .filter(label -> opinion.isOne() && opinion.confidences()[label] >= threshold)
                .mapToObj(label -> new Guess(labels.get(label), opinion.confidences()[label]))
                .sorted(Comparator.comparingDouble(Guess::confidence).reversed())
                .toList();
    }

    /** By how much the piece of the text that speaks most for these labels weighs more for one of them than for any other. */
    double weighsFor(String text, Set<String> these) {
        SuggestionGrams grams = SuggestionGrams.of(text);
        double most = Double.NEGATIVE_INFINITY;
        for (int at = 0; at < grams.size(); at++) {
            int place = vocabulary.find(grams.key(at));
            if (place >= 0) {
                most = Math.max(most, rarity[place] * lead(place, these));
            }
        }
        return most;
    }

    private double lead(int place, Set<String> these) {
        double within = Double.NEGATIVE_INFINITY;
        double without = Double.NEGATIVE_INFINITY;
        for (int label = 0; label < labels.size(); label++) {
            double weight = weights[place * labels.size() + label];
            if (these.contains(labels.get(label))) {
                within = Math.max(within, weight);
            } else {
                without = Math.max(without, weight);
            }
        }
        return within - without;
    }

    double[] confidences(String text) {
        return confidences(weigh(SuggestionGrams.of(text)));
    }

    double[] confidences(Weighed weighed) {
        return softmax(weighed.scores(), scale * caution.share(weighed.evidence()));
    }

    /** One for each label; their sum is 1 but for the bound. */
    static double[] softmax(double[] scores, double scale) {
        double most = Double.NEGATIVE_INFINITY;
        for (double score : scores) {
            most = Math.max(most, score);
        }
        double sum = 0;
        double[] confidences = new double[scores.length];
        for (int at = 0; at < scores.length; at++) {
            confidences[at] = Math.exp(scale * (scores[at] - most));
            sum += confidences[at];
        }
        for (int at = 0; at < scores.length; at++) {
            confidences[at] = Math.min(MOST_CONFIDENCE, confidences[at] / sum);
        }
        return confidences;
    }

    Weighed weigh(SuggestionGrams grams) {
        int columns = labels.size();
        double[] scores = new double[columns];
        double square = 0;
        for (int at = 0; at < grams.size(); at++) {
            int place = vocabulary.find(grams.key(at));
            if (place >= 0) {
                double value = damped(grams.count(at)) * rarity[place];
                square += value * value;
                addRow(scores, weights, place, value);
            }
        }
        double length = square == 0 ? 1 : Math.sqrt(square);
        double evidence = Math.sqrt(square + onlyInNames(grams));
        double[] likeness = likeness(grams);
        for (int column = 0; column < columns; column++) {
            scores[column] /= length;
        }
        for (int label = 0; label < columns; label++) {
            addRow(scores, weights, vocabulary.size() + label, likeness[label]);
        }
        addRow(scores, weights, vocabulary.size() + columns, 1);
        return new Weighed(scores, evidence);
    }

    /** Pieces that stand in the labels' names and in no example tell something, too. */
    private double onlyInNames(SuggestionGrams grams) {
        double square = 0;
        for (int at = 0; at < grams.size(); at++) {
            long key = grams.key(at);
            if (SuggestionGrams.telling(key) > 0 && vocabulary.find(key) < 0 && knowledge.find(key) >= 0) {
                double value = damped(grams.count(at)) * UNSEEN_RARITY;
                square += value * value;
            }
        }
        return square;
    }

    /** How like the text is to the names of each label: a vector of length {@link #KNOWLEDGE_WEIGHT}, or of zeros. */
    double[] likeness(SuggestionGrams grams) {
        double[] likeness = new double[labels.size()];
        for (int at = 0; at < grams.size(); at++) {
            long key = grams.key(at);
            int row = knowledge.find(key);
            if (row >= 0) {
                int place = vocabulary.find(key);
                double rare = place < 0 ? UNSEEN_RARITY : rarity[place];
                addRow(likeness, shares, row, damped(grams.count(at)) * SuggestionGrams.telling(key) * rare);
            }
        }
        double square = 0;
        for (double each : likeness) {
            square += each * each;
        }
        for (int at = 0; at < likeness.length && square > 0; at++) {
            likeness[at] *= KNOWLEDGE_WEIGHT / Math.sqrt(square);
        }
        return likeness;
    }

    /** A piece that stands there ten times says more than once, but not ten times as much. */
    static double damped(int count) {
        return count < LOGS.length ? LOGS[count] : 1 + Math.log(count);
    }

    private static void addRow(double[] to, float[] rows, int row, double times) {
        int start = row * to.length;
        for (int column = 0; column < to.length; column++) {
            to[column] += times * rows[start + column];
        }
    }

    SuggestionModel calibrated(double newScale, SuggestionCaution newCaution, double newThreshold) {
        return new SuggestionModel(
                labels, vocabulary, rarity, weights, knowledge, shares, newScale, newCaution, newThreshold);
    }
}
