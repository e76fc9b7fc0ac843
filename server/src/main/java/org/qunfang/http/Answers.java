package org.qunfang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that writes answers and failures. Hides the inside of 5xx and gives every failure a trace id. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final String PROBLEM = "application/problem+json";
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private Answers() {}

    static void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (reply.isStreaming() || response.ended()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach((name, value) -> response.putHeader(HeaderNames.of(name), value));
        if (reply.contentType() != null) {
            response.putHeader(HttpHeaders.CONTENT_TYPE, reply.contentType());
        }
        if (!reply.headers().containsKey("Cache-Control")) {
            response.putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        }
        response.end(reply.body() == null ? Buffer.buffer() : reply.body());
    }

    /** As below, for an operation whose bodies have a limit. */
    static void failed(RoutingContext context, long maxBytes) {
        if (context.statusCode() == 413) {
            fail(context, Failures.tooLarge(maxBytes));
        } else {
            failed(context);
        }
    }

    /** What broke before any operation: the router has a status for it, whatever it is called. */
    static void failed(RoutingContext context) {
        int status = context.statusCode();
        boolean isCallers = context.failure() == null || (status > 0 && status < 500);
        fail(context, isCallers ? Failures.ofStatus(Math.max(400, status)) : context.failure());
    }

    /** A request that there is no way to route. */
    static void refuseUnreadable(HttpServerRequest request) {
        request.response()
                .setStatusCode(400)
                .putHeader("Content-Type", PROBLEM)
                .putHeader("Content-Language", Localized.ZH_CN)
                .putHeader("Connection", "close")
                .end(Failures.unreadable().toJson(Localized.ZH_CN, newTraceId()).toBuffer());
    }

    static void fail(RoutingContext context, Throwable failure) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        if (response.headWritten()) {
            LOG.warn("an answer broke off after its head was sent", failure);
            context.request().connection().close();
            return;
        }
        Problem problem = Failures.problem(failure);
        String traceId = traceId(context);
        if (problem.type().status() >= 500) {
            LOG.error(
                    "{} {} failed, trace {}",
                    context.request().method(),
                    context.request().path(),
                    traceId,
                    failure);
        }
        response.setStatusCode(problem.type().status())
                .putHeader("Content-Type", PROBLEM)
                .putHeader("Content-Language", Call.language(context))
                .putHeader("Cache-Control", "no-store");
        if (problem.retryAfterSeconds() > 0) {
            response.putHeader("Retry-After", Long.toString(problem.retryAfterSeconds()));
        }
        if (problem.type().status() == 401) {
            response.putHeader("WWW-Authenticate", "Bearer");
        }
        response.end(problem.toJson(Call.language(context), traceId).toBuffer());
    }

    private static String traceId(RoutingContext context) {
        String traceparent = context.request().getHeader("traceparent");
        var matcher = TRACEPARENT.matcher(traceparent == null ? "" : traceparent);
        if (matcher.matches()) {
            return matcher.group(1);
        }
        return newTraceId();
    }

    private static String newTraceId() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
