package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How good a way of training is, measured on texts that the model knew nothing of: neither its weights nor the rarity of
 * pieces nor its scale and threshold, which each training finds on its own four fifths.
 *
 * @param labels rows and columns of the confusion
 * @param runs one for each seed
 */
public record SuggestionMeasures(List<String> labels, List<Run> runs) {
    static final int TRAININGS = SuggestionCalibration.FOLDS * (SuggestionCalibration.FOLDS + 1);

    /** One held-out text: the label it has, the one guessed, how sure, and whether that was worth saying. */
    public record Outcome(int label, int guess, double confidence, boolean spoken) {
        boolean right() {
            return label == guess;
        }
    }

    /** The same of what remained of a text that was cut to so many words. */
    public record Beginning(int words, Outcome outcome) {}

    public record Run(List<Outcome> outcomes, List<Beginning> beginnings) {
        /** Of texts cut to so many words, on which share it speaks. */
        public double coverageOf(int words) {
            List<Outcome> cut = cut(words);
            return share(cut.stream().filter(Outcome::spoken).count(), cut.size());
        }

        /** And of those the share that is right; 1 where nothing was spoken. */
        public double precisionOf(int words) {
            List<Outcome> spoken = cut(words).stream().filter(Outcome::spoken).toList();
            return share(spoken.stream().filter(Outcome::right).count(), spoken.size());
        }

        private List<Outcome> cut(int words) {
            return beginnings.stream()
                    .filter(each -> each.words == words)
                    .map(Beginning::outcome)
                    .toList();
        }

        /** Mean over the labels that some text has or was taken for. */
        public double macroF1(int labels) {
            return IntStream.range(0, labels)
                    .filter(this::knows)
                    .mapToDouble(this::f1)
                    .average()
                    .orElse(0);
        }

        /** Whether some text has the label or was taken for it. */
        public boolean knows(int label) {
            return outcomes.stream().anyMatch(each -> each.label == label || each.guess == label);
        }

        public double f1(int label) {
            long hit = outcomes.stream()
                    .filter(each -> each.label == label && each.right())
                    .count();
            long has = outcomes.stream().filter(each -> each.label == label).count();
            long said = outcomes.stream().filter(each -> each.guess == label).count();
            return has + said == 0 ? 0 : 2.0 * hit / (has + said);
        }

        public double accuracy() {
            return share(outcomes.stream().filter(Outcome::right).count(), outcomes.size());
        }

        /** Of those spoken at the model's own threshold, the share that is right; 1 where nothing was spoken. */
        public double precision() {
            List<Outcome> spoken = outcomes.stream().filter(Outcome::spoken).toList();
            return share(spoken.stream().filter(Outcome::right).count(), spoken.size());
        }

        /** How many were spoken and right. */
        public long namedRightly() {
            return outcomes.stream()
                    .filter(each -> each.spoken() && each.right())
                    .count();
        }

        public double coverage() {
            return share(outcomes.stream().filter(Outcome::spoken).count(), outcomes.size());
        }

        public double precisionFrom(double threshold) {
            List<Outcome> said = outcomes.stream()
                    .filter(each -> each.confidence >= threshold)
                    .toList();
            return share(said.stream().filter(Outcome::right).count(), said.size());
        }

        public double coverageFrom(double threshold) {
            return share(
                    outcomes.stream()
                            .filter(each -> each.confidence >= threshold)
                            .count(),
                    outcomes.size());
        }

        /** Mean difference between what was said and what was so, over tenths of confidence, weighted by their size. */
        public double calibrationError() {
            double sum = 0;
            for (int tenth = 0; tenth < 10; tenth++) {
                int part = tenth;
                List<Outcome> in = outcomes.stream()
                        .filter(each -> Math.min(9, (int) (each.confidence * 10)) == part)
                        .toList();
                double said = in.stream().mapToDouble(Outcome::confidence).sum();
                sum += Math.abs(said - in.stream().filter(Outcome::right).count());
            }
            return outcomes.isEmpty() ? 0 : sum / outcomes.size();
        }

        private static double share(long part, long whole) {
            return whole == 0 ? 1 : (double) part / whole;
        }
    }

    /**
     * Five folds for each seed.
     *
     * @param always takes part in every training and is never held out
     * @param trained called after each of the {@link #TRAININGS} trainings of a seed
     */
    static SuggestionMeasures of(
            SuggestionTraining training,
            List<SuggestionTraining.Prepared> examples,
            List<SuggestionTraining.Prepared> always,
            long[] seeds,
            Runnable trained) {
        List<Run> runs = new ArrayList<>();
        for (long seed : seeds) {
            List<Outcome> outcomes = new ArrayList<>();
            List<Beginning> beginnings = new ArrayList<>();
            int[] folds = SuggestionCalibration.folds(examples, seed);
            for (int fold = 0; fold < SuggestionCalibration.FOLDS; fold++) {
                SuggestionModel model = SuggestionCalibration.train(
                        training,
                        SuggestionCalibration.part(examples, folds, fold, false),
                        always,
                        SuggestionCalibration.PRECISION,
                        seed + 1,
                        trained);
                for (SuggestionTraining.Prepared each : SuggestionCalibration.part(examples, folds, fold, true)) {
                    outcomes.add(outcome(model, each.grams(), each.label()));
                    each.beginnings()
                            .forEach(cut -> beginnings.add(
                                    new Beginning(cut.words(), outcome(model, cut.grams(), each.label()))));
                }
            }
            runs.add(new Run(List.copyOf(outcomes), List.copyOf(beginnings)));
        }
        return new SuggestionMeasures(training.labels(), List.copyOf(runs));
    }

    static Outcome outcome(SuggestionModel model, SuggestionGrams text, int label) {
        double[] confidences = model.confidences(model.weigh(text));
        int guess = SuggestionCalibration.best(confidences);
        return new Outcome(label, guess, confidences[guess], confidences[guess] >= model.threshold());
    }

    /** To how many words texts were cut; a Chinese character is one. */
    public static List<Integer> beginningLengths() {
        return SuggestionBeginning.LENGTHS;
    }

    public double mean(java.util.function.ToDoubleFunction<Run> measure) {
        return runs.stream().mapToDouble(measure).average().orElse(0);
    }

    /** Between the seeds. */
    public double deviation(java.util.function.ToDoubleFunction<Run> measure) {
        double mean = mean(measure);
        return Math.sqrt(mean(run -> Math.pow(measure.applyAsDouble(run) - mean, 2)));
    }

    public double macroF1() {
        return mean(run -> run.macroF1(labels.size()));
    }

    /** Mean count over the seeds of texts with the label of the row that were taken for that of the column. */
    public double[][] confusion() {
        double[][] confusion = new double[labels.size()][labels.size()];
        runs.forEach(run -> run.outcomes.forEach(each -> confusion[each.label][each.guess] += 1.0 / runs.size()));
        return confusion;
    }
}
