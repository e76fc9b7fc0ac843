package org.qunfang.settings;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The members of a gateway's template, each read or refused by name. */
record SmsTemplate(JsonObject json, String secret) {
    private static final int LONGEST = 20_000;
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-zA-Z]+)}");
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}");
    private static final Set<String> OWN_HEADERS =
            Set.of("host", "content-length", "content-type", "connection", "transfer-encoding");
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "[::1]");

    static SmsTemplate of(String text, String secret) {
        if (text.length() > LONGEST) {
            throw new IllegalArgumentException("is longer than " + LONGEST + " characters");
        }
        if (!secret.chars().allMatch(c -> c >= 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException("has a secret with characters other than printable ASCII");
        }
        try {
            return new SmsTemplate(new JsonObject(text), secret);
        } catch (DecodeException none) {
            throw new IllegalArgumentException("is no JSON object");
        }
    }

    void known(Set<String> names) {
        refuseOthers(json, names, "");
    }

    private static void refuseOthers(JsonObject json, Set<String> names, String path) {
        for (String name : json.fieldNames()) {
            if (!names.contains(name)) {
                throw new IllegalArgumentException("has an unknown member " + path + name);
            }
        }
    }

    URI url() {
        String text = json.getValue("url") instanceof String given ? given : "";
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException unparsable) {
            throw new IllegalArgumentException("has a url that is none");
        }
        boolean https = "https".equals(url.getScheme());
        boolean here = "http".equals(url.getScheme()) && url.getHost() != null && HERE.contains(url.getHost());
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null || !https && !here) {
            throw new IllegalArgumentException("must have an https url, without a user's name and #");
        }
        return url;
    }

    String oneOf(String name, String fallback, Set<String> values) {
        Object value = json.getValue(name, fallback);
        if (!(value instanceof String text) || !values.contains(text)) {
            throw new IllegalArgumentException("has a " + name + " that is none of "
                    + values.stream().sorted().toList());
        }
        return text;
    }

    int number(String name, int fallback, int least, int most) {
        Object value = json.getValue(name, fallback);
        if (!(value instanceof Integer number) || number < least || number > most) {
            throw new IllegalArgumentException("must have " + name + " within " + least + "–" + most);
        }
        return number;
    }

    JsonObject object(String name) {
        return object(json, name);
    }

    private static JsonObject object(JsonObject of, String name) {
        Object value = of.getValue(name, new JsonObject());
        if (!(value instanceof JsonObject object)) {
            throw new IllegalArgumentException("must have an object as " + name);
        }
        return object;
    }

    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, Object> each : object("headers")) {
            String name = each.getKey();
            boolean ours = OWN_HEADERS.contains(name.toLowerCase(Locale.ROOT));
            if (!HEADER_NAME.matcher(name).matches() || ours || !(each.getValue() instanceof String value)) {
                throw new IllegalArgumentException("has a header that cannot be set: " + name);
            }
            if (!value.chars().allMatch(c -> c >= 0x20 && c < 0x7F)
                    || !Set.of("secret").containsAll(placeholders(value))) {
                throw new IllegalArgumentException("has a header with more than ASCII and {secret}: " + name);
            }
            headers.put(name, value);
        }
        return headers;
    }

    List<String> prefixes() {
        Object given = json.getValue("prefixes", new JsonArray().add("+86"));
        if (!(given instanceof JsonArray array)
                || array.isEmpty()
                || array.size() > 50
                || !array.stream()
                        .allMatch(each -> each instanceof String text && text.matches("\\+[1-9][0-9]{0,6}"))) {
            throw new IllegalArgumentException("must have prefixes such as [\"+86\"]");
        }
        return array.stream().map(String.class::cast).toList();
    }

    SmsGateway.Answer answer() {
        JsonObject answer = object("answer");
        refuseOthers(answer, Set.of("id", "accepted", "refused", "gone"), "answer.");
        String id = answer.getValue("id") instanceof String text ? pointer(text) : null;
        try {
            return new SmsGateway.Answer(
                    id,
                    SmsGateway.signs(answer, "accepted"),
                    SmsGateway.signs(answer, "refused"),
                    SmsGateway.signs(answer, "gone"));
        } catch (ClassCastException | NullPointerException other) {
            throw new IllegalArgumentException("must have answer.accepted as {\"/pointer\": [values]}");
        }
    }

    static String pointer(String text) {
        if (!text.matches("(/[^/]{1,100}){1,10}")) {
            throw new IllegalArgumentException("has a pointer that is none: " + text);
        }
        return text;
    }

    /** Every placeholder in the texts of a JSON value. */
    static Set<String> placeholders(Object value) {
        Set<String> found = new HashSet<>();
        if (value instanceof JsonObject object) {
            object.forEach(each -> found.addAll(placeholders(each.getValue())));
        } else if (value instanceof JsonArray array) {
            array.forEach(each -> found.addAll(placeholders(each)));
        } else if (value instanceof String text) {
            Matcher matcher = PLACEHOLDER.matcher(text);
            while (matcher.find()) {
                if (!SmsGateway.PLACEHOLDERS.contains(matcher.group(1))) {
                    throw new IllegalArgumentException("has an unknown placeholder " + matcher.group());
                }
                found.add(matcher.group(1));
            }
        }
        return found;
    }
}
