package org.qunfang.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.qunfang.settings.SmsGateway;

/**
 * A gateway's template with its placeholders filled in. They are filled into the texts of the template before it is
 * written as JSON or percent-encoded: no text can end a member or begin another one.
 */
record SmsRequest(SmsGateway gateway) {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");

    /** {@code body} is null where there is none. */
    record Filled(String url, Map<String, String> headers, Buffer body) {}

    /** @param number as +8613800138000 */
    Filled fill(String number, String text, String id, String language) {
        Map<String, String> values = Map.of(
                "number", number,
                "digits", number.substring(1),
                "local", local(number),
                "text", text,
                "id", id,
                "language", language,
                "secret", gateway.secret());
        JsonObject body = (JsonObject) filled(gateway.body(), values);
        Map<String, String> headers = new LinkedHashMap<>();
        gateway.headers().forEach((name, value) -> headers.put(name, filled(value, values)));
        headers.putIfAbsent("User-Agent", "qunfang");
        String url = gateway.url().toString();
        return switch (gateway.format()) {
            case JSON -> new Filled(url, with(headers, "application/json"), body.toBuffer());
            case FORM ->
                new Filled(url, with(headers, "application/x-www-form-urlencoded"), Buffer.buffer(encoded(body)));
            case QUERY ->
                new Filled(url + (gateway.url().getRawQuery() == null ? "?" : "&") + encoded(body), headers, null);
        };
    }

    private static Map<String, String> with(Map<String, String> headers, String type) {
        headers.put("Content-Type", type);
        return headers;
    }

    /** Without the longest prefix that the gateway serves. */
    private String local(String number) {
        return gateway.prefixes().stream()
                .filter(number::startsWith)
                .max(Comparator.comparingInt(String::length))
                .map(prefix -> number.substring(prefix.length()))
                .orElse(number.substring(1));
    }

    private static Object filled(Object template, Map<String, String> values) {
        if (template instanceof JsonObject object) {
            JsonObject filled = new JsonObject();
            object.forEach(each -> filled.put(each.getKey(), filled(each.getValue(), values)));
            return filled;
        }
        if (template instanceof JsonArray array) {
            JsonArray filled = new JsonArray();
            array.forEach(each -> filled.add(filled(each, values)));
            return filled;
        }
        return template instanceof String text ? filled(text, values) : template;
    }

    /** Each placeholder of the template once: one that stands in a warning's text stays text. */
    private static String filled(String template, Map<String, String> values) {
        return PLACEHOLDER.matcher(template).replaceAll(each -> Matcher.quoteReplacement(values.get(each.group(1))));
    }

    private static String encoded(JsonObject members) {
        return members.stream()
                .map(each -> encoded(each.getKey()) + "=" + encoded((String) each.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
