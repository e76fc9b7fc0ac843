package org.qunfang.http;

import io.vertx.core.json.jackson.JacksonCodec;
import io.vertx.core.spi.JsonFactory;
import io.vertx.core.spi.json.JsonCodec;

/**
 * Vert.x reads and writes JSON by itself. Without this it would hand that over to Jackson's databinding as soon as a
 * library brings it along: slower, and with other readings of what is hardly JSON.
 */
public final class PlainJson implements JsonFactory {
    private static final JacksonCodec CODEC = new JacksonCodec();

    /** Before Vert.x's own choice, which has the greatest number. */
    @Override
    public int order() {
        return 0;
    }

    @Override
    public JsonCodec codec() {
        return CODEC;
    }
}
