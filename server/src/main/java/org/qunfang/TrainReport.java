package org.qunfang;

import java.io.PrintWriter;
import java.util.stream.IntStream;
import org.qunfang.responsibility.SuggestionMeasures;
import org.qunfang.responsibility.SuggestionMeasures.Run;

/** What was measured, as an operator reads it. */
record TrainReport(SuggestionMeasures measures) {
    private static final double[] THRESHOLDS = {0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95};

    void print(PrintWriter out) {
        int labels = measures.labels().size();
        Run first = measures.runs().get(0);
        out.printf(
                "%,d examples, %d labels; 5 folds, %d times%n",
                first.outcomes().size(),
                first.outcomes().stream()
                        .map(SuggestionMeasures.Outcome::label)
                        .distinct()
                        .count(),
                measures.runs().size());
        out.printf(
                "macro-F1           %.3f ± %.3f%n", measures.macroF1(), measures.deviation(run -> run.macroF1(labels)));
        out.printf("accuracy           %.3f%n", measures.mean(Run::accuracy));
        out.printf("calibration error  %.3f%n", measures.mean(Run::calibrationError));
        out.printf(
                "at the threshold that each training chose by itself: precision %.3f, speaking on %.3f%n",
                measures.mean(Run::precision), measures.mean(Run::coverage));
        out.printf("%nconfidence from  precision  speaking on%n");
        for (double threshold : THRESHOLDS) {
            out.printf(
                    "%15.2f  %9.3f  %11.3f%n",
                    threshold,
                    measures.mean(run -> run.precisionFrom(threshold)),
                    measures.mean(run -> run.coverageFrom(threshold)));
        }
        printBeginnings(out);
        printConfusion(out);
        out.flush();
    }

    /** How far it may be trusted with little. */
    private void printBeginnings(PrintWriter out) {
        out.printf("%n  cut to words  precision  speaking on%n");
        for (int words : SuggestionMeasures.beginningLengths()) {
            out.printf(
                    "%14d  %9.3f  %11.3f%n",
                    words, measures.mean(run -> run.precisionOf(words)), measures.mean(run -> run.coverageOf(words)));
        }
    }

    /** Labels that no text has or was taken for are left out. */
    private void printConfusion(PrintWriter out) {
        double[][] confusion = measures.confusion();
        int[] shown = IntStream.range(0, confusion.length)
                .filter(label -> measures.mean(run -> run.knows(label) ? 1 : 0) > 0)
                .toArray();
        out.printf("%n   F1   row: what it is; column: what it was taken for, in the same order; mean of the times%n");
        for (int row : shown) {
            out.printf("%5.3f ", measures.mean(run -> run.f1(row)));
            IntStream.of(shown).forEach(column -> out.printf(" %6.1f", confusion[row][column]));
            out.printf("  %s%n", measures.labels().get(row));
        }
        out.println();
    }
}
