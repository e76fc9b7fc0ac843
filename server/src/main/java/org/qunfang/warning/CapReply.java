package org.qunfang.warning;

import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.qunfang.http.Call;
import org.qunfang.http.Reply;

/** A CAP message as an answer; conditional requests are answered with 304 (RFC 9110 sections 13.1.2 and 13.1.3). */
final class CapReply {
    static final String TYPE = "application/cap+xml";

    /** Under its own address a message never changes. */
    static final String FOR_EVER = "public, max-age=86400, immutable";

    /** What a warning says at the moment: an Update or a Cancel takes its place. */
    static final String FOR_NOW = "public, max-age=5";

    /** What is not for everybody is left with nobody on the way. */
    private static final String FOR_OFFICERS = "private, no-store";

    private CapReply() {}

    static Reply of(Call call, CapMessage message, String cacheControl) {
        String tag = "\"" + message.id() + "\"";
        boolean known = call.header("If-None-Match").isPresent() ? call.hasCurrent(tag) : isSince(call, message.sent());
        Reply reply = known ? Reply.notModified() : Reply.bytes(TYPE, Buffer.buffer(message.xml()));
        return reply.header("ETag", tag)
                .header(
                        "Last-Modified",
                        DateTimeFormatter.RFC_1123_DATE_TIME.format(
                                message.sent().atOffset(ZoneOffset.UTC)))
                .header("Vary", "Accept")
                .header("Cache-Control", message.isPublic() ? cacheControl : FOR_OFFICERS);
    }

    /** A date that is none counts as not sent. */
    private static boolean isSince(Call call, Instant sent) {
        return call.header("If-Modified-Since")
                .flatMap(CapReply::date)
                .map(since -> !sent.isAfter(since))
                .orElse(false);
    }

    private static Optional<Instant> date(String text) {
        try {
            return Optional.of(ZonedDateTime.parse(text.trim(), DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant());
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
