package org.qunfang.responsibility;

import java.util.Arrays;
import java.util.List;

/**
 * A text cut to its first words, to see how far a model is to be trusted with little. A Chinese character counts as one, as
 * does a word or a number of another script.
 *
 * @param words how many are left
 */
record SuggestionBeginning(int words, SuggestionGrams grams) {
    static final List<Integer> LENGTHS = List.of(1, 2, 3, 4, 6);

    /** Those that are shorter than the text itself. */
    static List<SuggestionBeginning> of(String text) {
        int[] ends = new int[LENGTHS.get(LENGTHS.size() - 1) + 1];
        int words = ends(text, ends);
        return LENGTHS.stream()
                .filter(length -> length < words)
                .map(length -> new SuggestionBeginning(length, SuggestionGrams.of(text.substring(0, ends[length]))))
                .toList();
    }

    /**
     * @param ends filled with where each word ends, from the first one on at 1
     * @return how many words there are, at most as many as there is room for and one more
     */
    private static int ends(String text, int[] ends) {
        Arrays.fill(ends, text.length());
        int words = 0;
        int at = 0;
        while (at < text.length() && words < ends.length) {
            int end = at + 1;
            if (Character.isIdeographic(text.charAt(at))) {
                words++;
            } else if (isOfWord(text.charAt(at))) {
                while (end < text.length() && isOfWord(text.charAt(end))) {
                    end++;
                }
                words++;
            }
            if (words > 0 && words < ends.length && ends[words] == text.length()) {
                ends[words] = end;
            }
            at = end;
        }
        return words;
    }

    private static boolean isOfWord(char letter) {
        return Character.isLetterOrDigit(letter) && !Character.isIdeographic(letter);
    }
}
