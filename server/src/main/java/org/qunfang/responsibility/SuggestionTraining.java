package org.qunfang.responsibility;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import de.bwaldvogel.liblinear.Linear;
import de.bwaldvogel.liblinear.Model;
import de.bwaldvogel.liblinear.Parameter;
import de.bwaldvogel.liblinear.Problem;
import de.bwaldvogel.liblinear.SolverType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Makes a {@link SuggestionModel} of examples: a linear support vector machine after Crammer and Singer (liblinear) over
 * pieces of text and likeness to the labels' names. Pure and repeatable: the same examples make the same model.
 */
final class SuggestionTraining {
    /** Bounds the model: with 20 labels about 6 MB. */
    private static final int MOST_PIECES = 60_000;

    private static final double COST = 1;
    private static final double TOLERANCE = 0.01;
    private static final long SEED = 20151220;

    static {
        // It tells its progress on the standard output otherwise.
        Linear.disableDebugOutput();
    }

    private final List<String> labels;
    private final SuggestionKnowledge knowledge;

    /**
     * A text taken apart, once for all trainings it takes part in.
     *
     * @param beginnings what remains of it when it is cut short, without those that are the whole text
     */
    record Prepared(SuggestionGrams grams, List<SuggestionBeginning> beginnings, int label) {}

    SuggestionTraining(List<String> labels, Map<String, Set<String>> labelToNames) {
        this.labels = List.copyOf(labels);
        this.knowledge = new SuggestionKnowledge(this.labels, labelToNames);
    }

    List<String> labels() {
        return labels;
    }

    List<Prepared> prepare(Collection<SuggestionExample> examples) {
        return examples.stream()
                .map(each -> new Prepared(
                        SuggestionGrams.of(each.text()),
                        SuggestionBeginning.of(each.text()),
                        labels.indexOf(each.label())))
                .toList();
    }

    /** With a scale of 1 and no threshold: what {@link SuggestionCalibration} sets. */
    SuggestionModel fit(List<Prepared> examples) {
        SuggestionModel empty = withoutWeights(examples);
        Problem problem = new Problem();
        problem.l = examples.size();
        problem.n = empty.vocabulary().size() + labels.size() + 1;
        problem.x = examples.stream().map(each -> features(empty, each.grams())).toArray(Feature[][]::new);
        problem.y = examples.stream().mapToDouble(Prepared::label).toArray();
        Parameter parameter = new Parameter(SolverType.MCSVM_CS, COST, TOLERANCE);
        parameter.setRandom(new Random(SEED));
        Model trained = Linear.train(problem, parameter);
        return new SuggestionModel(
                labels,
                empty.vocabulary(),
                empty.rarity(),
                weights(trained, problem.n),
                empty.knowledge(),
                empty.shares(),
                1,
                SuggestionCaution.NONE,
                0);
    }

    private SuggestionModel withoutWeights(List<Prepared> examples) {
        SuggestionIndex all = new SuggestionIndex(4_096);
        int[] texts = new int[4_096];
        for (Prepared example : examples) {
            for (int at = 0; at < example.grams().size(); at++) {
                int place = all.put(example.grams().key(at));
                if (place == texts.length) {
                    texts = Arrays.copyOf(texts, texts.length * 2);
                }
                texts[place]++;
            }
        }
        int[] counts = texts;
        List<Integer> kept = IntStream.range(0, all.size())
                .boxed()
                .sorted(Comparator.comparingInt((Integer place) -> -counts[place])
                        .thenComparing(all::key))
                .limit(MOST_PIECES)
                .toList();
        SuggestionIndex vocabulary = new SuggestionIndex(Math.max(1, kept.size()));
        float[] rarity = new float[kept.size()];
        for (int place : kept) {
            rarity[vocabulary.put(all.key(place))] =
                    (float) (Math.log((1.0 + examples.size()) / (1 + counts[place])) + 1);
        }
        return new SuggestionModel(
                labels,
                vocabulary,
                rarity,
                new float[0],
                knowledge.index(),
                knowledge.shares(),
                1,
                SuggestionCaution.NONE,
                0);
    }

    /** The same numbers that {@link SuggestionModel#weigh} weighs; liblinear counts features from 1, in rising order. */
    private Feature[] features(SuggestionModel model, SuggestionGrams grams) {
        List<FeatureNode> nodes = new ArrayList<>(grams.size() + labels.size() + 1);
        double square = 0;
        for (int at = 0; at < grams.size(); at++) {
            int place = model.vocabulary().find(grams.key(at));
            if (place >= 0) {
                double value = SuggestionModel.damped(grams.count(at)) * model.rarity()[place];
                square += value * value;
                nodes.add(new FeatureNode(place + 1, value));
            }
        }
        for (FeatureNode node : nodes) {
            node.setValue(node.getValue() / Math.sqrt(square));
        }
        nodes.sort(Comparator.comparingInt(FeatureNode::getIndex));
        double[] likeness = model.likeness(grams);
        int next = model.vocabulary().size() + 1;
        for (double each : likeness) {
            nodes.add(new FeatureNode(next++, each));
        }
        nodes.add(new FeatureNode(next, 1));
        return nodes.toArray(Feature[]::new);
    }

    /** liblinear numbers the labels as they come; a label without examples is never chosen. */
    private float[] weights(Model trained, int rows) {
        float[] weights = new float[rows * labels.size()];
        for (int column = 0; column < labels.size(); column++) {
            weights[(rows - 1) * labels.size() + column] = -1_000;
        }
        int[] order = trained.getLabels();
        double[] found = trained.getFeatureWeights();
        for (int row = 0; row < rows; row++) {
            for (int at = 0; at < order.length; at++) {
                weights[row * labels.size() + order[at]] = (float) found[row * order.length + at];
            }
        }
        return weights;
    }
}
