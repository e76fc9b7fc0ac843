package org.qunfang.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.core.json.jackson.JacksonCodec;
import java.io.IOException;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Reads a body as JSON and nothing else (RFC 8259). Vert.x's own reader takes comments, and of two members with one
 * name the last, where another reader of the same body takes the first.
 */
final class JsonBody {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonBody() {}

    /** @throws Problem bad-request for other text than JSON, other values than an object, and what cannot be stored */
    static JsonObject read(Buffer bytes) {
        Object value;
        try {
            value = JacksonCodec.fromParser(FACTORY.createParser(bytes.getBytes()), Object.class);
        } catch (IOException | DecodeException e) {
            throw malformed("不是有效的 JSON", "Not valid JSON");
        }
        if (!(value instanceof JsonObject body)) {
            throw malformed("应为 JSON 对象", "Not a JSON object");
        }
        JsonText.check(body);
        return body;
    }

    private static Problem malformed(String zhCn, String en) {
        return Problem.malformed("", Localized.of(zhCn, en));
    }
}
