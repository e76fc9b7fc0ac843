package org.qunfang.casework;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * How alike two texts are: of the pieces of the one that has fewer, the share that the other has too. Chinese is cut into
 * pairs of neighbouring characters, other writing into trigrams of words as pg_trgm does. Pure; the same whatever locale
 * a database has (ADR 0091 compares both).
 */
final class WordLikeness {
    /** Longer texts are compared by their beginnings. */
    private static final int MOST_CHARACTERS = 1_000;

    private WordLikeness() {}

    /** 0 (nothing in common, or no words) to 1. The same the other way round. */
    static double of(String one, String other) {
        Set<String> pieces = pieces(one);
        Set<String> others = pieces(other);
        int fewer = Math.min(pieces.size(), others.size());
        if (fewer == 0) {
            return 0;
        }
        pieces.retainAll(others);
        return (double) pieces.size() / fewer;
    }

    private static Set<String> pieces(String text) {
        String start = text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
        int[] points = Normalizer.normalize(start, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .codePoints()
                .toArray();
        Set<String> pieces = new HashSet<>();
        int from = 0;
        for (int at = 1; at <= points.length; at++) {
            boolean ends = at == points.length || kind(points[at]) != kind(points[from]);
            if (ends) {
                addRun(pieces, points, from, at);
                from = at;
            }
        }
        return pieces;
    }

    private static void addRun(Set<String> pieces, int[] points, int from, int to) {
        String run = from < to ? new String(points, from, to - from) : "";
        switch (from < to ? kind(points[from]) : Kind.OTHER) {
            case IDEOGRAPHS -> addPieces(pieces, run, 2);
            case LETTERS -> addPieces(pieces, "  " + run + " ", 3);
            case OTHER -> {}
        }
    }

    /** All pieces of so many characters; a run that is shorter is one itself. */
    private static void addPieces(Set<String> pieces, String run, int length) {
        int[] points = run.codePoints().toArray();
        if (points.length < length) {
            pieces.add(run);
        }
        for (int at = 0; at + length <= points.length; at++) {
            pieces.add(new String(points, at, length));
        }
    }

    private enum Kind {
        IDEOGRAPHS,
        LETTERS,
        OTHER
    }

    private static Kind kind(int point) {
        if (Character.isIdeographic(point)) {
            return Kind.IDEOGRAPHS;
        }
        return Character.isLetterOrDigit(point) ? Kind.LETTERS : Kind.OTHER;
    }
}
