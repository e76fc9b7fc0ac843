package org.qunfang.audit;

import java.util.HexFormat;
import java.util.regex.Pattern;

/** A head of the chain that somebody wrote down, as {@code POSITION:HASH}. */
record NotedHead(long position, byte[] hash) {
    private static final Pattern FORM = Pattern.compile("([1-9]\\d{0,17}):([0-9a-fA-F]{64})");

    /**
     * @throws IllegalArgumentException when the text is not a position, a colon and 64 hexadecimal digits
     */
    static NotedHead parse(String text) {
        var matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("A noted head is POSITION:HASH, the hash in 64 hexadecimal digits.");
        }
        return new NotedHead(Long.parseLong(matcher.group(1)), HexFormat.of().parseHex(matcher.group(2)));
    }
}
