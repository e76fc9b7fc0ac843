package org.qunfang.delivery;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * A browser's Web Push subscription (RFC 8030, RFC 8291).
 *
 * @param endpoint https, at a push service that the operator lets this server ask
 * @param p256dh 65 bytes, base64url: the browser's point on P-256
 * @param auth 16 bytes, base64url
 */
record Subscription(String endpoint, String p256dh, String auth) {
    private static final int POINT_BYTES = 65;
    private static final int AUTH_BYTES = 16;
    private static final byte UNCOMPRESSED = 4;

    /**
     * What a browser sent.
     *
     * @param hosts of push services; one that begins with a dot stands for every name that ends so
     * @throws Problem invalid at the member
     */
    static Subscription checked(JsonObject json, List<String> hosts) {
        JsonObject keys = json.getJsonObject("keys");
        checkEndpoint(json.getString("endpoint"), hosts);
        byte[] point = bytes(keys.getString("p256dh"), POINT_BYTES, "/subscription/keys/p256dh");
        if (point[0] != UNCOMPRESSED) {
            throw refusal("/subscription/keys/p256dh", "不是 P-256 公钥。", "This is no P-256 public key.");
        }
        bytes(keys.getString("auth"), AUTH_BYTES, "/subscription/keys/auth");
        return new Subscription(json.getString("endpoint"), keys.getString("p256dh"), keys.getString("auth"));
    }

    private static void checkEndpoint(String endpoint, List<String> hosts) {
        try {
            URI uri = new URI(endpoint);
            String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
            boolean isListed =
                    hosts.stream().anyMatch(each -> host.equals(each) || each.startsWith(".") && host.endsWith(each));
            // A stand-in on this machine has no certificate.
            boolean isSafe = "https".equalsIgnoreCase(uri.getScheme())
                    || "http".equalsIgnoreCase(uri.getScheme()) && host.equals("127.0.0.1");
            if (isListed && isSafe && uri.getUserInfo() == null) {
                return;
            }
        } catch (URISyntaxException none) {
            // Told below, as every other address that is none.
        }
        throw refusal(
                "/subscription/endpoint",
                "不是本服务器使用的推送服务的地址。",
                "This is no address of a push service that this server uses.");
    }

    private static byte[] bytes(String text, int length, String pointer) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == length) {
                return bytes;
            }
        } catch (IllegalArgumentException noBase64) {
            // Told below, as every other length.
        }
        throw refusal(pointer, "应为 " + length + " 字节（base64url）。", "It has to be " + length + " bytes in base64url.");
    }

    private static Problem refusal(String pointer, String zhCn, String en) {
        return Problem.invalid(pointer, Localized.of(zhCn, en));
    }

    /** The push service: scheme, host and port, in lower case. */
    String service() {
        URI uri = URI.create(endpoint);
        String origin = uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
        return origin.toLowerCase(Locale.ROOT);
    }

    /** As it stands in the tables. */
    String token() {
        return new JsonObject()
                .put("endpoint", endpoint)
                .put("p256dh", p256dh)
                .put("auth", auth)
                .encode();
    }

    static Subscription ofToken(String token) {
        JsonObject json = new JsonObject(token);
        return new Subscription(json.getString("endpoint"), json.getString("p256dh"), json.getString("auth"));
    }

    byte[] p256dhBytes() {
        return Base64.getUrlDecoder().decode(p256dh);
    }

    byte[] authBytes() {
        return Base64.getUrlDecoder().decode(auth);
    }
}
