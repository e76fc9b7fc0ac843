package org.qunfang.media;

/**
 * Text from outside, made such that people see what is stored. A phone's keyboard and its clipboard put in characters
 * that nobody sees: most of them are taken out in silence, so that a good report is not refused for them. What only a
 * damaged or hostile program sends is refused.
 *
 * <p>Words in Arabic, Hebrew or Persian and emoji need the joiners, the marks of direction (U+200E, U+200F, U+061C) and
 * the variation selectors: those stay. They cannot turn the words around them, as the embeddings, overrides and isolates
 * of Unicode Standard Annex 9 can.
 */
public final class PlainText {
    private static final char NEXT_LINE = 0x85;
    private static final char LINE_SEPARATOR = 0x2028;
    private static final char PARAGRAPH_SEPARATOR = 0x2029;
    private static final char TAGS_HIGH_SURROGATE = 0xDB40;
    private static final char WIDE_BLANK = 0x3000;
    private static final int BLACK_FLAG = 0x1F3F4;

    private PlainText() {}

    /**
     * The first character that no database or no XML can hold, or that stands for none: U+0000, half of a surrogate pair,
     * a noncharacter.
     *
     * @return its code, or -1 without one
     */
    public static int refused(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == 0) {
                return c;
            }
            if (c >= Character.MIN_SURROGATE) {
                int codePoint = text.codePointAt(i);
                if (isSurrogate(codePoint) || isNoncharacter(codePoint)) {
                    return codePoint;
                }
                i += Character.charCount(codePoint) - 1;
            }
        }
        return -1;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    private static boolean isNoncharacter(int codePoint) {
        return (codePoint & 0xFFFE) == 0xFFFE || (codePoint >= 0xFDD0 && codePoint <= 0xFDEF);
    }

    /** The text with one kind of line end, without control characters, and without what turns its direction. */
    public static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isSuspicious(text.charAt(i))) {
                return cleaned(text, i);
            }
        }
        return text;
    }

    /**
     * The text with full-width letters, figures and signs, and the wide blank, as their ASCII ones, as a Chinese keyboard
     * writes them. As long as before: all of Unicode's compatibility forms would grow, past the bounds of what is stored.
     *
     * @param text or null
     * @return null for null
     */
    public static String narrow(String text) {
        if (text == null || text.chars().noneMatch(PlainText::isWide)) {
            return text;
        }
        StringBuilder narrow = new StringBuilder(text.length());
        text.chars().map(c -> isWide(c) ? narrow(c) : c).forEach(c -> narrow.append((char) c));
        return narrow.toString();
    }

    private static boolean isWide(int c) {
        return c == WIDE_BLANK || c >= '！' && c <= '～';
    }

    private static int narrow(int wide) {
        return wide == WIDE_BLANK ? ' ' : wide - '！' + '!';
    }

    private static boolean isSuspicious(char c) {
        return isLineEnd(c) || isTakenOut(c) || c == TAGS_HIGH_SURROGATE;
    }

    private static String cleaned(String text, int from) {
        StringBuilder clean = new StringBuilder(text.length()).append(text, 0, from);
        boolean inFlag = from > 1 && text.codePointBefore(from) == BLACK_FLAG;
        for (int i = from; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            boolean isTag = c >= 0xE0000 && c <= 0xE007F;
            if (isLineEnd(c)) {
                clean.append('\n');
                i += c == '\r' && i < text.length() && text.charAt(i) == '\n' ? 1 : 0;
            } else if (!isTakenOut(c) && (!isTag || inFlag)) {
                clean.appendCodePoint(c);
            }
            inFlag = c == BLACK_FLAG || (inFlag && isTag);
        }
        return clean.toString();
    }

    /** Of other systems, word processors and pages: carriage return, vertical tab, form feed, and those of Unicode. */
    private static boolean isLineEnd(int c) {
        return (c >= 0x0B && c <= 0x0D) || c == NEXT_LINE || c == LINE_SEPARATOR || c == PARAGRAPH_SEPARATOR;
    }

    /** Nobody sees them, and some make others see another text. A tag (U+E0000 to U+E007F) is only seen in a flag. */
    private static boolean isTakenOut(int c) {
        boolean isControl = (c < ' ' && c != '\n' && c != '\t') || (c >= 0x7F && c <= 0x9F);
        boolean turns = (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x206F);
        boolean isByteOrderMark = c == 0xFEFF;
        boolean hidesNotes = c >= 0xFFF9 && c <= 0xFFFB;
        return isControl || turns || isByteOrderMark || hidesNotes;
    }
}
