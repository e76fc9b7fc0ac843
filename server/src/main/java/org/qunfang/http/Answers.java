package org.qunfang.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.DecodeException;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.pgclient.PgException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one place that writes answers and failures. Hides the inside of 5xx and gives every failure a trace id. */
final class Answers {
    private static final Logger LOG = LoggerFactory.getLogger(Answers.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final Pattern TRACEPARENT = Pattern.compile("00-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}");
    private static final int RETRY_SECONDS = 5;

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
        Problem problem = problem(failure);
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

    private static Problem problem(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof DecodeException) {
            return malformedJson();
        }
        if (failure instanceof HttpException http) {
            return ofStatus(http.getStatusCode());
        }
        if (isOutOfService(failure)) {
            return Problem.of(ProblemType.UNAVAILABLE, "数据库暂不可用，请稍后再试。", "The database is away; try again soon.")
                    .retryAfter(RETRY_SECONDS);
        }
        return Problem.of(
                ProblemType.INTERNAL, "系统内部错误，已记录。", "An internal error; it was recorded under the trace id.");
    }

    static Problem malformedJson() {
        return Problem.of(ProblemType.BAD_REQUEST, "正文不是有效的 JSON。", "The body is no valid JSON.")
                .error("", org.qunfang.problem.Localized.of("不是有效的 JSON", "Not valid JSON"));
    }

    static Problem ofStatus(int status) {
        return switch (status) {
            case 401 -> Problem.of(ProblemType.UNAUTHENTICATED, "请先登录。", "Sign in first.");
            case 404 -> Problem.notFound();
            case 405 ->
                Problem.of(ProblemType.METHOD_NOT_ALLOWED, "此地址不支持该方法。", "This address does not take that method.");
            case 406 -> Problem.of(ProblemType.NOT_ACCEPTABLE, "无法提供所要的格式。", "Not available in the format asked for.");
            case 413 -> Problem.of(ProblemType.BODY_TOO_LARGE, "内容超过上限。", "The body is over its limit.");
            case 415 -> Problem.of(ProblemType.UNSUPPORTED_MEDIA_TYPE, "不支持此格式。", "This media type is not taken.");
            case 503 ->
                Problem.of(ProblemType.UNAVAILABLE, "请稍后再试。", "Try again soon.").retryAfter(RETRY_SECONDS);
            default ->
                status < 500
                        ? Problem.of(ProblemType.BAD_REQUEST, "请求格式不对。", "The request is malformed.")
                        : Problem.of(ProblemType.INTERNAL, "系统内部错误，已记录。", "An internal error; it was recorded.");
        };
    }

    /** Lost connections (class 08), shutting down (57P) and too many connections (53) are out of service, not defects. */
    private static boolean isOutOfService(Throwable failure) {
        if (failure instanceof PgException pg && pg.getSqlState() != null) {
            String state = pg.getSqlState();
            return state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
        }
        return failure instanceof io.vertx.sqlclient.ClosedConnectionException
                || failure instanceof java.net.ConnectException
                || (failure.getMessage() != null
                        && (failure.getMessage().startsWith("Connection pool reached max wait queue size")
                                || failure.getMessage().startsWith("Timeout")));
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
