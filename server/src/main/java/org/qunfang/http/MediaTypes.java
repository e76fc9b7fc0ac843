package org.qunfang.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.RoutingContext;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Kinds of bodies: those an operation takes and those its caller takes. */
final class MediaTypes {
    /** JSON is UTF-8 (RFC 8259 section 8.1), and so are all texts here; what is ASCII is UTF-8, too. */
    private static final Set<String> UTF_8 = Set.of("utf-8", "utf8", "us-ascii");

    private static final Pattern CHARSET = Pattern.compile("(?i);\\s*charset\\s*=\\s*\"?([^\\s\";]+)");

    private MediaTypes() {}

    /** Asked before the body is read: Vert.x takes a form apart, and nothing would be left to look at. */
    static void refuseForeign(String contentType, Set<String> taken) {
        if (taken.isEmpty() || contentType == null) {
            return;
        }
        if (!taken.contains(essence(contentType))) {
            throw foreign(taken);
        }
        Matcher charset = CHARSET.matcher(contentType);
        if (charset.find() && !UTF_8.contains(charset.group(1).toLowerCase(Locale.ROOT))) {
            throw foreign(taken, Localized.of("此处的字符集是 UTF-8", "The charset is UTF-8 here"));
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

    /** For a body that does not say what it is. */
    static Problem foreign(Set<String> taken) {
        return foreign(taken, Localized.of("正文的格式不对", "The body is of another kind"));
    }

    private static Problem foreign(Set<String> taken, Localized reason) {
        return Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "此处只接受 " + String.join("、", taken) + "。",
                        "Only " + String.join(", ", taken) + " is taken here.")
                .error("", reason)
                .with("accepted", new JsonArray(List.copyOf(taken)));
    }

    static void refuseUnacceptable(RoutingContext context, Contract.Declared declared) {
        if (!context.request().headers().contains(HttpHeaders.ACCEPT)) {
            return;
        }
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
