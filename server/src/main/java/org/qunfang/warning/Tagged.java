package org.qunfang.warning;

import io.vertx.core.buffer.Buffer;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Reply;

/**
 * An answer that many ask for, with the strong entity tag of exactly these bytes (RFC 9110 section 8.8.3).
 *
 * @param tag in quotes
 */
record Tagged(Buffer bytes, String tag) {

    static Tagged of(Buffer bytes) {
        return new Tagged(bytes, "\"" + UUID.nameUUIDFromBytes(bytes.getBytes()) + "\"");
    }

    /** 304 when the caller has it already. */
    Reply reply(Call call, String contentType) {
        Reply reply = call.hasCurrent(tag) ? Reply.notModified() : Reply.bytes(contentType, bytes);
        return reply.header("ETag", tag);
    }
}
