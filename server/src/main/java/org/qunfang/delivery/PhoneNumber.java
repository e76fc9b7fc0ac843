package org.qunfang.delivery;

import java.text.Normalizer;
import java.util.List;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * A number that texts can be sent to.
 *
 * @param e164 such as +8613800138000
 */
record PhoneNumber(String e164) {
    private static final String E164 = "\\+[1-9][0-9]{6,14}";
    private static final String CHINA = "+86";
    /** Only mobile phones take texts there. */
    private static final String CHINA_MOBILE = "\\+861[3-9][0-9]{9}";

    private static final int SHOWN_AT_END = 4;

    /**
     * As people write it: with spaces, dashes and brackets, 00 for +, or without a prefix where the first one is meant.
     *
     * @param prefixes those that the gateway serves
     * @throws Problem invalid at {@code /number}
     */
    static PhoneNumber read(String typed, List<String> prefixes) {
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC).replaceAll("[\\s\\p{Pd}().]", "");
        String international = plain.startsWith("00") ? "+" + plain.substring(2) : plain;
        String number = international.startsWith("+") ? international : prefixes.get(0) + international;
        boolean mobile = !number.startsWith(CHINA) || number.matches(CHINA_MOBILE);
        if (!number.matches(E164) || !mobile) {
            throw Problem.invalid("/number", Localized.of("不是手机号码。", "This is no mobile number."));
        }
        if (prefixes.stream().noneMatch(number::startsWith)) {
            String served = String.join(", ", prefixes);
            throw Problem.invalid(
                    "/number",
                    Localized.of(
                            "只能登记以 " + served + " 开头的号码。",
                            "Only numbers that begin with " + served + " can be registered."));
        }
        return new PhoneNumber(number);
    }

    /** Enough for its owner to know it again. */
    static String masked(String e164) {
        int hidden = e164.length() - SHOWN_AT_END;
        return "•".repeat(hidden) + e164.substring(hidden);
    }

    /** 24 bits that some hundreds of numbers share: they count codes and tell no number. */
    int bucket() {
        byte[] hash = NumberCode.sha256(e164);
        return (hash[0] & 0xFF) << 16 | (hash[1] & 0xFF) << 8 | hash[2] & 0xFF;
    }

    /** A number is nobody's reading, not a log's either. */
    @Override
    public String toString() {
        return masked(e164);
    }
}
