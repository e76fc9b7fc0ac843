package org.qunfang.settings;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * How a text message is handed to the city's SMS gateway: one HTTP request made of a template. docs/sms-gateway.md has
 * every member with examples.
 *
 * @param url https; http only to this machine
 * @param method GET, POST or PUT
 * @param headers may hold {@code {secret}} and no other placeholder
 * @param format where the members of {@code body} go
 * @param body texts in it may hold placeholders
 * @param secret of the gateway; empty where it needs none. Never shown or logged
 * @param answer what the body of an answer says
 * @param prefixes beginnings of the numbers that may be registered, such as {@code +86}
 * @param segments a text takes at most so many single messages (1–10)
 * @param perMinute at most so many texts (60–1,000,000) in any minute
 */
public record SmsGateway(
        URI url,
        String method,
        Map<String, String> headers,
        Format format,
        JsonObject body,
        String secret,
        Answer answer,
        List<String> prefixes,
        int segments,
        int perMinute) {

    /** {@code {number}} is +8613800138000, {@code {digits}} 8613800138000, {@code {local}} 13800138000. */
    public static final Set<String> PLACEHOLDERS =
            Set.of("number", "digits", "local", "text", "id", "language", "secret");

    /** {@code QUERY}: in the address, percent-encoded. */
    public enum Format {
        JSON,
        FORM,
        QUERY
    }

    /**
     * Signs in a JSON answer, each a pointer (RFC 6901) with the values that mean it; all empty where the status says all.
     *
     * @param id pointer to the gateway's own id of the message, or null
     * @param accepted where there are any, a 2xx without one of them is none
     * @param refused never for this text and number
     * @param gone the number will never take anything again, e.g. its owner answered STOP
     */
    public record Answer(
            String id,
            Map<String, Set<String>> accepted,
            Map<String, Set<String>> refused,
            Map<String, Set<String>> gone) {}

    public SmsGateway {
        headers = Map.copyOf(headers);
        prefixes = List.copyOf(prefixes);
    }

    /** @throws IllegalArgumentException saying what is wrong; never quotes the secret */
    static SmsGateway open(Path file, String secret) {
        try {
            return parse(Files.readString(file), secret);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("is no file of UTF-8 text");
        }
    }

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException saying what is wrong; never quotes the secret
     */
    static SmsGateway parse(String json, String secret) {
        SmsTemplate template = SmsTemplate.of(json, secret);
        template.known(
                Set.of("url", "method", "headers", "format", "body", "answer", "prefixes", "segments", "perMinute"));
        SmsGateway gateway = new SmsGateway(
                template.url(),
                template.oneOf("method", "POST", Set.of("GET", "POST", "PUT")),
                template.headers(),
                Format.valueOf(template.oneOf("format", "json", Set.of("json", "form", "query"))
                        .toUpperCase(Locale.ROOT)),
                template.object("body"),
                secret,
                template.answer(),
                template.prefixes(),
                template.number("segments", 4, 1, 10),
                template.number("perMinute", 600, 60, 1_000_000));
        gateway.check();
        return gateway;
    }

    private void check() {
        Set<String> used = SmsTemplate.placeholders(body);
        if (!used.contains("text")) {
            throw new IllegalArgumentException("has no {text} in its body");
        }
        if (!used.contains("number") && !used.contains("digits") && !used.contains("local")) {
            throw new IllegalArgumentException("has neither {number} nor {digits} nor {local} in its body");
        }
        boolean asksSecret =
                used.contains("secret") || headers.values().stream().anyMatch(value -> value.contains("{secret}"));
        if (asksSecret == secret.isEmpty()) {
            throw new IllegalArgumentException(
                    asksSecret
                            ? "has {secret}: set QUNFANG_SMS_SECRET"
                            : "has no {secret}: QUNFANG_SMS_SECRET would not be used");
        }
        if (format != Format.JSON && body.stream().anyMatch(each -> !(each.getValue() instanceof String))) {
            throw new IllegalArgumentException("has a member of body that is no text; only json takes others");
        }
        if (format != Format.QUERY && method.equals("GET")) {
            throw new IllegalArgumentException("has the method GET, which goes with the format query only");
        }
    }

    /** The member of an answer as a map of pointers; for {@link SmsTemplate}. */
    static Map<String, Set<String>> signs(JsonObject all, String name) {
        Map<String, Set<String>> signs = new LinkedHashMap<>();
        JsonObject given = all.getJsonObject(name, new JsonObject());
        for (String pointer : given.fieldNames()) {
            JsonArray values = given.getJsonArray(pointer);
            SmsTemplate.pointer(pointer);
            signs.put(pointer, Set.copyOf(values.stream().map(String::valueOf).toList()));
        }
        return signs;
    }

    /** Safe to log. */
    @Override
    public String toString() {
        return method + " " + url.getScheme() + "://" + url.getHost() + (url.getPort() < 0 ? "" : ":" + url.getPort());
    }
}
