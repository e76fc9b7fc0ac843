package org.qunfang.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * What fits into text messages. In GSM 03.38's alphabet one message holds 160 characters, each of several 153; a text with
 * any other character goes out in UCS-2, 70 and 67 UTF-16 units (3GPP TS 23.040 section 9.2.3.24.1). Characters of the
 * alphabet's extension table take two places; neither they nor a surrogate pair are parted between two messages.
 */
final class SmsText {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";
    private static final int GSM_ONE = 160;
    private static final int GSM_EACH = 153;
    private static final int UCS_ONE = 70;
    private static final int UCS_EACH = 67;

    private SmsText() {}

    /** Title and body, cut to so many messages; what was cut ends with dots that every alphabet has. */
    static String of(MessageText text, int mostSegments) {
        String whole = plain(text.title() + "\n" + text.body());
        if (segments(whole) <= mostSegments) {
            return whole;
        }
        List<Integer> starts = new ArrayList<>();
        whole.codePoints().reduce(0, (at, c) -> {
            starts.add(at);
            return at + Character.charCount(c);
        });
        int fits = 0;
        int tooLong = starts.size();
        while (tooLong - fits > 1) {
            int middle = (fits + tooLong) / 2;
            if (segments(whole.substring(0, starts.get(middle)) + "...") <= mostSegments) {
                fits = middle;
            } else {
                tooLong = middle;
            }
        }
        return whole.substring(0, starts.get(fits)).stripTrailing() + "...";
    }

    /** Typographic signs that would turn a Latin text into UCS-2 and more than double its price. */
    private static String plain(String text) {
        return text.replace("\r\n", "\n")
                .replace('\t', ' ')
                .replaceAll("[‘’]", "'")
                .replaceAll("[“”]", isChinese(text) ? "$0" : "\"")
                .replaceAll("[–—]", isChinese(text) ? "$0" : "-")
                .replaceAll("…", isChinese(text) ? "$0" : "...")
                .replace('\u00A0', ' ')
                .strip();
    }

    private static boolean isChinese(String text) {
        return text.codePoints().anyMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.HAN);
    }

    /** How many single messages a text takes; 1 for an empty one. */
    static int segments(String text) {
        return isGsm(text)
                ? segments(
                        text.codePoints()
                                .map(c -> EXTENSION.indexOf(c) < 0 ? 1 : 2)
                                .toArray(),
                        GSM_ONE,
                        GSM_EACH)
                : segments(text.codePoints().map(Character::charCount).toArray(), UCS_ONE, UCS_EACH);
    }

    static boolean isGsm(String text) {
        return text.codePoints().allMatch(c -> BASIC.indexOf(c) >= 0 || EXTENSION.indexOf(c) >= 0);
    }

    private static int segments(int[] widths, int one, int each) {
        int whole = 0;
        int messages = 1;
        int inLast = 0;
        for (int width : widths) {
            whole += width;
            if (inLast + width > each) {
                messages++;
                inLast = 0;
            }
            inLast += width;
        }
        return whole <= one ? 1 : messages;
    }
}
