package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestDatabase;
import picocli.CommandLine;

class CreateOfficerCommandTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private String password = "correct horse battery staple";

    @Test
    void theFirstAdministratorIsMadeAndTheSecretPrinted() {
        assertThat(create(
                        "--email", "First@Example.cn", "--name", "陈梅", "--role", "administrator", "--role", "auditor"))
                .isZero();

        assertThat(out.toString())
                .containsPattern("TOTP secret {2}[A-Z2-7]{32}")
                .contains("otpauth://totp/Qunfang:");
        assertThat(out.toString() + err).doesNotContain(password);
        assertThat(one("SELECT roles[1] || roles[2] AS text FROM accounts WHERE email = 'first@example.cn'"))
                .isEqualTo("auditoradministrator");
        assertThat(one("SELECT actor_kind || action AS text FROM audit_entries ORDER BY id DESC LIMIT 1"))
                .isEqualTo("SERVICEofficer.created");
    }

    @Test
    void anAddressThatIsTakenIsSaidInOneLine() {
        create("--email", "twice@example.cn", "--name", "陈梅", "--role", "officer");

        assertThat(create("--email", "twice@example.cn", "--name", "陈梅", "--role", "officer"))
                .isEqualTo(1);
        assertThat(err.toString().strip()).isEqualTo("This e-mail address has an account already.");
    }

    @Test
    void aShortPasswordAnUnknownRoleAndAnUnknownDepartmentAreRefused() {
        assertThat(create("--email", "a@example.cn", "--name", "陈梅", "--role", "king"))
                .isEqualTo(2);
        assertThat(create("--email", "a@example.cn", "--name", "陈梅", "--role", "officer", "--department", "none"))
                .isEqualTo(1);
        password = "short";
        assertThat(create("--email", "a@example.cn", "--name", "陈梅", "--role", "officer"))
                .isEqualTo(1);
        password = null;
        assertThat(create("--email", "a@example.cn", "--name", "陈梅", "--role", "officer"))
                .isEqualTo(2);
        assertThat(err.toString()).doesNotContain("\tat ");
    }

    private int create(String... arguments) {
        Map<String, String> environment = Map.of("DATABASE_URL", database.url().text());
        return new CommandLine(new CreateOfficerCommand(environment, () -> password))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static String one(String sql) {
        return database.pool().query(sql).execute().await().iterator().next().getString("text");
    }
}
