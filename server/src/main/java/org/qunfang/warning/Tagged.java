package org.qunfang.warning;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.qunfang.http.Call;
import org.qunfang.http.Reply;

/**
 * An answer that many ask for, with the strong entity tag of exactly these bytes (RFC 9110 section 8.8.3), compressed
 * once for all of them.
 *
 * @param tag in quotes
 * @param gzip null when it is compressed on its way, if at all
 * @param gzipTag in quotes; other bytes, so another tag
 */
record Tagged(Buffer bytes, String tag, Buffer gzip, String gzipTag) {

    /** For many. */
    static Tagged of(Buffer bytes) {
        UUID digest = UUID.nameUUIDFromBytes(bytes.getBytes());
        return new Tagged(bytes, quoted(digest, ""), compressed(bytes), quoted(digest, "z"));
    }

    /** For the one who asks. */
    static Tagged once(Buffer bytes) {
        return new Tagged(bytes, quoted(UUID.nameUUIDFromBytes(bytes.getBytes()), ""), null, null);
    }

    private static String quoted(UUID digest, String ending) {
        return "\"" + digest + ending + "\"";
    }

    private static Buffer compressed(Buffer bytes) {
        ByteArrayOutputStream into = new ByteArrayOutputStream(bytes.length());
        try (GZIPOutputStream gzip = new GZIPOutputStream(into)) {
            gzip.write(bytes.getBytes());
        } catch (IOException impossibleInMemory) {
            throw new UncheckedIOException(impossibleInMemory);
        }
        return Buffer.buffer(into.toByteArray());
    }

    /** 304 when the caller has it already. */
    Reply reply(Call call, String contentType) {
        boolean zipped = gzip != null && call.readsGzip();
        String own = zipped ? gzipTag : tag;
        Reply reply = call.hasCurrent(own) ? Reply.notModified() : Reply.bytes(contentType, zipped ? gzip : bytes);
        if (zipped && reply.body() != null) {
            reply.header("Content-Encoding", "gzip");
        }
        return reply.header("ETag", own).header("Vary", "Accept-Encoding");
    }
}
