package org.qunfang.warning;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A Chinese administrative code of twelve digits: six of GB/T 2260 (province, prefecture, county), three for the township
 * or street (GB/T 10114), three for the village or community, with zeros where a level is not named.
 *
 * @param digits exactly twelve
 */
public record AreaCode12(String digits) {
    /** Name of the CAP geocode in which we write it, beside {@code areaCode} with the city's own code. */
    public static final String VALUE_NAME = "layer:Qunfang:1.0:AreaCode12";

    private static final int DIGITS = 12;
    private static final Pattern ANY = Pattern.compile("[1-9][0-9]{1,11}");

    /** Where a code may end: province, prefecture, county, township, village. */
    private static final List<Integer> ENDS = List.of(2, 4, 6, 9, 12);

    /** @throws IllegalArgumentException unless there are twelve digits, the first of them no zero */
    public AreaCode12 {
        if (digits.length() != DIGITS || !ANY.matcher(digits).matches()) {
            throw new IllegalArgumentException("no code of twelve digits: " + digits);
        }
    }

    /**
     * From a code of two, four, six, nine or twelve digits, padded with zeros on the right.
     *
     * @param code a code of ours or of a geocode; may be null
     * @return empty for what is no such code, as a city may use codes of its own
     */
    public static Optional<AreaCode12> read(String code) {
        String text = code == null ? "" : code.strip();
        return ENDS.contains(text.length()) && ANY.matcher(text).matches()
                ? Optional.of(new AreaCode12(text + "0".repeat(DIGITS - text.length())))
                : Optional.empty();
    }

    /**
     * The ways in which the same territory may be written, the longest first: {@code 440311000000}, {@code 440311000},
     * {@code 440311}. The first that an area of ours has is that area.
     */
    public List<String> sameArea() {
        List<String> same = new ArrayList<>();
        for (int i = ENDS.size() - 1; i >= 0; i--) {
            int end = ENDS.get(i);
            if (digits.substring(end).chars().allMatch(digit -> digit == '0')) {
                same.add(digits.substring(0, end));
            }
        }
        return same;
    }
}
