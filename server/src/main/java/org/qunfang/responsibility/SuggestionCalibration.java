package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/**
 * Sets how sure a model may say it is, and below what it says nothing, from texts that it was not trained on: each
 * example is judged by a model of the other four fifths.
 */
final class SuggestionCalibration {
    static final int FOLDS = 5;
    /**
     * Of what is said, this share has to be right. Nine in ten is promised; aimed at is more by about the standard error
     * that a share has in two hundred texts.
     */
    static final double PRECISION = 0.93;
    /** The same for sample phrases: they are shorter and more varied than reports, so harder to guess. */
    static final double PRECISION_ON_PHRASES = 0.90;
    /**
     * The same for texts of which only the first words are left. That is harder than as few words that somebody meant to
     * send, so a little less is asked.
     */
    static final double PRECISION_ON_BEGINNINGS = 5.0 / 6;
    /** Said is only what is more likely than everything else together. */
    static final double LEAST_THRESHOLD = 0.5;
    /** A threshold that fewer texts stand for is chance. */
    static final int LEAST_SPOKEN = 20;

    static final double NEVER = 1;

    private static final double LEAST_SCALE = 0.1;
    private static final double STEP = 1.05;
    private static final int STEPS = 160;

    private SuggestionCalibration() {}

    /** What a model that did not know the text made of it. */
    record Judged(SuggestionModel.Weighed weighed, int label) {
        Said said(double scale, SuggestionCaution caution) {
            double[] confidences = SuggestionModel.softmax(weighed.scores(), scale * caution.share(weighed.evidence()));
            int best = best(confidences);
            return new Said(confidences[best], best == label);
        }
    }

    private record Said(double confidence, boolean right) {}

    /** @param beginnings the same texts cut to their first words */
    private record Trial(List<Judged> whole, List<Judged> beginnings) {
        void judge(SuggestionModel model, SuggestionTraining.Prepared text) {
            whole.add(new Judged(model.weigh(text.grams()), text.label()));
            text.beginnings().forEach(each -> beginnings.add(new Judged(model.weigh(each.grams()), text.label())));
        }
    }

    /**
     * Trains on everything and calibrates on what each fold's model makes of its own fifth.
     *
     * @param always takes part in every training and is judged by none
     * @param precision the share of what is said that has to be right
     */
    static SuggestionModel train(
            SuggestionTraining training,
            List<SuggestionTraining.Prepared> examples,
            List<SuggestionTraining.Prepared> always,
            double precision,
            long seed,
            Runnable trained) {
        Trial trial = new Trial(new ArrayList<>(), new ArrayList<>());
        int[] folds = folds(examples, seed);
        for (int fold = 0; fold < FOLDS; fold++) {
            List<SuggestionTraining.Prepared> others = part(examples, folds, fold, false);
            others.addAll(always);
            List<SuggestionTraining.Prepared> own = part(examples, folds, fold, true);
            if (!own.isEmpty() && !others.isEmpty()) {
                SuggestionModel model = training.fit(others);
                own.forEach(each -> trial.judge(model, each));
            }
            trained.run();
        }
        List<SuggestionTraining.Prepared> all = new ArrayList<>(examples);
        all.addAll(always);
        SuggestionModel model = training.fit(all);
        trained.run();
        double scale = scale(trial.whole());
        SuggestionCaution caution = caution(trial.whole(), trial.beginnings(), scale, precision);
        return model.calibrated(scale, caution, threshold(trial.whole(), scale, caution, precision));
    }

    /**
     * The least caution under which what is said to beginnings is right often enough. A text has enough to tell when it tells
     * as much as half of the whole texts do.
     */
    static SuggestionCaution caution(List<Judged> whole, List<Judged> beginnings, double scale, double precision) {
        double[] evidence = whole.stream()
                .mapToDouble(each -> each.weighed().evidence())
                .sorted()
                .toArray();
        double enough = evidence.length == 0 ? 0 : evidence[evidence.length / 2];
        SuggestionCaution chosen = SuggestionCaution.NONE;
        for (SuggestionCaution each : SuggestionCaution.rising(enough)) {
            chosen = each;
            double threshold = threshold(whole, scale, each, precision);
            List<Said> said = beginnings.stream()
                    .map(judged -> judged.said(scale, each))
                    .filter(one -> one.confidence() >= threshold)
                    .toList();
            if (said.stream().filter(Said::right).count() >= PRECISION_ON_BEGINNINGS * said.size()) {
                break;
            }
        }
        return chosen;
    }

    /** A fold for each example, so that every label is spread evenly; the same seed makes the same folds. */
    static int[] folds(List<SuggestionTraining.Prepared> examples, long seed) {
        Integer[] order = new Integer[examples.size()];
        Arrays.setAll(order, at -> at);
        java.util.Collections.shuffle(Arrays.asList(order), new Random(seed));
        Arrays.sort(order, Comparator.comparingInt(at -> examples.get(at).label()));
        int[] folds = new int[order.length];
        for (int at = 0; at < order.length; at++) {
            folds[order[at]] = at % FOLDS;
        }
        return folds;
    }

    static List<SuggestionTraining.Prepared> part(
            List<SuggestionTraining.Prepared> examples, int[] folds, int fold, boolean own) {
        List<SuggestionTraining.Prepared> part = new ArrayList<>();
        for (int at = 0; at < folds.length; at++) {
            if ((folds[at] == fold) == own) {
                part.add(examples.get(at));
            }
        }
        return part;
    }

    /** The scale under which what happened was most likely: of texts said with 0.8, about eight in ten are so. */
    static double scale(List<Judged> judged) {
        double best = 1;
        double least = Double.POSITIVE_INFINITY;
        for (int step = 0; step < STEPS; step++) {
            double scale = LEAST_SCALE * Math.pow(STEP, step);
            double surprise = 0;
            for (Judged each : judged) {
                surprise -= Math.log(
                        Math.max(1e-12, SuggestionModel.softmax(each.weighed().scores(), scale)[each.label()]));
            }
            if (surprise < least) {
                least = surprise;
                best = scale;
            }
        }
        return best;
    }

    /** The lowest confidence from which on upwards enough of what is said is right. */
    static double threshold(List<Judged> judged, double scale, SuggestionCaution caution, double precision) {
        List<Said> said = judged.stream()
                .map(each -> each.said(scale, caution))
                .sorted(Comparator.comparingDouble(Said::confidence).reversed())
                .toList();
        double threshold = NEVER;
        int right = 0;
        for (int spoken = 1; spoken <= said.size(); spoken++) {
            right += said.get(spoken - 1).right() ? 1 : 0;
            boolean lastOfItsKind = spoken == said.size()
                    || said.get(spoken).confidence() < said.get(spoken - 1).confidence();
            if (lastOfItsKind && spoken >= LEAST_SPOKEN && right >= precision * spoken) {
                threshold = said.get(spoken - 1).confidence();
            }
        }
        return Math.max(LEAST_THRESHOLD, threshold);
    }

    static int best(double[] values) {
        int best = 0;
        for (int at = 1; at < values.length; at++) {
            if (values[at] > values[best]) {
                best = at;
            }
        }
        return best;
    }
}
