package org.qunfang.problem;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A refusal that its caller can act on. Thrown or failed with by any room; {@code http} writes it as RFC 9457
 * {@code application/problem+json}. Carries no stack trace: it is an answer, not a defect.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    /** More wrong places than these are not told. */
    public static final int MOST_ERRORS = 50;
    /** Those of RFC 9457 section 3.1 and those that this class writes itself. */
    private static final Set<String> OWN_MEMBERS =
            Set.of("type", "title", "status", "detail", "instance", "traceId", "errors");

    private final ProblemType type;
    private final transient Localized detail;
    private final transient List<FieldError> errors = new ArrayList<>();
    private final transient Map<String, Object> extensions = new LinkedHashMap<>();
    private long retryAfterSeconds;

    /** One wrong place in the input: a JSON pointer (RFC 6901) and why it is wrong. */
    public record FieldError(String pointer, Localized reason) {}

    private Problem(ProblemType type, Localized detail) {
        super(type.slug() + ": " + detail.en(), null, false, false);
        this.type = type;
        this.detail = detail;
    }

    public static Problem of(ProblemType type, Localized detail) {
        return new Problem(type, detail);
    }

    public static Problem of(ProblemType type, String zhCn, String en) {
        return new Problem(type, Localized.of(zhCn, en));
    }

    /** Content that is well-formed but refused at one place. */
    public static Problem invalid(String pointer, Localized reason) {
        return of(ProblemType.INVALID, reason).error(pointer, reason);
    }

    /** A parameter or member that cannot be read. */
    public static Problem malformed(String pointer, Localized reason) {
        return of(ProblemType.BAD_REQUEST, reason).error(pointer, reason);
    }

    public static Problem notFound() {
        return of(ProblemType.NOT_FOUND, "没有这一项，或您无权查看。", "There is no such thing, or it is not yours to see.");
    }

    /** Adds one wrong place, up to {@link #MOST_ERRORS}. */
    public Problem error(String pointer, Localized reason) {
        if (errors.size() < MOST_ERRORS) {
            errors.add(new FieldError(pointer, reason));
        }
        return this;
    }

    /**
     * Adds an extension member (RFC 9457 section 3.2).
     *
     * @throws IllegalArgumentException for the name of a member that every problem has
     */
    public Problem with(String name, Object value) {
        if (OWN_MEMBERS.contains(name)) {
            throw new IllegalArgumentException("no extension can replace the member " + name);
        }
        extensions.put(name, value);
        return this;
    }

    /** For 429 and 503: seconds until another try makes sense. */
    public Problem retryAfter(long seconds) {
        this.retryAfterSeconds = seconds;
        return this;
    }

    public ProblemType type() {
        return type;
    }

    public Localized detail() {
        return detail;
    }

    public List<FieldError> errors() {
        return List.copyOf(errors);
    }

    public long retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The answer's body in one language. */
    public JsonObject toJson(String language, String traceId) {
        JsonObject json = new JsonObject()
                .put("type", type.uri())
                .put("title", type.title().in(language))
                .put("status", type.status())
                .put("detail", detail.in(language))
                .put("traceId", traceId);
        if (!errors.isEmpty()) {
            JsonArray list = new JsonArray();
            for (FieldError error : errors) {
                list.add(new JsonObject()
                        .put("pointer", error.pointer())
                        .put("reason", error.reason().in(language)));
            }
            json.put("errors", list);
        }
        extensions.forEach(json::put);
        return json;
    }
}
