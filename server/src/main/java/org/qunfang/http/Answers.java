package org.qunfang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.qunfang.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that writes answers and failures. Hides the inside of 5xx and gives every failure a trace id. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");

    private Answers() {}

    static void write(RoutingContext context, Reply reply) {
        HttpServerResponse response = context.response();
        if (reply.isStreaming() || response.ended()) {
            return;
        }
        response.setStatusCode(reply.status());
        reply.headers().forEach(response::putHeader);
        if (reply.contentType() != null) {
            response.putHeader("Content-Type", reply.contentType());
        }
        if (!response.headers().contains("Cache-Control")) {
            response.putHeader("Cache-Control", "no-store");
        }
        response.end(reply.body() == null ? Buffer.buffer() : reply.body());
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
                .putHeader("Content-Type", "application/problem+json")
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
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
