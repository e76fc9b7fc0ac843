package org.qunfang.responsibility;

/**
 * How much less sure a model is of a text that tells little. Scores are of the same size whatever the length of a text, so
 * "水" alone would be as sure as a whole report about a flood. Pure.
 *
 * @param enough the evidence from which on a text is judged as it is; 0 for a model that never holds back
 * @param power how fast it grows less sure below that; 0 does not at all
 */
record SuggestionCaution(double enough, double power) {
    /** What models had that were stored before there was any. */
    static final SuggestionCaution NONE = new SuggestionCaution(0, 0);

    static final double MOST_POWER = 3;
    private static final double STEP = 0.25;

    /** From none on, ever more cautious. */
    static SuggestionCaution[] rising(double enough) {
        SuggestionCaution[] rising = new SuggestionCaution[(int) (MOST_POWER / STEP) + 1];
        for (int step = 0; step < rising.length; step++) {
            rising[step] = new SuggestionCaution(enough, step * STEP);
        }
        return rising;
    }

    /**
     * By how much the scores count.
     *
     * @param evidence as {@link SuggestionModel.Weighed} has it
     * @return 0, for a text without any word that is known, to 1
     */
    double share(double evidence) {
        if (enough == 0) {
            return 1;
        }
        return evidence == 0 ? 0 : Math.pow(Math.min(1, evidence / enough), power);
    }

    /**
     * The same for something that is so or is not so.
     *
     * @param confidence by the words, below 1
     * @param before how likely it is without any word: what remains of the confidence at a share of 0
     */
    static double held(double confidence, double share, double before) {
        double so = Math.pow(confidence, share) * Math.pow(before, 1 - share);
        return so / (so + Math.pow(1 - confidence, share) * Math.pow(1 - before, 1 - share));
    }
}
