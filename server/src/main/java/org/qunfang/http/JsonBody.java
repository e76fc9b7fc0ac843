package org.qunfang.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
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
 *
 * @param tooLong what is wrong with a list that was cut because no schema allows so long a one, or null
 */
record JsonBody(JsonObject value, Problem tooLong) {
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    /** @throws Problem bad-request for other text than JSON, other values than an object, and what cannot be stored */
    static JsonBody read(Buffer bytes) {
        Object value;
        try {
            byte[] utf8 = bytes.getBytes();
            refuseOtherThanUtf8(utf8);
            value = JacksonCodec.fromParser(FACTORY.createParser(utf8), Object.class);
        } catch (IOException | DecodeException e) {
            throw notJson(e);
        }
        if (!(value instanceof JsonObject body)) {
            throw malformed("应为 JSON 对象", "Not a JSON object");
        }
        return new JsonBody(body, JsonText.clean(body));
    }

    /** To be called when the schema found nothing wrong: nothing is left out in silence. */
    void refuseTooLong() {
        if (tooLong != null) {
            throw tooLong;
        }
    }

    /** Jackson would also read UTF-16 and UTF-32, whose first characters have a byte of zero (RFC 4627 section 3). */
    private static void refuseOtherThanUtf8(byte[] bytes) {
        for (int i = 0; i < Math.min(4, bytes.length); i++) {
            if (bytes[i] == 0) {
                throw malformed("应为 UTF-8 编码的 JSON", "Not JSON in UTF-8");
            }
        }
    }

    private static Problem notJson(Exception failure) {
        Throwable cause = failure instanceof JsonProcessingException ? failure : failure.getCause();
        if (!(cause instanceof JsonProcessingException told) || told.getLocation() == null) {
            return malformed("不是有效的 JSON", "Not valid JSON");
        }
        int line = told.getLocation().getLineNr();
        int column = told.getLocation().getColumnNr();
        return told.getOriginalMessage().startsWith("Duplicate")
                ? malformed(
                        "第 " + line + " 行第 " + column + " 个字符：同一字段出现了两次",
                        "Line " + line + ", character " + column + ": a member stands there twice")
                : malformed(
                        "第 " + line + " 行第 " + column + " 个字符起不是有效的 JSON",
                        "Not valid JSON from line " + line + ", character " + column);
    }

    private static Problem malformed(String zhCn, String en) {
        return Problem.malformed("", Localized.of(zhCn, en));
    }
}
