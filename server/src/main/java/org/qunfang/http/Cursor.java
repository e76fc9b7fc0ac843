package org.qunfang.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32;
import org.qunfang.media.PlainText;

/**
 * The place where a page ended, as callers carry it to the next one: the text with a sum over it and the name of its
 * operation. A cursor of another list, or one that lost a letter on its way, would otherwise be some other place of this
 * list. Whoever wants to can make a sum, so each list still looks at the place itself.
 */
final class Cursor {
    private static final int SUM_BYTES = 4;

    private Cursor() {}

    static String sealed(String operationId, String place) {
        byte[] text = place.getBytes(StandardCharsets.UTF_8);
        byte[] bytes = ByteBuffer.allocate(SUM_BYTES + text.length)
                .putInt(sum(operationId, place))
                .put(text)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException for what no page of the operation gave */
    static String opened(String operationId, String cursor) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        if (bytes.remaining() <= SUM_BYTES) {
            throw new IllegalArgumentException("too short");
        }
        bytes.position(SUM_BYTES);
        String place;
        try {
            place = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("no text", e);
        }
        // Several texts of Base64 stand for the same bytes; only one of them was given.
        if (!sealed(operationId, place).equals(cursor)
                || PlainText.refused(place) >= 0
                || !PlainText.of(place).equals(place)) {
            throw new IllegalArgumentException("not of this list");
        }
        return place;
    }

    private static int sum(String operationId, String place) {
        CRC32 sum = new CRC32();
        sum.update((operationId + "\n" + place).getBytes(StandardCharsets.UTF_8));
        return (int) sum.getValue();
    }
}
