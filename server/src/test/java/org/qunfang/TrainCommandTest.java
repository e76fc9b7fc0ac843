package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Row;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.qunfang.testing.TestDatabase;

/** {@code qunfang train} as an operator starts it. */
class TrainCommandTest {
    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void noModel() {
        database.pool()
                .query("TRUNCATE suggestion_turns, suggestion_models")
                .execute()
                .await();
    }

    @Test
    void triagedReportsAreMeasuredAndBecomeTheModel() throws IOException {
        assertThat(run(
                        "train",
                        reports(60, "flooding", "gas-smell"),
                        "--text",
                        "words,more",
                        "--label",
                        "kind",
                        "--seeds",
                        "1"))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("120 examples", "macro-F1           1.000", "precision", "model ", " stored");
        Row stored = one("SELECT examples, measures ->> 'macroF1' AS f1 FROM suggestion_models");
        assertThat(stored.getInteger("examples")).isEqualTo(120);
        assertThat(stored.getString("f1")).startsWith("1");
        assertThat(serving()).as("it serves").isPositive();
        assertThat(one("SELECT count(*) AS n FROM audit_entries WHERE action = 'suggestion.trained'")
                        .getLong("n"))
                .isEqualTo(1);
    }

    @Test
    void aSmallFileIsStoredAndWhatServedGoesOnServing() throws IOException {
        assertThat(run("train", reports("flooding", "gas-smell"), "--text", "words", "--label", "kind", "--seeds", "1"))
                .isEqualTo(1);

        long version = one("SELECT version FROM suggestion_models").getLong("version");
        assertThat(err.toString())
                .contains("It does not serve", "40 examples, fewer than 100", "qunfang models serve " + version);
        assertThat(serving()).isZero();
        assertThat(one("SELECT detail ->> 'serves' AS serves FROM audit_entries"
                                + " WHERE action = 'suggestion.trained' ORDER BY id DESC LIMIT 1")
                        .getString("serves"))
                .isEqualTo("false");
    }

    @Test
    void whatForgetsCategoriesDoesNotServe() throws IOException {
        assertThat(run(
                        "train",
                        reports(60, "flooding", "gas-smell"),
                        "--text",
                        "words",
                        "--label",
                        "kind",
                        "--seeds",
                        "1",
                        "--without-phrases"))
                .isEqualTo(1);

        assertThat(err.toString()).contains("it knows nothing of ", "landslide", "road-collapse");
        assertThat(serving()).isZero();
    }

    @Test
    void modelsAreListedAndOneIsChosenAlsoTheBuiltIn() throws IOException {
        run("train", reports("flooding", "gas-smell"), "--text", "words", "--label", "kind", "--seeds", "1");
        long version = one("SELECT version FROM suggestion_models").getLong("version");
        assertThat(run("models")).isZero();
        assertThat(out.toString())
                .containsPattern("\\n +" + version + " +\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ +40 +1\\.000")
                .contains("-> built-in");

        assertThat(run("models", "serve", "" + version)).as(err.toString()).isZero();
        assertThat(serving()).isEqualTo(version);
        out.getBuffer().setLength(0);
        assertThat(run("models")).isZero();
        assertThat(out.toString()).containsPattern("-> +" + version + " ").doesNotContain("-> built-in");

        assertThat(run("models", "serve", "built-in")).isZero();
        assertThat(serving()).isZero();
        assertThat(one("SELECT count(*) AS n FROM audit_entries WHERE action = 'suggestion.served'")
                        .getLong("n"))
                .isEqualTo(2);
    }

    @Test
    void aModelThatIsNotThereCannotServe() {
        assertThat(run("models", "serve", "987654321")).isEqualTo(1);
        assertThat(err.toString()).contains("There is no model 987654321");
        for (String nonsense : new String[] {"", "-1", "0", "1.5", "newest", "9".repeat(40)}) {
            assertThat(run("models", "serve", nonsense)).as(nonsense).isEqualTo(2);
        }
        assertThat(serving()).isZero();
    }

    @Test
    void aLabelThatIsNoCategoryIsRefusedUntilItIsMappedOrLeftOut() throws IOException {
        String file = reports(60, "积水", "gas-smell");
        String[] columns = {"train", file, "--text", "words", "--label", "kind", "--seeds", "1"};

        assertThat(run(columns)).isEqualTo(1);
        assertThat(err.toString()).contains("积水 is the code of no category", "60 lines", "--map", "--skip-unknown");
        assertThat(models()).isZero();

        assertThat(run(with(columns, "--skip-unknown"))).isEqualTo(1);
        assertThat(err.toString()).contains("all examples are gas-smell");
        assertThat(models()).isZero();

        assertThat(run(with(columns, "--map", "积水=flooding")))
                .as(err.toString())
                .isZero();
        assertThat(models()).isEqualTo(1);
    }

