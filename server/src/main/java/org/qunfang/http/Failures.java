package org.qunfang.http;

import io.vertx.ext.web.handler.HttpException;
import io.vertx.pgclient.PgException;
import org.qunfang.db.PassingFailure;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What a failure means to the caller, whichever room and whichever statement it comes from. */
public final class Failures {
    /** The caller's attempt no longer holds its idempotency key: {@code append_audit} (V005). */
    private static final String ATTEMPT_LOST = "QF001";

    private static final int RETRY_SECONDS = 5;
    private static final int ATTEMPT_SECONDS = 2;

    private Failures() {}

    public static Problem problem(Throwable failure) {
        if (failure instanceof Problem problem) {
            return problem;
        }
        if (failure instanceof HttpException http) {
            return ofStatus(http.getStatusCode());
        }
        if (ATTEMPT_LOST.equals(sqlState(failure))) {
            return inProgress();
        }
        if (PassingFailure.is(failure)) {
            return Problem.of(ProblemType.UNAVAILABLE, "数据库暂不可用，请稍后再试。", "The database is away; try again soon.")
                    .retryAfter(RETRY_SECONDS);
        }
        return ofStatus(500);
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
                        : Problem.of(
                                ProblemType.INTERNAL,
                                "系统内部错误，已记录。",
                                "An internal error; it was recorded under the trace id.");
        };
    }

    /** The server reads no further: no telling which part it was. */
    static Problem unreadable() {
        return Problem.of(
                ProblemType.BAD_REQUEST,
                "请求的地址或请求头无法读取，或者太长（各最多 16 KiB）。",
                "The address or the headers cannot be read, or are too long (at most 16 KiB each).");
    }

    /** A percent sign that no two hexadecimal digits follow, or bytes that are no UTF-8. */
    static Problem undecodableAddress() {
        Localized reason = Localized.of("地址中的百分号编码不对", "The address has a wrong percent-encoding");
        return Problem.of(ProblemType.BAD_REQUEST, reason).error("/path", reason);
    }

    static Problem tooLarge(long maxBytes) {
        String most = maxBytes < 1 << 20 ? maxBytes / 1024 + " KiB" : maxBytes / (1 << 20) + " MiB";
        Localized reason = Localized.of("正文最多 " + most, "A body has at most " + most);
        return Problem.of(ProblemType.BODY_TOO_LARGE, reason).error("", reason);
    }

    static Problem inProgress() {
        return Problem.of(ProblemType.IN_PROGRESS, "此请求正在处理。", "This request is still being carried out.")
                .retryAfter(ATTEMPT_SECONDS);
    }

    private static String sqlState(Throwable failure) {
        return failure instanceof PgException pg ? pg.getSqlState() : null;
    }
}
