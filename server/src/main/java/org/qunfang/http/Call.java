package org.qunfang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** One admitted request whose parameters and body keep the contract. */
public final class Call {
    static final String CURSOR = "cursor";

    private static final String GZIP = "gzip";

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"([1-9][0-9]{0,17})\"");

    private final RoutingContext context;
    private final String operationId;
    private final Caller caller;
    private final JsonObject body;
    private final TrustedProxies proxies;

    Call(RoutingContext context, String operationId, Caller caller, JsonObject body, TrustedProxies proxies) {
        this.context = context;
        this.operationId = operationId;
        this.caller = caller;
        this.body = body;
        this.proxies = proxies;
    }

    Call as(Caller other) {
        return new Call(context, operationId, other, body, proxies);
    }

    /** The same call with what the server adds to its body. */
    public Call with(JsonObject other) {
        return new Call(context, operationId, caller, other, proxies);
    }

    public Caller caller() {
        return caller;
    }

    public String path(String name) {
        return context.pathParam(name);
    }

    public UUID pathId(String name) {
        return UUID.fromString(path(name));
    }

    /** The first value of a query parameter, cleaned as the texts are that it may look for; empty when absent or blank. */
    public Optional<String> query(String name) {
        return context.queryParam(name).stream().findFirst().map(PlainText::of).filter(value -> !value.isBlank());
    }

    /**
     * The place where the page before ended; empty for the first page.
     *
     * @param read reads what {@link #next} was given; may fail in any way for a place that this list cannot have
     * @throws Problem bad-request for a cursor that no page of this operation gave
     */
    public <T> Optional<T> cursor(Function<String, T> read) {
        return context.queryParam(CURSOR).stream().findFirst().map(cursor -> read(operationId, cursor, read));
    }

    static <T> T read(String operationId, String cursor, Function<String, T> read) {
        try {
            return read.apply(Cursor.opened(operationId, cursor));
        } catch (RuntimeException garbage) {
            throw Problem.malformed(
                    "/query/" + CURSOR,
                    Localized.of(
                            "不是本列表的游标，请原样使用上一页的 next；要从头看起，请去掉 cursor",
                            "None of this list: send the next of the page before as it was, or no cursor to begin anew"));
        }
    }

    /** The cursor of the page after this one, which ended at a place that {@link #cursor} reads again. */
    public String next(Object place) {
        return Cursor.sealed(operationId, place.toString());
    }

    public int queryInt(String name, int otherwise) {
        return query(name).map(Integer::parseInt).orElse(otherwise);
    }

    public Optional<Double> queryNumber(String name) {
        return query(name).map(Double::valueOf);
    }

    /** The JSON body; empty where the contract allows none and none was sent. */
    public JsonObject body() {
        return body;
    }

    /** Empty when none was sent. */
    public Buffer rawBody() {
        Buffer sent = context.body().buffer();
        return sent == null ? Buffer.buffer() : sent;
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(context.request().getHeader(name));
    }

    /** The version named by If-Match (RFC 9110 section 13.1.1). Fails with 428 without one, 412 for a foreign tag. */
    public long ifMatch() {
        String tag = header("If-Match").orElseThrow(Call::preconditionRequired);
        Matcher matcher = ETAG.matcher(tag.trim());
        if (!matcher.matches()) {
            throw Problem.of(ProblemType.STALE, "If-Match 不是本项的版本。", "If-Match is no version of this thing.");
        }
        return Long.parseLong(matcher.group(1));
    }

    static Problem preconditionRequired() {
        return Problem.of(
                ProblemType.PRECONDITION_REQUIRED, "请带上读取时得到的 ETag（If-Match）。", "Send the ETag you read as If-Match.");
    }

    /** True when If-None-Match names the tag or is {@code *}: answer 304. */
    public boolean hasCurrent(String etag) {
        return header("If-None-Match")
                .map(tags -> tags.trim().equals("*") || tags.contains(etag))
                .orElse(false);
    }

    /** Whether the caller names gzip, and not with a weight of zero (RFC 9110 section 12.5.3). */
    public boolean readsGzip() {
        return context.request().headers().contains(HttpHeaders.ACCEPT_ENCODING)
                && context.parsedHeaders().acceptEncoding().stream()
                        .anyMatch(each -> GZIP.equalsIgnoreCase(each.value()) && each.weight() > 0);
    }

    /** Whether the caller asks for this media type by name. */
    public boolean accepts(String mediaType) {
        return context.parsedHeaders().accept().stream()
                .anyMatch(accepted -> mediaType.equalsIgnoreCase(accepted.component() + "/" + accepted.subComponent()));
    }

    /** {@code zh-CN} or {@code en}, from Accept-Language. */
    public String language() {
        return language(context);
    }

    static String language(RoutingContext context) {
        String header = context.request().getHeader(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null) {
            return Localized.ZH_CN;
        }
        for (var accepted : context.parsedHeaders().acceptLanguage()) {
            String tag = accepted.tag() == null ? "" : accepted.tag();
            if ("zh".equalsIgnoreCase(tag)) {
                return Localized.ZH_CN;
            }
            if ("en".equalsIgnoreCase(tag)) {
                return Localized.EN;
            }
        }
        return Localized.ZH_CN;
    }

    /** The address the request came from, as the socket or a trusted proxy tells it. */
    public String remoteAddress() {
        return proxies.client(
                context.request().remoteAddress().hostAddress(),
                context.request().headers());
    }

    public RoutingContext context() {
        return context;
    }
}
