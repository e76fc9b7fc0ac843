package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qunfang.ImportRun.HEADER;
import static org.qunfang.ImportRun.line;

import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.qunfang.testing.TestDatabase;

/** Strictly, a file of which any line is refused leaves nothing behind, whatever the reason. */
class StrictImportTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    @BeforeAll
    static void aCityWithADutyOffice() {
        database.pool().query("""
                        INSERT INTO departments (id, code, name, is_duty_office)
                        VALUES (gen_random_uuid(), 'duty', '{"zh-CN": "值班室", "en": "Duty office"}', true);
                        INSERT INTO categories (id, code, name, base_factors)
                        VALUES (gen_random_uuid(), 'slope', '{"zh-CN": "边坡", "en": "Slope"}', '{}')
                        """).execute().await();
    }

    @Test
    void anIdThatStandsTwiceWithOtherWordsIsFoundBeforeAnythingIsStored() {
        ImportRun run = strictly(line("1", "twice one") + line("2", "twice two") + line("1", "twice other"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("line 4: an earlier line has the same id and says something else");
        assertThat(run.count("lines")).isEqualTo("3");
        assertThat(run.count("taken")).isEqualTo("0");
        assertThat(run.count("refused")).isEqualTo("1");
        assertThat(run.count("left")).isEqualTo("2");
        assertThat(stored("twice")).isZero();
    }

    @Test
    void anIdThatIsStoredWithOtherWordsIsFoundToo() {
        assertThat(strictly(line("11", "before one")).exitCode()).isZero();

        ImportRun run = strictly(line("12", "later two") + line("11", "later one"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("line 3: a stored report has the same id and says something else");
        assertThat(stored("later")).isZero();
    }

    @Test
    void theSameLineAgainIsNoFault() {
        ImportRun run = strictly(line("21", "again one") + line("21", "again one"));

        assertThat(run.err()).doesNotContain("line ");
        assertThat(run.exitCode()).isZero();
        assertThat(run.count("taken")).isEqualTo("1");
        assertThat(run.count("known already")).isEqualTo("1");
    }

    @Test
    void wordsThatTheDatabaseDoesNotTakeAreFoundToo() {
        ImportRun run = strictly(line("31", "no null") + line("32", "null \u0000 sign") + line("33", "no null"));

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("line 3: ").doesNotContain("line 2: ").doesNotContain("line 4: ");
        assertThat(stored("no null")).isZero();
    }

    @Test
    void theLinesOfALargeFileAreComparedAcrossBatches() {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < 1_200; i++) {
            lines.append(line("many-" + i, "many " + i));
        }
        ImportRun run = strictly(lines + line("many-7", "another seven") + line("many-8", "another eight"));

        assertThat(run.count("refused")).isEqualTo("2");
        assertThat(run.count("left")).isEqualTo("1200");
        assertThat(run.err()).contains("line 1202: ", "line 1203: ");
        assertThat(stored("many")).isZero();
    }

    private ImportRun strictly(String lines) {
        return ImportRun.of(database.url(), folder, HEADER + lines, "--strict");
    }

    private static long stored(String words) {
        return database.pool()
                .preparedQuery("SELECT count(*) FROM reports WHERE description LIKE $1")
                .execute(Tuple.of(words + "%"))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }
}
