package org.qunfang.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.settings.DatabaseUrl.SslMode;

class DatabaseUrlTest {
    @Test
    void everyPartIsRead() {
        DatabaseUrl url = DatabaseUrl.parse(
                "postgresql://of%40ficer:p%2F%23%3Aw+d@db.example.org:6432/cases?sslmode=verify-full&sslrootcert=/etc/ca.pem");

        assertThat(url.host()).isEqualTo("db.example.org");
        assertThat(url.port()).isEqualTo(6432);
        assertThat(url.database()).isEqualTo("cases");
        assertThat(url.user()).isEqualTo("of@ficer");
        assertThat(url.password()).isEqualTo("p/#:w+d");
        assertThat(url.sslMode()).isEqualTo(SslMode.VERIFY_FULL);
        assertThat(url.rootCertificate()).contains(Path.of("/etc/ca.pem"));
    }

    @Test
    void thePortIs5432AndEncryptionIsPreferredUnlessSaidOtherwise() {
        DatabaseUrl url = DatabaseUrl.parse("postgres://q:p@h/d");

        assertThat(url.port()).isEqualTo(5432);
        assertThat(url.sslMode()).isEqualTo(SslMode.PREFER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://q:p@h:1/d?sslmode=disable",
                "postgres://q%20q:%25%2B%2F%40@h:5432/d%20d?sslmode=verify-ca&sslrootcert=%2Fetc%2Fc%20a.pem"
            })
    void textReadsBackAsTheSame(String text) {
        DatabaseUrl url = DatabaseUrl.parse(text);

        assertThat(DatabaseUrl.parse(url.text())).isEqualTo(url);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    postgres://q:geheim@@h/d                     | names no host
                    postgres://q:geheim%zz@h/d                   | is not a URL
                    jdbc:postgresql://h/d                        | must begin with postgres://
                    postgres://h/d                               | must name user and password
                    postgres://geheim@h/d                        | must name user and password
                    postgres://q:geheim@h                        | names no database
                    postgres://q:geheim@h/a/b                    | names no database
                    postgres://q:geheim@h:99999/d                | not within 1–65535
                    postgres://q:geheim@h/d?sslmode=maybe        | sslmode must be
                    postgres://q:geheim@h/d?sslmode=verify-full  | needs sslrootcert
                    postgres://q:geheim@h/d?options=-c           | known are sslmode and sslrootcert
                    """)
    void whatCannotBeUsedIsRefusedWithoutRepeatingThePassword(String text, String reason) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason)
                .hasMessageNotContaining("geheim");
    }
}
