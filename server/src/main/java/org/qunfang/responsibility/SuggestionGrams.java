package org.qunfang.responsibility;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The pieces of a text and how often each stands in it: one to three Chinese characters in a row, and of other scripts
 * words, pairs of neighbouring words, and four letters in a row. No list of words is needed, so nothing is unknown.
 *
 * <p>A piece is a number: up to four UTF-16 units as they are, words and pairs as a 64-bit hash with the highest bit
 * set. Never zero.
 */
final class SuggestionGrams {
    /** As many characters as a report's words may have; what follows is not looked at. */
    static final int MOST_CHARACTERS = 4_000;

    private static final int LONGEST_HAN = 3;
    private static final int LONGEST_LETTERS = 4;
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long WORD = Long.MIN_VALUE;
    private static final char EDGE = '_';

    private final SuggestionIndex index;
    private int[] counts;
    private long wordBefore;

    /** Room for as many pieces as the text may have, so that nothing grows meanwhile. */
    private SuggestionGrams(int characters) {
        int most = Math.max(8, characters * LONGEST_HAN);
        this.index = new SuggestionIndex(most);
        this.counts = new int[most];
    }

    static SuggestionGrams of(String text) {
        String cut = text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) : text;
        String plain = Normalizer.isNormalized(cut, Normalizer.Form.NFKC)
                ? cut
                : Normalizer.normalize(cut, Normalizer.Form.NFKC);
        SuggestionGrams grams = new SuggestionGrams(plain.length());
        grams.read(plain.toLowerCase(Locale.ROOT));
        return grams;
    }

    private void read(String text) {
        int at = 0;
        while (at < text.length()) {
            char first = text.charAt(at);
            int end = at + 1;
            if (Character.isIdeographic(first)) {
                while (end < text.length() && Character.isIdeographic(text.charAt(end))) {
                    end++;
                }
                readHan(text, at, end);
                wordBefore = 0;
            } else if (Character.isLetter(first)) {
                while (end < text.length() && isOfWord(text.charAt(end))) {
                    end++;
                }
                readWord(text, at, end);
            } else if (first != ' ' && first != '-') {
                wordBefore = 0;
            }
            at = end;
        }
    }

    private static boolean isOfWord(char letter) {
        return Character.isLetter(letter) && !Character.isIdeographic(letter);
    }

    private void readHan(String text, int from, int to) {
        for (int start = from; start < to; start++) {
            long key = 0;
            for (int at = start; at < Math.min(to, start + LONGEST_HAN); at++) {
                key = key << 16 | text.charAt(at);
                count(key);
            }
        }
    }

    private void readWord(String text, int from, int to) {
        if (to - from < 2) {
            return;
        }
        long hash = FNV_OFFSET;
        for (int at = from; at < to; at++) {
            hash = (hash ^ text.charAt(at)) * FNV_PRIME;
        }
        count(hash | WORD);
        if (wordBefore != 0) {
            count((wordBefore * 31 ^ hash) * FNV_PRIME | WORD);
        }
        wordBefore = hash;
        readLetters(text, from, to);
    }

    /** Endings differ more than stems: four letters in a row find "leaking" in "leak". */
    private void readLetters(String text, int from, int to) {
        long key = EDGE;
        int length = 1;
        for (int at = from; at <= to; at++) {
            key = key << 16 | (at == to ? EDGE : text.charAt(at));
            if (++length >= LONGEST_LETTERS) {
                count(key & Long.MAX_VALUE);
            }
        }
    }

    private void count(long key) {
        int place = index.put(key);
        if (place == counts.length) {
            counts = java.util.Arrays.copyOf(counts, counts.length * 2);
        }
        counts[place]++;
    }

    int size() {
        return index.size();
    }

    /** @param place 0 to size - 1, in the order of their first standing */
    long key(int place) {
        return index.key(place);
    }

    int count(int place) {
        return counts[place];
    }

    /** How much a piece says about the name it stands in: a lone character hardly anything, a word a lot. */
    static double telling(long key) {
        if (key < 0) {
            return 2;
        }
        if (key >>> 48 != 0) {
            return 0.5;
        }
        return key >>> 32 != 0 ? 2 : key >>> 16 != 0 ? 1 : 0;
    }
}
