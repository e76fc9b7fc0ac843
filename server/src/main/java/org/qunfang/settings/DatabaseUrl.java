package org.qunfang.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where PostgreSQL is and as whom to sign in: {@code postgres://user:password@host:port/database?sslmode=…}.
 *
 * @param port 1–65535
 * @param rootCertificate PEM file of the authority that signed the server's certificate; needed by the verifying modes
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        String user,
        String password,
        SslMode sslMode,
        Optional<Path> rootCertificate) {

    /** How far the connection is protected, with the words libpq uses for it. */
    public enum SslMode {
        DISABLE,
        PREFER,
        REQUIRE,
        VERIFY_CA,
        VERIFY_FULL;

        /** The value of {@code sslmode} in a URL. */
        public String text() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        boolean verifies() {
            return this == VERIFY_CA || this == VERIFY_FULL;
        }

        static SslMode of(String text) {
            return Arrays.stream(values())
                    .filter(mode -> mode.text().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "sslmode must be disable, prefer, require, verify-ca or verify-full, not \"" + text
                                    + "\""));
        }
    }

    private static final int DEFAULT_PORT = 5432;

    /** A server on this machine, without encryption: nothing leaves the loopback interface. */
    public static DatabaseUrl loopback(int port, String database, String user, String password) {
        return new DatabaseUrl("127.0.0.1", port, database, user, password, SslMode.DISABLE, Optional.empty());
    }

    /** @throws IllegalArgumentException with the reason, never with the password */
    public static DatabaseUrl parse(String text) {
        URI uri = uri(text);
        String[] userInfo = userInfo(uri);
        Map<String, String> parameters = parameters(uri);
        SslMode mode = SslMode.of(parameters.getOrDefault("sslmode", "prefer"));
        Optional<Path> certificate =
                Optional.ofNullable(parameters.get("sslrootcert")).map(Path::of);
        if (mode.verifies() && certificate.isEmpty()) {
            throw new IllegalArgumentException("sslmode=" + mode.text() + " needs sslrootcert=<PEM file>");
        }
        int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
        return new DatabaseUrl(
                uri.getHost(), port, database(uri), decode(userInfo[0]), decode(userInfo[1]), mode, certificate);
    }

    /** The same server and person, another database. */
    public DatabaseUrl withDatabase(String other) {
        return new DatabaseUrl(host, port, other, user, password, sslMode, rootCertificate);
    }

    /** The URL as {@link #parse} reads it, password included: for handing on, never for logs. */
    public String text() {
        String query = "?sslmode=" + sslMode.text()
                + rootCertificate
                        .map(path -> "&sslrootcert=" + encode(path.toString()))
                        .orElse("");
        return "postgres://" + encode(user) + ":" + encode(password) + "@" + host + ":" + port + "/" + encode(database)
                + query;
    }

    /** Safe to log: without the password. */
    @Override
    public String toString() {
        return "postgres://" + user + "@" + host + ":" + port + "/" + database + "?sslmode=" + sslMode.text();
    }

    private static URI uri(String text) {
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException unparsable) {
            throw new IllegalArgumentException(
                    "is not a URL; signs like @ / # in the password must be percent-encoded", null);
        }
        if (!"postgres".equals(uri.getScheme()) && !"postgresql".equals(uri.getScheme())) {
            throw new IllegalArgumentException("must begin with postgres:// or postgresql://");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException("names no host");
        }
        if (uri.getPort() == 0 || uri.getPort() > 65535) {
            throw new IllegalArgumentException("has the port " + uri.getPort() + ", which is not within 1–65535");
        }
        return uri;
    }

    private static String[] userInfo(URI uri) {
        String[] parts = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        if (parts.length != 2 || parts[0].isEmpty()) {
            throw new IllegalArgumentException(
                    "must name user and password: postgres://user:password@host:port/database");
        }
        return parts;
    }

    private static String database(URI uri) {
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        if (path.length() < 2 || path.indexOf('/', 1) > 0) {
            throw new IllegalArgumentException("names no database: postgres://user:password@host:port/database");
        }
        return decode(path.substring(1));
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new HashMap<>();
        if (uri.getRawQuery() == null) {
            return parameters;
        }
        for (String pair : uri.getRawQuery().split("&")) {
            String[] nameAndValue = pair.split("=", 2);
            if (nameAndValue.length != 2 || !nameAndValue[0].matches("sslmode|sslrootcert")) {
                throw new IllegalArgumentException(
                        "has the parameter \"" + nameAndValue[0] + "\"; known are sslmode and sslrootcert");
            }
            parameters.put(nameAndValue[0], decode(nameAndValue[1]));
        }
        return parameters;
    }

    private static String decode(String text) {
        // A plus sign is itself in this part of a URL; only forms turn it into a space.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
