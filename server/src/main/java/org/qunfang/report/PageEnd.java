package org.qunfang.report;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Where a page of a list ended, newest first: the cursor of the next one. */
record PageEnd(Instant at, UUID id) {
    String cursor() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at + "|" + id).getBytes(StandardCharsets.US_ASCII));
    }

    static PageEnd of(String cursor) {
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.US_ASCII).split("\\|");
            return new PageEnd(Instant.parse(parts[0]), UUID.fromString(parts[1]));
        } catch (IllegalArgumentException | DateTimeException | ArrayIndexOutOfBoundsException e) {
            throw Problem.of(ProblemType.BAD_REQUEST, "分页游标无效。", "The cursor is none of ours.")
                    .error("/query/cursor", Localized.of("无效", "Not valid"));
        }
    }
}
