package org.qunfang.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Where a page of a list ended, newest first: the cursor of the next one. */
record PageEnd(Instant at, UUID id) {
    String cursor() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at + "|" + id).getBytes(StandardCharsets.US_ASCII));
    }

    static PageEnd of(String cursor) {
        String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("\\|");
        return new PageEnd(Instant.parse(parts[0]), UUID.fromString(parts[1]));
    }
}
