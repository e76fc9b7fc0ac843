package org.qunfang.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    @Test
    void withoutAnyVariableTheDefaultsServeOneMachine() {
        Settings settings = Settings.from(Map.of());

        assertThat(settings.port()).isEqualTo(8080);
        assertThat(settings.managementPort()).isEqualTo(9080);
        assertThat(settings.data()).isEqualTo(Path.of("data").toAbsolutePath());
        assertThat(settings.databaseUrl()).isEmpty();
        assertThat(settings.databaseConnections()).isEqualTo(10);
        assertThat(settings.publicUrl()).isEqualTo(URI.create("http://localhost:8080"));
        assertThat(settings.media()).isEqualTo(Path.of("data/media").toAbsolutePath());
        assertThat(settings.sample()).isFalse();
    }

    @Test
    void everyVariableIsTakenOver(@TempDir Path folder) throws Exception {
        Path credentials = Files.createFile(folder.resolve("firebase.json"));
        Settings settings = Settings.from(Map.ofEntries(
                Map.entry("QUNFANG_PORT", "80"),
                Map.entry("QUNFANG_MANAGEMENT_PORT", "0"),
                Map.entry("QUNFANG_DATA", folder.toString()),
                Map.entry("DATABASE_URL", "postgres://q:p@db.example.org/qunfang"),
                Map.entry("QUNFANG_DATABASE_CONNECTIONS", "40"),
                Map.entry("QUNFANG_PUBLIC_URL", "https://qunfang.example.org/"),
                Map.entry("QUNFANG_TRUSTED_PROXIES", "10.0.0.0/8, fd00::1"),
                Map.entry("GOOGLE_APPLICATION_CREDENTIALS", credentials.toString()),
                Map.entry("QUNFANG_FCM_EMULATOR_HOST", "127.0.0.1:9099"),
                Map.entry("QUNFANG_MEDIA", folder.resolve("photos").toString()),
                Map.entry("QUNFANG_MAP_STYLE", "https://tiles.example.org/style.json"),
                Map.entry("QUNFANG_SAMPLE", "true")));

        assertThat(settings.databaseUrl().orElseThrow().host()).isEqualTo("db.example.org");
        assertThat(settings.databaseConnections()).isEqualTo(40);
        assertThat(settings.publicUrl()).isEqualTo(URI.create("https://qunfang.example.org"));
        assertThat(settings.trustedProxies())
                .containsExactly(Network.parse("10.0.0.0/8"), Network.parse("fd00::1/128"));
        assertThat(settings.googleCredentials()).contains(credentials);
        assertThat(settings.fcmEmulator()).contains(URI.create("http://127.0.0.1:9099"));
        assertThat(settings.media()).isEqualTo(folder.resolve("photos"));
        assertThat(settings.mapStyle()).contains(URI.create("https://tiles.example.org/style.json"));
        assertThat(settings.sample()).isTrue();
    }

    @Test
    void anEmptyVariableCountsAsAbsent() {
        assertThat(Settings.from(Map.of("DATABASE_URL", "", "QUNFANG_PORT", " ")))
                .isEqualTo(Settings.from(Map.of()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    QUNFANG_PORT                   | eighty                    | number within 0–65535
                    QUNFANG_PORT                   | 65536                     | number within 0–65535
                    QUNFANG_PORT                   | -1                        | number within 0–65535
                    QUNFANG_MANAGEMENT_PORT        | 8080                      | is 8080 like QUNFANG_PORT
                    QUNFANG_DATABASE_CONNECTIONS   | 0                         | number within 1–200
                    QUNFANG_DATA                   | /dev/null                 | not a folder
                    QUNFANG_PUBLIC_URL             | qunfang.example.org       | begins with http:// or https://
                    QUNFANG_PUBLIC_URL             | https://                  | URL
                    QUNFANG_PUBLIC_URL             | file:///etc/passwd        | begins with http:// or https://
                    QUNFANG_TRUSTED_PROXIES        | 10.0.0.0/8,proxy          | has "proxy", which is no address
                    GOOGLE_APPLICATION_CREDENTIALS | /nowhere/firebase.json    | not a file that can be read
                    QUNFANG_FCM_EMULATOR_HOST      | localhost                 | must be host:port
                    QUNFANG_FCM_PER_MINUTE         | 59                        | number within 60–100000000
                    QUNFANG_FCM_EMULATOR_HOST      | localhost:0               | number within 1–65535
                    QUNFANG_MEDIA                  | s3://photos/qunfang       | an address; a folder is needed
                    QUNFANG_MAP_STYLE              | style.json                | begins with http:// or https://
                    QUNFANG_SAMPLE                 | yes                       | must be true or false
                    DATABASE_URL                   | mysql://q:p@h/d           | must begin with postgres://
                    """)
    void aValueThatCannotBeUsedIsRefusedWithTheVariablesName(String name, String value, String reason) {
        assertThatThrownBy(() -> Settings.from(Map.of(name, value)))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith(name + " ")
                .hasMessageContaining(reason);
    }

    @Test
    void aKeystoreIsOpenedAtStartAndRefusedByNameWhenItCannotBe(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("cap.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "cap",
                "-keyalg",
                "EC",
                "-groupname",
                "secp256r1",
                "-dname",
                "CN=city",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "correct horse");
        Map<String, String> right =
                Map.of("QUNFANG_CAP_KEYSTORE", file.toString(), "QUNFANG_CAP_KEYSTORE_PASSWORD", "correct horse");

        Settings settings = Settings.from(right);

        assertThat(settings.capKey()
                        .orElseThrow()
                        .chain()
                        .get(0)
                        .getSubjectX500Principal()
                        .getName())
                .isEqualTo("CN=city");
        assertThat(settings.toString() + settings.capKey()).doesNotContain("correct horse");
        assertThatThrownBy(() -> Settings.from(Map.of("QUNFANG_CAP_KEYSTORE", file.toString())))
                .hasMessageStartingWith("QUNFANG_CAP_KEYSTORE is no PKCS #12 file that this password opens");
    }

    @Test
    void aKeystoreWithAWeakKeyIsRefused(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("weak.p12");
        keytool(
                "-genkeypair",
                "-alias",
                "cap",
                "-keyalg",
                "RSA",
                "-keysize",
                "1024",
                "-dname",
                "CN=city",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "correct horse");

        assertThatThrownBy(() -> Settings.from(Map.of(
                        "QUNFANG_CAP_KEYSTORE", file.toString(), "QUNFANG_CAP_KEYSTORE_PASSWORD", "correct horse")))
                .hasMessageContaining("QUNFANG_CAP_KEYSTORE must hold an RSA key of 2048 bits");
    }

    private static void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
        command.addAll(List.of(arguments));
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    @Test
    void allRefusalsAreToldAtOnce() {
        assertThatThrownBy(() -> Settings.from(Map.of("QUNFANG_PORT", "x", "QUNFANG_SAMPLE", "x")))
                .hasMessageContaining("QUNFANG_PORT")
                .hasMessageContaining("QUNFANG_SAMPLE");
    }

    @Test
    void aNameOfOursThatSetsNothingIsRemembered() {
        Settings settings = Settings.from(Map.of("QUNFANG_SAMPEL", "true", "QUNFANG_PORT", "80", "HOME", "/root"));

        assertThat(settings.unknown()).containsExactly("QUNFANG_SAMPEL");
    }

    @Test
    void whatIsLoggedHoldsNoPassword() {
        Settings settings = Settings.from(Map.of("DATABASE_URL", "postgres://q:geheim@h/d"));

        assertThat(settings.toString()).contains("postgres://q@h:5432/d").doesNotContain("geheim");
    }
}
