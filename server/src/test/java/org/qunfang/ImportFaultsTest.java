package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qunfang.ImportRun.HEADER;
import static org.qunfang.ImportRun.MAP;
import static org.qunfang.ImportRun.line;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.qunfang.testing.TestDatabase;

/** What goes wrong while a file is imported is told where it happened, in words that help. */
class ImportFaultsTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    /** The database refuses one word as no rule of ours foresees, and goes away at another. */
    @BeforeAll
    static void aCityWithADutyOfficeAndATemper() {
        database.pool().query("""
                        INSERT INTO departments (id, code, name, is_duty_office)
                        VALUES (gen_random_uuid(), 'duty', '{"zh-CN": "值班室", "en": "Duty office"}', true);
                        INSERT INTO categories (id, code, name, base_factors)
                        VALUES (gen_random_uuid(), 'slope', '{"zh-CN": "边坡", "en": "Slope"}', '{}');
                        CREATE FUNCTION be_moody() RETURNS trigger LANGUAGE plpgsql AS $$
                        BEGIN
                            IF NEW.description = 'unlucky' THEN
                                RAISE EXCEPTION 'not today';
                            ELSIF NEW.description = 'fatal' THEN
                                PERFORM pg_terminate_backend(pg_backend_pid());
                            ELSIF NEW.description = 'slow' THEN
                                PERFORM pg_sleep(0.2);
                            END IF;
                            RETURN NEW;
                        END $$;
                        CREATE TRIGGER moody BEFORE INSERT ON reports FOR EACH ROW EXECUTE FUNCTION be_moody()
                        """).execute().await();
    }

    private ImportRun run(String csv, String... options) {
        return ImportRun.of(database.url(), folder, csv, options);
    }

    private ImportRun mapped(String map, String csv) {
        return ImportRun.mapped(database.url(), folder, map, csv);
    }

    @Test
    void aNullSignCostsItsLineAndNoOther() {
        ImportRun run = run(HEADER + line("1", "one") + line("2", "two\u0000") + line("3", "three"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("line 3: ").doesNotContain("\tat ");
        assertThat(run.count("taken")).isEqualTo("2");
        assertThat(run.count("refused")).isEqualTo("1");
    }

    @Test
    void whatNobodyForesawCostsItsLineAndNoOther() {
        ImportRun run = run(HEADER + line("11", "one") + line("12", "unlucky") + line("13", "three"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("line 3: the database refuses it: not today");
        assertThat(run.count("taken")).isEqualTo("2");
        assertThat(run.count("refused")).isEqualTo("1");
    }

    @Test
    void aDatabaseThatGoesAwayEndsTheImportWithTheCountsSoFar() {
        ImportRun run = run(HEADER + line("21", "one") + line("22", "fatal") + line("23", "three"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("the database went away at line 3", "the same file again goes on");
        assertThat(run.count("lines")).isEqualTo("1");
        assertThat(run.count("taken")).isEqualTo("1");
        assertThat(run.count("refused")).isEqualTo("0");
    }

    @Test
    void toldToStopItEndsAfterTheLineInHandAndGoesOnNextTime() throws Exception {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 0; i < 200; i++) {
            csv.append(line("slow-" + i, "slow"));
        }
        StopSignal stop = new StopSignal();
        Thread operator = new Thread(() -> {
            org.awaitility.Awaitility.await().until(() -> storedSlow() > 0);
            stop.request();
        });
        operator.start();

        ImportRun run = ImportRun.of(database.url(), folder, stop, MAP, csv.toString());
        operator.join();

        assertThat(run.err()).contains("stopped before line", "the same file again goes on");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Long.parseLong(run.count("taken"))).isEqualTo(storedSlow()).isBetween(1L, 150L);
    }

    @Test
    void aStoppedImportOfAreasStoresNothing() throws IOException {
        StopSignal stop = new StopSignal();
        stop.request();
        Path file = Files.writeString(folder.resolve("areas.geojson"), """
                {"type": "FeatureCollection", "features": [
                  {"type": "Feature", "properties": {"code": "440311", "name": "光明区"}, "geometry":
                    {"type": "Polygon", "coordinates": [[[113.9, 22.7], [114, 22.7], [114, 22.8], [113.9, 22.7]]]}}]}
                """);

        ImportRun run = ImportRun.of(database.url(), folder, stop, List.of("import", "areas", file.toString()));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("stopped at feature 1", "nothing was stored");
        assertThat(count("SELECT count(*) FROM areas")).isZero();
    }

    private ImportRun areas(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("areas.geojson"), text);
        return ImportRun.of(database.url(), folder, new StopSignal(), List.of("import", "areas", file.toString()));
    }

    private static String feature(String code) {
        return """
                {"type": "Feature", "properties": {"code": "%s", "name": "光明区"}, "geometry":
                  {"type": "Polygon", "coordinates": [[[113.9, 22.7], [114, 22.7], [114, 22.8], [113.9, 22.7]]]}}""".formatted(code);
    }

    @Test
    void aCutFileOfAreasSaysWhereItEndsAndThatNothingWasStored() throws IOException {
        String start = "{\"type\": \"FeatureCollection\", \"features\": [\n" + feature("440311") + ",\n"
                + feature("440312") + ",\n";

        ImportRun run = areas(start + "{\"type\": \"Feature\", \"proper");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .contains("Not valid JSON from line 6, byte 28 on", "after feature 2 (440312)", "nothing was stored");
        assertThat(count("SELECT count(*) FROM areas")).isZero();
    }

    @Test
    void aFileOfAreasThatIsSpoiledInTheMiddleSaysWhere() throws IOException {
        String start = "{\"type\": \"FeatureCollection\", \"features\": [\n";

        assertThat(areas(start + "{\"type\" oops").err())
                .contains("Not valid JSON from line 2, byte 9 on, before the first feature was complete");
        assertThat(areas(start + feature("440311") + " ]").err())
                .contains("Not valid JSON from line 3, byte", "after feature 1 (440311)");
        assertThat(areas("").err()).contains("Not valid JSON, before the first feature", "nothing was stored");
    }

    @Test
    void whatIsNamedWronglyIsNamed() {
        ImportRun run = mapped(MAP.replace("\"slope\"", "{\"column\": \"words\"}"), HEADER + line("31", "loose soil"));

        assertThat(run.err()).contains("line 2: There is no such category: loose soil");
    }

    @Test
    void aVisibilityOrLanguageOfTheFilesOwnIsRefusedByItsName() {
        String map = MAP.replace("}\n", ", \"visibility\": {\"column\": \"id\"}}\n");
        String language = MAP.replace("}\n", ", \"language\": {\"column\": \"id\"}}\n");

        assertThat(mapped(map, HEADER + line("secret", "loose")).err())
                .contains("line 2: visibility is none of public, hidden, protected: secret");
        assertThat(mapped(language, HEADER + line("de", "loose")).err())
                .contains("line 2: language is none of zh-CN, en: de");
    }

    @Test
    void aColumnThatTheFileLacksIsAWrongMappingAndToldOnce() {
        ImportRun run = run("id,text,lat,lon,at\n" + line("41", "one") + line("42", "two"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("map.json: the mapping names columns that")
                .contains("reports.csv does not have: words")
                .doesNotContain("line 2");
    }

    @Test
    void afterAThousandRefusalsTheOthersAreCounted() {
        ImportRun run = run(HEADER + "51,short\n".repeat(1_003));

        assertThat(run.err())
                .contains("line 1001: ")
                .doesNotContain("line 1002: ")
                .contains("and 3 more");
    }

    @Test
    void aColumnThatStandsTwiceInTheHeaderIsNamed() {
        ImportRun run = run("id,words,lat,lon,at,words\n");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("reports.csv: the header has a column twice: words");
    }

    @Test
    void aFileWithoutAHeaderIsNoFileOfReports() {
        for (String empty : List.of("", "\n\n", "\uFEFF")) {
            ImportRun run = run(empty);

            assertThat(run.exitCode()).isEqualTo(2);
            assertThat(run.err()).contains("reports.csv: is empty; its first line must name the columns");
        }
    }

    @Test
    void aMappingThatIsNoJsonIsToldWithItsPlace() {
        ImportRun run = mapped("{\"source\": \"hotline\",\n \"id\": }", HEADER);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .contains("map.json: is no JSON object: line 2, column 8: ")
                .doesNotContain("REDACTED");
        assertThat(mapped("[1]", HEADER).err())
                .contains("map.json: is no JSON object")
                .doesNotContain("Exception");
        assertThat(mapped(MAP.replace("{\"column\": \"lat\"}", "17"), HEADER).err())
                .contains("map.json: \"lat\" must be a text or an object with column, template or value");
    }

    @Test
    void aFolderInPlaceOfAFileIsCalledOne() {
        List<String> areas = List.of("import", "areas", folder.toString());
        ImportRun run = ImportRun.of(database.url(), folder, new StopSignal(), areas);

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains(folder + " is a folder, not a file");
    }

    @Test
    void progressIsPlainLinesWhereNobodySitsAtATerminal() {
        ImportRun run = run(HEADER + line("61", "plain one") + line("62", "plain two"));

        assertThat(run.err())
                .contains("reports: 2 of 2")
                .doesNotContain("\u001b")
                .doesNotContain("\r");
    }

    private static long storedSlow() {
        return count("SELECT count(*) FROM reports WHERE description = 'slow'");
    }

    private static long count(String query) {
        return database.pool().query(query).execute().await().iterator().next().getLong(0);
    }
}
