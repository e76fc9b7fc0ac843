package org.qunfang.casework;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How words are brought into one spelling and cut into what an index knows. Pure. Whatever stands in a text is found by
 * every part of it with at least one character of a writing without spaces, or two letters or digits of another.
 *
 * @param pieces runs of letters and digits, in the one spelling; every one of them has to be there, in any order
 */
record SearchWords(List<String> pieces) {
    /** Characters from here on mean something alone: Chinese, Japanese, Korean. */
    private static final int WORDLESS_FROM = 0x2E80;

    private static final int LONGEST_QUERY = 100;

    /** Stored with every case: another factor needs all cases read anew. */
    private static final int FACTOR = 1_000_003;

    /** @param typed up to 100 characters count */
    static SearchWords of(String typed) {
        String spelt = normal(typed.substring(0, Math.min(LONGEST_QUERY, typed.length())));
        return new SearchWords(
                spelt.isEmpty()
                        ? List.of()
                        : List.of(spelt.split(" ")).stream().distinct().toList());
    }

    /** Lower case, without accents, full width as half width, and one space for whatever is no letter or digit. */
    static String normal(String text) {
        StringBuilder spelt = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKD).codePoints().forEach(each -> {
            if (isWordless(each)) {
                append(spelt, each);
            } else {
                folded(each).codePoints().forEach(part -> append(spelt, part));
            }
        });
        return spelt.toString().strip();
    }

    /** Once up and down, so that all forms of a letter meet; letter by letter, so that its place in a word is nothing. */
    private static String folded(int codePoint) {
        return Character.toString(codePoint).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    }

    private static void append(StringBuilder spelt, int codePoint) {
        if (Character.getType(codePoint) == Character.NON_SPACING_MARK) {
            return;
        }
        if (Character.isLetterOrDigit(codePoint)) {
            spelt.appendCodePoint(codePoint);
        } else if (!spelt.isEmpty() && spelt.charAt(spelt.length() - 1) != ' ') {
            spelt.append(' ');
        }
    }

    /** Every gram by which a part of the text may be looked for; {@code normal} as {@link #normal} gives it. */
    static Integer[] gramsOf(String normal) {
        SortedSet<Integer> grams = new TreeSet<>();
        for (String piece : normal.split(" ")) {
            int[] run = piece.codePoints().toArray();
            for (int i = 0; i < run.length; i++) {
                if (isWordless(run[i])) {
                    grams.add(gram(run, i, 1));
                }
                if (i + 1 < run.length) {
                    grams.add(gram(run, i, 2));
                }
                if (isSpelt(run, i)) {
                    grams.add(gram(run, i, 3));
                }
            }
        }
        return grams.toArray(Integer[]::new);
    }

    /** The grams that a text with all pieces has; none where no piece is long enough to be looked for. */
    Integer[] grams() {
        SortedSet<Integer> grams = new TreeSet<>();
        for (String piece : pieces) {
            int[] run = piece.codePoints().toArray();
            if (run.length == 1 && isWordless(run[0])) {
                grams.add(gram(run, 0, 1));
            }
            for (int i = 0; i + 1 < run.length; i++) {
                if (isSpelt(run, i)) {
                    grams.add(gram(run, i, 3));
                } else if (!isSpelt(run, i - 1)) {
                    grams.add(gram(run, i, 2));
                }
            }
        }
        return grams.toArray(Integer[]::new);
    }

    /** For LIKE: pieces hold letters and digits only, so nothing in them is a wildcard. */
    String[] patterns() {
        return pieces.stream().map(piece -> "%" + piece + "%").toArray(String[]::new);
    }

    /** Whether the text has one of the pieces. */
    boolean touches(String text) {
        String normal = normal(text);
        return pieces.stream().anyMatch(normal::contains);
    }

    /** The pieces that none of the texts has. */
    SearchWords without(List<String> texts) {
        List<String> normal = texts.stream().map(SearchWords::normal).toList();
        List<String> missing = new ArrayList<>(pieces);
        missing.removeIf(piece -> normal.stream().anyMatch(text -> text.contains(piece)));
        return new SearchWords(missing);
    }

    /** Whether it has a sign of a writing without spaces. */
    static boolean isWordless(String piece) {
        return piece.codePoints().anyMatch(SearchWords::isWordless);
    }

    private static boolean isWordless(int codePoint) {
        return codePoint >= WORDLESS_FROM;
    }

    /** Three letters or digits of a writing with spaces begin here. */
    private static boolean isSpelt(int[] run, int from) {
        return from >= 0
                && from + 2 < run.length
                && !isWordless(run[from])
                && !isWordless(run[from + 1])
                && !isWordless(run[from + 2]);
    }

    /** Different grams may have one number: what the index finds is compared by its words. */
    private static int gram(int[] run, int from, int length) {
        int number = length;
        for (int i = from; i < from + length; i++) {
            number = number * FACTOR + run[i];
        }
        return number;
    }
}
