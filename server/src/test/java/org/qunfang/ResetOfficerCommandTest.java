package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestDatabase;
import picocli.CommandLine;

class ResetOfficerCommandTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String KEPT = "SELECT password_hash || encode(totp_secret, 'hex') AS text FROM accounts"
            + " WHERE email = 'last@example.cn'";

    private static final StringWriter out = new StringWriter();
    private static final StringWriter err = new StringWriter();

    @BeforeAll
    static void theLastAdministrator() {
        assertThat(run(
                        new CreateOfficerCommand(environment(), () -> "correct horse battery staple"),
                        "--email",
                        "last@example.cn",
                        "--name",
                        "陈梅",
                        "--role",
                        "administrator"))
                .isZero();
    }

    @Test
    void theLastAdministratorIsLetInAgain() {
        String before = one(KEPT);

        assertThat(reset("seven brave cranes over the delta", "Last@Example.cn"))
                .isZero();

        assertThat(one(KEPT)).isNotEqualTo(before);
        assertThat(out.toString())
                .containsPattern("TOTP secret {2}[A-Z2-7]{32}")
                .contains("otpauth://totp/Qunfang:last%40example.cn");
        assertThat(out.toString() + err).doesNotContain("seven brave cranes");
        assertThat(one("SELECT actor_kind || action AS text FROM audit_entries ORDER BY id DESC LIMIT 1"))
                .isEqualTo("SERVICEofficer.reset");
    }

    @Test
    void anUnknownAddressAndAShortPasswordChangeNothing() {
        String before = one(KEPT);

        assertThat(reset("seven brave cranes over the delta", "nobody@example.cn"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("Nobody signs in with this e-mail address.");
        assertThat(reset("short", "last@example.cn")).isEqualTo(1);
        assertThat(reset(null, "last@example.cn")).isEqualTo(2);
        assertThat(err.toString()).doesNotContain("\tat ");
        assertThat(one(KEPT)).isEqualTo(before);
    }

    private static int reset(String password, String email) {
        return run(new ResetOfficerCommand(environment(), () -> password), "--email", email);
    }

    private static int run(Object command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static Map<String, String> environment() {
        return Map.of("DATABASE_URL", database.url().text());
    }

    private static String one(String sql) {
        return database.pool().query(sql).execute().await().iterator().next().getString("text");
    }
}
