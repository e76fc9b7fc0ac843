package org.qunfang.settings;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * The server that e-mail goes out through: {@code smtp://user:password@host:port?from=address}. {@code smtps} speaks TLS
 * from the first byte; {@code smtp} changes to TLS where the server offers it, and has to where there is a password,
 * unless the server is this machine.
 *
 * @param tls from the first byte
 * @param user null where the server asks nobody
 * @param from the sender's address
 */
public record SmtpServer(String host, int port, boolean tls, String user, String password, String from) {
    private static final int PORT = 587;
    private static final int TLS_PORT = 465;
    private static final String ADDRESS = "[^@\\s<>,;\"]{1,64}@[A-Za-z0-9.-]{1,255}";

    /** @throws IllegalArgumentException saying what is wrong; never quotes the password */
    static SmtpServer parse(String text) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException unparsable) {
            // The cause quotes the address, and with it the password.
            throw new IllegalArgumentException("is not a URL; write @ and / in a password as %40 and %2F");
        }
        String scheme = url.getScheme() == null ? "" : url.getScheme().toLowerCase(Locale.ROOT);
        boolean tls = scheme.equals("smtps");
        if (!tls && !scheme.equals("smtp") || url.getHost() == null) {
            throw new IllegalArgumentException("must be smtp://host:port or smtps://host:port");
        }
        String[] credentials = url.getRawUserInfo() == null
                ? new String[0]
                : url.getRawUserInfo().split(":", 2);
        if (credentials.length == 1) {
            throw new IllegalArgumentException("names a user and no password");
        }
        return new SmtpServer(
                url.getHost(),
                url.getPort() < 0 ? (tls ? TLS_PORT : PORT) : url.getPort(),
                tls,
                credentials.length == 0 ? null : decoded(credentials[0]),
                credentials.length == 0 ? null : decoded(credentials[1]),
                from(url));
    }

    private static String from(URI url) {
        String query = Optional.ofNullable(url.getRawQuery()).orElse("");
        if (!query.startsWith("from=") || !decoded(query.substring(5)).matches(ADDRESS)) {
            throw new IllegalArgumentException("must end with ?from= and the address that officers see as the sender");
        }
        return decoded(query.substring(5));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Whether a password may go out without TLS: to this machine alone. */
    public boolean isHere() {
        return host.equals("localhost") || host.equals("127.0.0.1") || host.equals("[::1]");
    }

    /** Safe to log. */
    @Override
    public String toString() {
        return (tls ? "smtps://" : "smtp://") + host + ":" + port;
    }
}
