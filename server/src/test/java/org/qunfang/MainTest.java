package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void helpListsTheCommands() {
        assertThat(run(Map.of(), "--help")).isZero();
        assertThat(out.toString()).contains("serve", "migrate");
    }

    @Test
    void theVersionIsTold() {
        assertThat(run(Map.of(), "--version")).isZero();
        assertThat(out.toString()).startsWith("qunfang ");
    }

    @Test
    void withoutACommandTheUsageIsShownAsAMistake() {
        assertThat(run(Map.of())).isEqualTo(2);
        assertThat(err.toString()).contains("Usage: qunfang");
    }

    @Test
    void anUnknownCommandIsAMistake() {
        assertThat(run(Map.of(), "dance")).isEqualTo(2);
    }

    @Test
    void aSettingThatCannotBeUsedEndsWithTwoAndNamesTheVariable() {
        assertThat(run(Map.of("QUNFANG_PORT", "eighty"), "serve")).isEqualTo(2);
        assertThat(err.toString()).startsWith("QUNFANG_PORT is \"eighty\"").doesNotContain("\tat ");
    }

    @Test
    void aDatabaseThatCannotBeReachedEndsWithOneAndNamesIt() {
        assertThat(run(Map.of("DATABASE_URL", "postgres://q:geheim@127.0.0.1:1/d"), "migrate"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("postgres://q@127.0.0.1:1/d")
                .doesNotContain("geheim")
                .doesNotContain("\tat ");
    }

    private int run(Map<String, String> environment, String... arguments) {
        CommandLine commandLine = Main.commandLine(environment, new StopSignal());
        return commandLine
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
