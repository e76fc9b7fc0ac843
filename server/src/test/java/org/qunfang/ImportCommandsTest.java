package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.qunfang.testing.TestDatabase;
import picocli.CommandLine;

/** The imports as an operator starts them; what they read and decide is tested in their rooms. */
class ImportCommandsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private static final String AREAS = """
            {"type": "FeatureCollection", "features": [
              {"type": "Feature", "properties": {"adcode": "440311", "name": "光明区"}, "geometry":
                {"type": "Polygon", "coordinates": [[[113.9, 22.7], [114, 22.7], [114, 22.8], [113.9, 22.7]]]}},
              {"type": "Feature", "properties": {"adcode": "440306"}, "geometry":
                {"type": "Polygon", "coordinates": [[[113.8, 22.6], [113.9, 22.6], [113.9, 22.7], [113.8, 22.6]]]}}]}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatIsRefusedIsToldAndStrictlyNothingElseIsStored() throws IOException {
        Path file = Files.writeString(folder.resolve("areas.geojson"), AREAS);

        assertThat(run("areas", file.toString(), "--code", "adcode", "--strict"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("(440306) refused: It has no name of 1 to 200 characters (property name)");
        assertThat(out.toString()).contains("nothing was stored");
        assertThat(counts()).isEqualTo("features 2, added 0, changed 0, unchanged 0, refused 1, left 1");
        assertThat(areas()).isZero();
        assertThat(err.toString()).contains("areas: 1 of 1 KiB").doesNotContain("0 of 0");

        assertThat(run("areas", file.toString(), "--code", "adcode")).isEqualTo(1);
        assertThat(areas()).isEqualTo(1);
    }

    /** Each count and its name, as they are printed. */
    private String counts() {
        return out.toString()
                .lines()
                .map(String::strip)
                .filter(each -> each.matches("(features|added|changed|unchanged|refused|left) +\\d+.*"))
                .map(each -> each.split(" +")[0] + " " + each.split(" +")[1])
                .collect(Collectors.joining(", "));
    }

    @Test
    void featuresOfOneCodeAreNamedAsTheLinesBesideThemCount() throws IOException {
        Path file = Files.writeString(
                folder.resolve("twice.geojson"), AREAS.replace("440306\"", "440311\", \"name\": \"宝安区\""));

        assertThat(run("areas", file.toString(), "--code", "adcode")).isEqualTo(1);

        assertThat(err.toString())
                .contains("feature 1 (440311) refused: Several features of this file have this code: 1, 2")
                .contains("feature 2 (440311) refused: Several features of this file have this code: 1, 2");
    }

    @Test
    void aFileIsNeededAndForReportsAMapToo() {
        assertThat(run("areas")).isEqualTo(2);
        assertThat(run("reports", "reports.csv")).isEqualTo(2);
        assertThat(err.toString()).contains("FILE", "--map");
    }

    private int run(String... arguments) {
        Map<String, String> environment = Map.of("DATABASE_URL", database.url().text());
        return new CommandLine(new ImportGroup())
                .addSubcommand(new ImportAreasCommand(environment, new StopSignal()))
                .addSubcommand(new ImportReportsCommand(environment, new StopSignal()))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static long areas() {
        return database.pool()
                .query("SELECT count(*) AS n FROM areas")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("n");
    }
}
