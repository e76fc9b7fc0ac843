package org.qunfang.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything an operator can set, from the environment; the operator guide has the same table.
 *
 * @param port {@code QUNFANG_PORT}: the API and the web app; 0 takes a free one
 * @param managementPort {@code QUNFANG_MANAGEMENT_PORT}: health and metrics; 0 takes a free one
 * @param data {@code QUNFANG_DATA}: absolute folder for the embedded PostgreSQL and everything else that must survive
 * @param databaseUrl {@code DATABASE_URL}: absent means the embedded PostgreSQL
 * @param databaseConnections {@code QUNFANG_DATABASE_CONNECTIONS}: at most so many (1–200) serve requests
 * @param publicUrl {@code QUNFANG_PUBLIC_URL}: what people type, without a slash at the end
 * @param trustedProxies {@code QUNFANG_TRUSTED_PROXIES}: networks whose word on a client's address is taken
 * @param googleCredentials {@code GOOGLE_APPLICATION_CREDENTIALS}: Firebase service account file
 * @param fcmEmulator {@code QUNFANG_FCM_EMULATOR_HOST}: {@code http://host:port} that stands in for FCM
 * @param smtp {@code QUNFANG_SMTP_URL}: the server that e-mail goes out through; absent means no e-mail
 * @param media {@code QUNFANG_MEDIA}: absolute folder of the photos; by default media in the data folder
 * @param mapStyle {@code QUNFANG_MAP_STYLE}: a MapLibre style to use instead of our own
 * @param sample {@code QUNFANG_SAMPLE}: load the sample city
 * @param unknown variables that begin with {@code QUNFANG_} and set nothing
 */
public record Settings(
        int port,
        int managementPort,
        Path data,
        Optional<DatabaseUrl> databaseUrl,
        int databaseConnections,
        URI publicUrl,
        List<Network> trustedProxies,
        Optional<Path> googleCredentials,
        Optional<URI> fcmEmulator,
        Optional<SmtpServer> smtp,
        Path media,
        Optional<URI> mapStyle,
        boolean sample,
        List<String> unknown) {

    /** @throws InvalidSettings naming every variable that cannot be used, and why */
    public static Settings from(Map<String, String> variables) {
        Environment environment = new Environment(variables);
        int port = environment.port("QUNFANG_PORT", 8080);
        int managementPort = environment.port("QUNFANG_MANAGEMENT_PORT", 9080);
        refuseOnePortForBoth(environment, port, managementPort);
        Path data = environment.folder("QUNFANG_DATA", Path.of("data"));
        Settings settings = new Settings(
                port,
                managementPort,
                data,
                environment.parsed("DATABASE_URL", DatabaseUrl::parse),
                environment.number("QUNFANG_DATABASE_CONNECTIONS", 10, 1, 200),
                environment
                        .url("QUNFANG_PUBLIC_URL", Set.of("http", "https"))
                        .orElse(URI.create("http://localhost:" + port)),
                environment.networks("QUNFANG_TRUSTED_PROXIES"),
                environment.file("GOOGLE_APPLICATION_CREDENTIALS"),
                environment.hostAndPort("QUNFANG_FCM_EMULATOR_HOST"),
                environment.parsed("QUNFANG_SMTP_URL", SmtpServer::parse),
                environment.folder("QUNFANG_MEDIA", data.resolve("media")),
                environment.url("QUNFANG_MAP_STYLE", Set.of("http", "https")),
                environment.flag("QUNFANG_SAMPLE"),
                environment.unknown());
        environment.throwIfRefused();
        return settings;
    }

    private static void refuseOnePortForBoth(Environment environment, int port, int managementPort) {
        if (port != 0 && port == managementPort) {
            environment.refuse("QUNFANG_MANAGEMENT_PORT", "is " + port + " like QUNFANG_PORT; it needs another port");
        }
    }

    /** Safe to log: the database URL carries a password. */
    @Override
    public String toString() {
        String database = databaseUrl.map(DatabaseUrl::toString).orElse("embedded");
        return "Settings[port=" + port + ", managementPort=" + managementPort + ", data=" + data + ", database="
                + database + ", publicUrl=" + publicUrl + ", sample=" + sample + "]";
    }
}
