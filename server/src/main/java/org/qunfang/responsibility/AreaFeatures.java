package org.qunfang.responsibility;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.parsetools.JsonEvent;
import io.vertx.core.parsetools.JsonEventType;
import io.vertx.core.parsetools.JsonParser;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.ObjIntConsumer;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Reads a GeoJSON FeatureCollection (RFC 7946 section 3.3) one feature at a time; memory holds one of them. */
final class AreaFeatures {
    /** More features than this are refused. */
    static final int MOST_FEATURES = 20_000;

    /** Around the features; each of them may go as deep as any JSON text. */
    private static final int MOST_DEPTH = 50;

    private static final int CHUNK_BYTES = 64 * 1024;

    private final JsonParser parser = JsonParser.newParser();
    private final ObjIntConsumer<Object> each;
    private final AreaColumns columns;
    private Object last;
    private int depth;
    private int read;
    private final Set<String> members = new HashSet<>();
    private boolean wasOpened;
    private boolean inFeatures;
    private boolean sawFeatures;
    private String type;

    /** Where the text comes from. */
    interface Chunks {
        /** The next piece, or null at the end. */
        Buffer next() throws IOException;
    }

    private AreaFeatures(AreaColumns columns, ObjIntConsumer<Object> each) {
        this.columns = columns;
        this.each = each;
        parser.handler(this::take);
    }

    /**
     * @param columns say what the last feature is called when the text ends in the middle
     * @param each gets what stands in {@code features}, whatever it is, with its place from 0
     * @throws Problem bad-request, when the whole is no FeatureCollection
     */
    static void read(Chunks chunks, AreaColumns columns, ObjIntConsumer<Object> each) throws IOException {
        AreaFeatures features = new AreaFeatures(columns, each);
        try {
            for (Buffer chunk = chunks.next(); chunk != null; chunk = chunks.next()) {
                features.parser.handle(chunk);
            }
            features.parser.end();
        } catch (DecodeException e) {
            throw features.notJson(e);
        }
        features.refuseOtherThings();
    }

    /**
     * Whether the whole can be read as a FeatureCollection of not too many features.
     *
     * @throws Problem bad-request when it cannot
     */
    static boolean check(Buffer whole, AreaColumns columns) throws IOException {
        read(of(whole), columns, (feature, place) -> {});
        return true;
    }

    private Problem notJson() {
        return notJson(Localized.of("", ""));
    }

    /** Jackson counts bytes in a line, which is also what tools that cut files count. */
    private Problem notJson(DecodeException failure) {
        if (!(failure.getCause() instanceof JsonProcessingException told) || told.getLocation() == null) {
            return notJson();
        }
        int line = told.getLocation().getLineNr();
        int column = told.getLocation().getColumnNr();
        return notJson(Localized.of(
                "从第 " + line + " 行第 " + column + " 字节起", " from line " + line + ", byte " + column + " on"));
    }

    private Problem notJson(Localized place) {
        String code = columns.codeOf(last);
        String zhCn = code == null ? "" : "（" + code + "）";
        String en = code == null ? "" : " (" + code + ")";
        Localized after = read == 0
                ? Localized.of("第一个要素之前", "before the first feature was complete")
                : Localized.of("在第 " + read + " 个要素" + zhCn + "之后", "after feature " + read + en);
        return Problem.malformed(
                "",
                Localized.of(
                        place.zhCn() + "不是有效的 JSON，" + after.zhCn() + "；没有导入任何内容",
                        "Not valid JSON" + place.en() + ", " + after.en() + "; nothing was stored"));
    }

    private void refuseOtherThings() {
        if (!wasOpened) {
            throw notJson();
        }
        Localized reason = Localized.of("不是 GeoJSON FeatureCollection", "Not a GeoJSON FeatureCollection");
        Problem problem = Problem.of(ProblemType.BAD_REQUEST, reason);
        if (!"FeatureCollection".equals(type)) {
            problem.error("/type", reason);
        }
        if (!sawFeatures) {
            problem.error("/features", reason);
        } else if (read == 0) {
            problem.error("/features", Localized.of("文件里没有要素（features 为空）", "The file has no feature"));
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
    }

    /** The bytes of a stream, which its opener closes. */
    static Chunks of(InputStream in) {
        return () -> {
            byte[] bytes = in.readNBytes(CHUNK_BYTES);
            return bytes.length == 0 ? null : Buffer.buffer(bytes);
        };
    }

    /** The bytes of a buffer, without a copy. */
    static Chunks of(Buffer whole) {
        int[] from = {0};
        return () -> {
            int start = from[0];
            from[0] = Math.min(whole.length(), start + CHUNK_BYTES);
            return start == from[0] ? null : whole.slice(start, from[0]);
        };
    }

    private void take(JsonEvent event) {
        refuseMisplaced(event);
        switch (event.type()) {
            case START_OBJECT -> goDeeper();
            case END_OBJECT -> depth--;
            case START_ARRAY -> startArray(event);
            case END_ARRAY -> endArray();
            case VALUE -> value(event);
            default -> throw new IllegalStateException("unknown event " + event.type());
        }
    }

    /** The streaming reader takes one text after another, and a member twice; a file is one object without such. */
    private void refuseMisplaced(JsonEvent event) {
        boolean isWhole = depth == 0 && event.type() == JsonEventType.START_OBJECT && !wasOpened;
        boolean isMemberAgain = depth == 1 && event.fieldName() != null && !members.add(event.fieldName());
        if ((depth == 0 && !isWhole) || isMemberAgain) {
            throw notJson();
        }
        wasOpened = true;
    }

    private void goDeeper() {
        if (depth == MOST_DEPTH) {
            throw Problem.malformed(
                    "", Localized.of("嵌套超过 " + MOST_DEPTH + " 层", "Nested deeper than " + MOST_DEPTH + " levels"));
        }
        depth++;
    }

    private void startArray(JsonEvent event) {
        if (depth == 1 && "features".equals(event.fieldName())) {
            inFeatures = true;
            sawFeatures = true;
            parser.objectValueMode();
            parser.arrayValueMode();
        }
        goDeeper();
    }

    private void endArray() {
        depth--;
        if (inFeatures && depth == 1) {
            inFeatures = false;
            parser.objectEventMode();
            parser.arrayEventMode();
        }
    }

    private void value(JsonEvent event) {
        if (inFeatures) {
            if (read == MOST_FEATURES) {
                throw Problem.malformed(
                        "/features", Localized.of("超过 20000 个要素，请分成几个文件", "More than 20,000 features; split the file"));
            }
            last = event.value();
            each.accept(last, read++);
        } else if (depth == 1 && "type".equals(event.fieldName()) && event.isString()) {
            type = event.stringValue();
        }
    }
}
