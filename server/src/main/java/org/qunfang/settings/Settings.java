package org.qunfang.settings;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
 * @param feedNetworks {@code QUNFANG_FEED_NETWORKS}: private networks that feeds of other authorities may be read from
 * @param webhookNetworks {@code QUNFANG_WEBHOOK_NETWORKS}: private networks that CAP messages may be sent to, also without TLS
 * @param googleCredentials {@code GOOGLE_APPLICATION_CREDENTIALS}: Firebase service account file
 * @param fcmEmulator {@code QUNFANG_FCM_EMULATOR_HOST}: {@code http://host:port} that stands in for FCM
 * @param fcmPerMinute {@code QUNFANG_FCM_PER_MINUTE}: at most so many messages (60–100,000,000) are handed to FCM in any minute
 * @param fcmTopics {@code QUNFANG_FCM_TOPICS}: warnings go to topics of cells, too, for phones that keep their places to themselves
 * @param webPushHosts {@code QUNFANG_WEBPUSH_HOSTS}: push services that browsers may subscribe at; one that begins with a dot
 *     stands for every name that ends so
 * @param smtp {@code QUNFANG_SMTP_URL}: the server that e-mail goes out through; absent means no e-mail
 * @param sms {@code QUNFANG_SMS_GATEWAY}: the file that tells how texts are handed to the SMS gateway, its secret in
 *     {@code QUNFANG_SMS_SECRET}; absent means no text messages
 * @param media {@code QUNFANG_MEDIA}: absolute folder of the photos; by default media in the data folder
 * @param mapStyle {@code QUNFANG_MAP_STYLE}: a MapLibre style to use instead of our own
 * @param capKey {@code QUNFANG_CAP_KEYSTORE}: what CAP messages are signed with; absent means a key of our own making
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
        List<Network> feedNetworks,
        List<Network> webhookNetworks,
        Optional<Path> googleCredentials,
        Optional<URI> fcmEmulator,
        int fcmPerMinute,
        boolean fcmTopics,
        List<String> webPushHosts,
        Optional<SmtpServer> smtp,
        Optional<SmsGateway> sms,
        Path media,
        Optional<URI> mapStyle,
        Optional<SigningKeystore> capKey,
        boolean sample,
        List<String> unknown) {

    /** Those of Chrome, Edge, Firefox and Safari. */
    private static final List<String> PUSH_SERVICES = List.of(
            "fcm.googleapis.com", "updates.push.services.mozilla.com", ".notify.windows.com", ".push.apple.com");

    /** What Firebase grants a project unless it asked for more. */
    private static final int FCM_QUOTA = 600_000;

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
                environment.networks("QUNFANG_FEED_NETWORKS"),
                environment.networks("QUNFANG_WEBHOOK_NETWORKS"),
                environment.file("GOOGLE_APPLICATION_CREDENTIALS"),
                environment.hostAndPort("QUNFANG_FCM_EMULATOR_HOST"),
                environment.number("QUNFANG_FCM_PER_MINUTE", FCM_QUOTA, 60, 100_000_000),
                environment.flag("QUNFANG_FCM_TOPICS"),
                environment.parsed("QUNFANG_WEBPUSH_HOSTS", Settings::hosts).orElse(PUSH_SERVICES),
                environment.parsed("QUNFANG_SMTP_URL", SmtpServer::parse),
                sms(environment),
                environment.folder("QUNFANG_MEDIA", data.resolve("media")),
                environment.url("QUNFANG_MAP_STYLE", Set.of("http", "https")),
                capKey(environment),
                environment.flag("QUNFANG_SAMPLE"),
                environment.unknown());
        environment.throwIfRefused();
        return settings;
    }

    private static List<String> hosts(String text) {
        List<String> hosts = Arrays.stream(text.toLowerCase(Locale.ROOT).split(","))
                .map(String::strip)
                .toList();
        hosts.stream()
                .filter(each -> !each.matches("[a-z0-9.-]{1,253}"))
                .findFirst()
                .ifPresent(each -> {
                    throw new IllegalArgumentException("has \"" + each + "\", which is no host name");
                });
        return hosts;
    }

    private static Optional<SmsGateway> sms(Environment environment) {
        String secret = environment.parsed("QUNFANG_SMS_SECRET", text -> text).orElse("");
        Optional<Path> file = environment.file("QUNFANG_SMS_GATEWAY");
        return file.flatMap(path -> environment.parsed("QUNFANG_SMS_GATEWAY", text -> SmsGateway.open(path, secret)));
    }

    private static Optional<SigningKeystore> capKey(Environment environment) {
        String password = environment
                .parsed("QUNFANG_CAP_KEYSTORE_PASSWORD", text -> text)
                .orElse("");
        Optional<Path> file = environment.file("QUNFANG_CAP_KEYSTORE");
        return file.flatMap(
                path -> environment.parsed("QUNFANG_CAP_KEYSTORE", text -> SigningKeystore.open(path, password)));
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
