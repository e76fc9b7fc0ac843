package org.qunfang.problem;

/** Every way a request can fail: slug, HTTP status and title. Pages: {@code docs/problems/<slug>.md}. */
public enum ProblemType {
    BAD_REQUEST(400, "请求格式不对", "The request is malformed"),
    UNAUTHENTICATED(401, "请先登录", "Sign-in is needed"),
    WRONG_CREDENTIALS(401, "登录失败", "Sign-in was refused"),
    REFRESH_TOKEN_ENDED(401, "请重新登录", "Sign in again"),
    SECOND_FACTOR_NEEDED(401, "需要动态验证码", "The second factor is needed"),
    FORBIDDEN(403, "没有权限", "Not permitted"),
    NOT_FOUND(404, "找不到", "Not found"),
    METHOD_NOT_ALLOWED(405, "不支持此方法", "Method not allowed"),
    NOT_ACCEPTABLE(406, "无法提供所要的格式", "Not available in that format"),
    ALREADY_EXISTS(409, "已存在，内容不同", "Exists already with other content"),
    WRONG_STATE(409, "当前状态不允许", "Not open in this state"),
    ALREADY_PROMISED(409, "已被承诺", "Promised already"),
    CONTENT_CHANGED(409, "内容已变", "The content has changed"),
    SECOND_OFFICER_NEEDED(409, "需要第二人确认", "A second officer is needed"),
    IN_PROGRESS(409, "正在处理", "Still in progress"),
    STALE(412, "已被他人更新", "Changed meanwhile"),
    BODY_TOO_LARGE(413, "内容过大", "The body is too large"),
    PHOTO_TOO_LARGE(413, "照片过大", "The photo is too large"),
    UNSUPPORTED_MEDIA_TYPE(415, "不支持的格式", "Unsupported media type"),
    INVALID(422, "内容不符合规定", "A rule refuses this content"),
    PHOTO_UNREADABLE(422, "照片无法读取", "The photo cannot be read"),
    KEY_REUSED(422, "幂等键已用于其他内容", "The idempotency key belongs to other content"),
    PRECONDITION_REQUIRED(428, "缺少版本号", "If-Match is required"),
    TOO_MANY_REQUESTS(429, "请求过于频繁", "Too many requests"),
    INTERNAL(500, "系统内部错误", "Internal error"),
    UNAVAILABLE(503, "服务暂不可用", "Temporarily unavailable");

    private final int status;
    private final Localized title;

    ProblemType(int status, String zhCn, String en) {
        this.status = status;
        this.title = Localized.of(zhCn, en);
    }

    public String slug() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** The type member of RFC 9457 section 3.1.1: a reference relative to the server, where the page is served. */
    public String uri() {
        return "/problems/" + slug();
    }

    public int status() {
        return status;
    }

    public Localized title() {
        return title;
    }
}
