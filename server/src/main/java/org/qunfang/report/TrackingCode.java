package org.qunfang.report;

import java.security.SecureRandom;
import org.qunfang.media.PlainText;

/** What a sender keeps: 60 random bits in Crockford's base 32, grouped for reading aloud, such as {@code 7K4M-9XQ2-HT3W}. */
final class TrackingCode {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();

    private TrackingCode() {}

    static String next() {
        StringBuilder code = new StringBuilder(14);
        for (int i = 0; i < 12; i++) {
            if (i > 0 && i % 4 == 0) {
                code.append('-');
            }
            code.append(ALPHABET[RANDOM.nextInt(ALPHABET.length)]);
        }
        return code.toString();
    }

    /** As people type it: in lower case or full width, with blanks or without dashes, O for 0, I and L for 1. */
    static String normal(String typed) {
        String plain = PlainText.narrow(typed)
                .toUpperCase(java.util.Locale.ROOT)
                .replaceAll("[^0-9A-Z]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return plain.length() != 12
                ? plain
                : plain.substring(0, 4) + "-" + plain.substring(4, 8) + "-" + plain.substring(8);
    }
}
