package org.qunfang.http;

import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Kinds of bodies: those an operation takes and those its caller takes. */
final class MediaTypes {
    private MediaTypes() {}

    /** Asked before the body is read: Vert.x takes a form apart, and nothing would be left to look at. */
    static void refuseForeign(String contentType, Contract.Declared declared) {
        boolean takesBody = !declared.requestTypes().isEmpty();
        if (takesBody && contentType != null && !declared.requestTypes().contains(essence(contentType))) {
            throw foreign(declared);
        }
    }

    /** No content coding is taken apart (RFC 9110 section 8.4). */
    static void refuseEncoded(String contentEncoding) {
        if (contentEncoding != null && !"identity".equalsIgnoreCase(contentEncoding.trim())) {
            throw Problem.of(
                            ProblemType.UNSUPPORTED_MEDIA_TYPE,
                            "正文不能压缩或另行编码。",
                            "A body is taken without any Content-Encoding.")
                    .error("", Localized.of("不接受 Content-Encoding", "Content-Encoding is not taken"));
        }
    }

    static Problem foreign(Contract.Declared declared) {
        return Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "此处只接受 " + String.join("、", declared.requestTypes()) + "。",
                        "Only " + String.join(", ", declared.requestTypes()) + " is taken here.")
                .error("", Localized.of("正文的格式不对", "The body is of another kind"))
                .with("accepted", new JsonArray(List.copyOf(declared.requestTypes())));
    }

    static void refuseUnacceptable(RoutingContext context, Contract.Declared declared) {
        var accepted = context.parsedHeaders().accept();
        boolean acceptable = accepted.isEmpty()
                || declared.answerTypes().isEmpty()
                || declared.answerTypes().stream()
                        .anyMatch(type -> accepted.stream()
                                .anyMatch(range -> covers(range.component(), range.subComponent(), type)));
        if (!acceptable) {
            throw Failures.ofStatus(406);
        }
    }

    private static boolean covers(String component, String subComponent, String type) {
        int slash = type.indexOf('/');
        return ("*".equals(component) || type.substring(0, slash).equalsIgnoreCase(component))
                && ("*".equals(subComponent) || type.substring(slash + 1).equalsIgnoreCase(subComponent));
    }

    private static String essence(String contentType) {
        return contentType.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
    }
}