    @Test
    void aForgottenQuoteIsToldAndNothingIsTrained() throws IOException {
        Path file = Files.writeString(
                folder.resolve("open.csv"),
                Files.readString(Path.of(reports("flooding", "gas-smell")))
                        + "\"water,more,flooding\nrest,x,flooding\n");

        assertThat(run("train", file.toString(), "--text", "words", "--label", "kind", "--seeds", "1"))
                .isEqualTo(1);

        assertThat(err.toString())
                .contains("line 62: a quote begins here that is never closed", "lines left unread after it: 1");
        assertThat(models()).isZero();
    }

    @Test
    void onlyMeasuringTakesAnyLabelsAndStoresNothing() throws IOException {
        Path names = Files.writeString(folder.resolve("names.csv"), "label,name\n水务,积水\n燃气,煤气味\n");

        assertThat(run(
                        "train",
                        reports("水务", "燃气"),
                        "--text",
                        "words",
                        "--label",
                        "kind",
                        "--seeds",
                        "2",
                        "--measure",
                        "--knowledge",
                        names.toString()))
                .as(err.toString())
                .isZero();

        assertThat(out.toString())
                .contains("5 folds, 2 times", "水务", "燃气", "speaking on")
                .doesNotContain("stored");
        assertThat(models()).isZero();
    }

    @Test
    void theSameTextCountsOnceWhenAsked() throws IOException {
        Path twice = Files.writeString(
                folder.resolve("twice.csv"),
                Files.readString(Path.of(reports("a", "b")))
                        + Files.readString(Path.of(reports("a", "b"))).substring("words,more,kind\n".length()));

        assertThat(run(
                        "train",
                        twice.toString(),
                        "--text",
                        "words,more",
                        "--label",
                        "kind",
                        "--seeds",
                        "1",
                        "--measure",
                        "--distinct"))
                .isZero();

        assertThat(out.toString()).contains("40 examples");
    }

    @Test
    void whatCannotBeLearntFromIsToldInOneLine() throws IOException {
        assertThat(measured("")).contains("too few examples: 0");
        assertThat(measured("text,category\n")).contains("too few examples: 0");
        assertThat(measured("text,category\n" + "水,\n".repeat(20))).contains("20 of 20 lines", "too few examples: 0");
        assertThat(measured("text,category\n" + "水,flooding\n".repeat(20))).contains("there is nothing to tell apart");
        assertThat(measured("words,category\n水,flooding\n"))
                .contains("there is no column text, only [words, category]");
        assertThat(measured("text,category\n" + "水".repeat(10 << 20) + ",flooding\n"))
                .contains("is no CSV that can be used");
        assertThat(run("train", folder.resolve("none.csv").toString(), "--measure"))
                .isEqualTo(1);
        assertThat(err.toString()).contains("none.csv");
        assertThat(run("train")).isEqualTo(2);
        assertThat(run("train", "x.csv", "--seeds", "0")).isEqualTo(2);
    }

    private String measured(String csv) throws IOException {
        err.getBuffer().setLength(0);
        assertThat(run(
                        "train",
                        Files.writeString(folder.resolve("bad.csv"), csv).toString(),
                        "--measure"))
                .isEqualTo(1);
        assertThat(err.toString().lines().count()).isLessThanOrEqualTo(2);
        assertThat(err.toString()).doesNotContain("\tat ");
        return err.toString();
    }

    /** Twenty of each kind. */
    private String reports(String water, String gas) throws IOException {
        return reports(20, water, gas);
    }

    private String reports(int each, String water, String gas) throws IOException {
        StringBuilder csv = new StringBuilder("words,more,kind\n");
        for (int at = 0; at < each; at++) {
            csv.append("路上积水很深 ")
                    .append(at)
                    .append(",车开不过去了")
                    .append("东南西北".charAt(at % 4))
                    .append(at)
                    .append("路,")
                    .append(water)
                    .append('\n');
            csv.append("\"楼道里有煤气味\n很浓 ")
                    .append(at)
                    .append("\",嘶嘶响 No ")
                    .append(at)
                    .append(',')
                    .append(gas)
                    .append('\n');
        }
        return Files.writeString(Files.createTempFile(folder, "reports", ".csv"), csv)
                .toString();
    }

    private static String[] with(String[] arguments, String... more) {
        return java.util.stream.Stream.of(arguments, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    private int run(String... arguments) {
        Map<String, String> environment = Map.of("DATABASE_URL", database.url().text(), "QUNFANG_SAMPLE", "true");
        return Main.commandLine(environment, new StopSignal())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }

    private static long models() {
        return one("SELECT count(*) AS n FROM suggestion_models").getLong("n");
    }

    private static long serving() {
        return one("SELECT coalesce((SELECT version FROM suggestion_turns ORDER BY turn DESC LIMIT 1), 0) AS version")
                .getLong("version");
    }

    private static Row one(String sql) {
        return database.pool().query(sql).execute().await().iterator().next();
    }
}
