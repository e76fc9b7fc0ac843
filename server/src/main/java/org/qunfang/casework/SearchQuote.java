package org.qunfang.casework;

/** The place in a text at which words stand, as they were written. Pure. */
final class SearchQuote {
    /** Characters shown before and behind the first of the words. */
    private static final int BEFORE = 30;

    private static final int BEHIND = 120;

    private SearchQuote() {}

    /**
     * @param text lines
     * @return part of the first line that has one of the words, at most 200 characters; null where none has
     */
    static String of(String text, SearchWords words) {
        for (String line : text.split("\n")) {
            if (!line.isBlank() && words.touches(line)) {
                return around(line, words);
            }
        }
        return null;
    }

    private static String around(String line, SearchWords words) {
        int end = end(line, words);
        int from = edge(line, Math.max(0, end - longest(words) - BEFORE));
        int to = edge(line, Math.min(line.length(), end + BEHIND - longest(words)));
        return (from > 0 ? "…" : "")
                + line.substring(from, Math.max(to, end)).strip()
                + (to < line.length() ? "…" : "");
    }

    /** Where the shortest beginning ends that has one of the words: halving, since more text never has less. */
    private static int end(String line, SearchWords words) {
        int without = 0;
        int with = line.length();
        while (with - without > 1) {
            int middle = (without + with) / 2;
            if (words.touches(line.substring(0, middle))) {
                with = middle;
            } else {
                without = middle;
            }
        }
        return edge(line, with);
    }

    private static int longest(SearchWords words) {
        return Math.min(
                BEFORE, words.pieces().stream().mapToInt(String::length).max().orElse(0));
    }

    /** Not between the halves of one character. */
    private static int edge(String line, int at) {
        boolean splits = at > 0 && at < line.length() && Character.isLowSurrogate(line.charAt(at));
        return splits ? at + 1 : at;
    }
}
