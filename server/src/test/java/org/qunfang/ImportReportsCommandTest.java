package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.qunfang.testing.TestDatabase;
import picocli.CommandLine;

/** A file with good lines and bad ones: every bad one is named, and the counts add up. */
class ImportReportsCommandTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String MAP = """
            {"source": "hotline", "id": {"column": "id"}, "description": {"column": "words"}, "lat": {"column": "lat"},
             "lon": {"column": "lon"}, "observedAt": {"column": "at"}, "category": "slope"}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeAll
    static void aCityWithADutyOffice() {
        database.pool().query("""
                        INSERT INTO departments (id, code, name, is_duty_office)
                        VALUES (gen_random_uuid(), 'duty', '{"zh-CN": "值班室", "en": "Duty office"}', true);
                        INSERT INTO categories (id, code, name, base_factors)
                        VALUES (gen_random_uuid(), 'slope', '{"zh-CN": "边坡", "en": "Slope"}', '{}')
                        """).execute().await();
    }

    private static String line(String id, String words, String lat) {
        return id + "," + words + "," + lat + ",113.9,2026-11-20T08:15:00+08:00\n";
    }

    private int run(byte[] csv, String... options) throws IOException {
        Path file = Files.write(folder.resolve("reports.csv"), csv);
        Path map = Files.writeString(folder.resolve("map.json"), MAP);
        Map<String, String> environment =
                Map.of("DATABASE_URL", database.url().text(), "QUNFANG_DATA", folder.toString());
        CommandLine command = new CommandLine(new ImportReportsCommand(environment, new StopSignal()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .setExecutionExceptionHandler((failure, line, parsed) -> {
                    throw failure;
                });
        String[] arguments = new String[options.length + 3];
        System.arraycopy(options, 0, arguments, 0, options.length);
        arguments[options.length] = "--map";
        arguments[options.length + 1] = map.toString();
        arguments[options.length + 2] = file.toString();
        return command.execute(arguments);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String count(String printed, String name) {
        return printed.lines()
                .filter(each -> each.strip().startsWith(name))
                .map(each -> each.strip().split(" +")[name.split(" ").length])
                .findFirst()
                .orElse("none");
    }

    private static long stored(String words) {
        return database.pool()
                .preparedQuery("SELECT count(*) FROM reports WHERE description LIKE $1")
                .execute(io.vertx.sqlclient.Tuple.of(words + "%"))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    /** A line that was not there, and a field that goes over several: the bar's end was only guessed before. */
    @Test
    void theProgressEndsComplete() throws IOException {
        String csv =
                "id,words,lat,lon,at\n" + line("p1", "\"进度\n两行\"", "22.7") + "\n" + line("p2", "进度", "22.7") + "\n";

        assertThat(run(utf8(csv))).isZero();

        assertThat(err.toString().lines().filter(each -> each.startsWith("reports: ")))
                .last()
                .isEqualTo("reports: 2 of 2");
    }

    @Test
    void everyBadLineIsNamedAndTheOthersAreTaken() throws IOException {
        byte[] csv = utf8("id,words,lat,lon,at\n"
                + line("1", "loose one", "22.70")
                + "2,short\n"
                + line("3", "loose three", "abc")
                + line("4,extra", "loose four", "22.72")
                + line("5", "loose five", "22.74"));
        csv[csv.length - 30] = (byte) 0xff;

        assertThat(run(csv)).isEqualTo(1);

        assertThat(err.toString())
                .contains("line 3: line has 2 fields, the header 5")
                .contains("line 4: lat is no number: abc")
                .contains("line 5: line has 6 fields, the header 5")
                .contains("line 6: line holds what is no UTF-8");
        assertThat(count(out.toString(), "lines")).isEqualTo("5");
        assertThat(count(out.toString(), "taken")).isEqualTo("1");
        assertThat(count(out.toString(), "refused")).isEqualTo("4");
        assertThat(stored("loose")).isEqualTo(1);
    }

    @Test
    void aQuoteThatIsNotClosedEndsTheFileAndIsTold() throws IOException {
        assertThat(run(utf8("id,words,lat,lon,at\n" + line("11", "quoted one", "22.70") + "12,\"quoted two,22.7\n")))
                .isEqualTo(1);

        assertThat(err.toString()).contains("line 3: ");
        assertThat(count(out.toString(), "lines")).isEqualTo("2");
        assertThat(count(out.toString(), "refused")).isEqualTo("1");
        assertThat(stored("quoted")).isEqualTo(1);
    }

    /** Line 11 forgets to close its quote, and no other quote follows. */
    private static byte[] threeThousandLines(String words) {
        StringBuilder csv = new StringBuilder("id,words,lat,lon,at\n");
        for (int line = 2; line <= 3_000; line++) {
            csv.append(line(words + line, (line == 11 ? "\"" : "") + words + " leans", "22.7"));
        }
        return utf8(csv.toString());
    }

    @Test
    void theLinesAfterAForgottenQuoteAreCountedAsUnread() throws IOException {
        assertThat(run(threeThousandLines("wall"))).isEqualTo(1);

        assertThat(err.toString())
                .contains("line 11: a quote begins here that is never closed")
                .contains("lines left unread after it: 2989");
        assertThat(count(out.toString(), "lines")).isEqualTo("2,999");
        assertThat(count(out.toString(), "taken")).isEqualTo("9");
        assertThat(count(out.toString(), "refused")).isEqualTo("1");
        assertThat(count(out.toString(), "unread")).isEqualTo("2,989");
        assertThat(stored("wall")).isEqualTo(9);
    }

    @Test
    void strictlyAForgottenQuoteStoresNothing() throws IOException {
        assertThat(run(threeThousandLines("strict wall"), "--strict")).isEqualTo(1);

        assertThat(err.toString()).contains("line 11: a quote begins here that is never closed");
        assertThat(count(out.toString(), "lines")).isEqualTo("2,999");
        assertThat(count(out.toString(), "refused")).isEqualTo("1");
        assertThat(count(out.toString(), "unread")).isEqualTo("2,989");
        assertThat(count(out.toString(), "left")).isEqualTo("9");
        assertThat(stored("strict wall")).isZero();
    }

    @Test
    void aForgottenQuoteInTheHeaderIsToldAsSuch() throws IOException {
        assertThat(run(utf8("id,\"words,lat,lon,at\n" + line("31", "head", "22.7"))))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains("its first line cannot be read", "a quote begins here that is never closed");
    }

    @Test
    void strictlyNothingIsStoredAndTheCountsAddUp() throws IOException {
        String csv =
                "id,words,lat,lon,at\n" + line("21", "strict one", "22.7") + "22,short\n" + line("23", "strict", "9");

        assertThat(run(utf8(csv), "--strict")).isEqualTo(1);

        assertThat(count(out.toString(), "lines")).isEqualTo("3");
        assertThat(count(out.toString(), "refused")).isEqualTo("1");
        assertThat(count(out.toString(), "left")).isEqualTo("2");
        assertThat(stored("strict")).isZero();
    }
}
