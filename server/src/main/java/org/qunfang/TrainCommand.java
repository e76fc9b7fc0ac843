package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ProgressBar;
import org.qunfang.responsibility.SuggestionExample;
import org.qunfang.responsibility.SuggestionFile;
import org.qunfang.responsibility.SuggestionTrainer;
import org.qunfang.responsibility.SuggestionTrainer.Untrainable;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qunfang train FILE}. */
@Command(
        name = "train",
        description = {
            "Learn from a CSV file of texts and the categories that people gave them, so that a category can be suggested",
            "from a report's words. The model is measured, stored, and used by every process within seconds, unless it rests on",
            "too little: then it is stored only, and the exit code is 1."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class TrainCommand implements Callable<Integer> {
    /** What a training takes beside measuring: five folds for confidence, and all examples. */
    private static final int OWN_TRAININGS = 6;

    private static final int MOST_SEEDS = 20;

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "CSV with a header, UTF-8.")
    private Path file;

    @Option(
            names = "--text",
            split = ",",
            defaultValue = "text",
            paramLabel = "COLUMN[,…]",
            description = "Columns that hold the words. Default: text.")
    private List<String> text;

    @Option(
            names = "--label",
            defaultValue = "category",
            paramLabel = "COLUMN",
            description = "Column that holds the category's code. Default: category.")
    private String label;

    @Option(
            names = "--map",
            paramLabel = "LABEL=CODE",
            description = "Category of a label that is no code. May be repeated.")
    private Map<String, String> labelToCode = Map.of();

    @Option(
            names = "--skip-unknown",
            description = "Leave lines out whose label is no category; without it the whole file is refused.")
    private boolean skipUnknown;

    @Option(
            names = "--knowledge",
            paramLabel = "FILE",
            description = "CSV with a header: a label, then names of what belongs to it.")
    private Path knowledge;

    @Option(names = "--without-phrases", description = "Do not learn the sample phrases that come with the program.")
    private boolean withoutPhrases;

    @Option(names = "--distinct", description = "Count a text once, however often it stands there with the same label.")
    private boolean distinct;

    @Option(
            names = "--seeds",
            defaultValue = "3",
            paramLabel = "N",
            description = "Measure N times with other folds. Default: 3.")
    private int seeds;

    @Option(
            names = "--measure",
            description = "Only measure: labels may be any, no database is needed, nothing is stored.")
    private boolean measure;

    TrainCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        if (seeds < 1 || seeds > MOST_SEEDS) {
            throw new ParameterException(spec.commandLine(), "--seeds is 1 to " + MOST_SEEDS);
        }
        try {
            return measure ? measure() : train();
        } catch (IOException | Untrainable e) {
            err().println(e instanceof Untrainable ? file + ": " + e.getMessage() : e.getMessage());
            return ExitCode.SOFTWARE;
        }
    }

    private int measure() throws IOException {
        List<SuggestionExample> examples = read();
        Map<String, Set<String>> names = names();
        try (ProgressBar bar = bar("measuring", SuggestionTrainer.trainings(seeds))) {
            TrainReport report = new TrainReport(SuggestionTrainer.measure(examples, names, seeds, bar::step));
            bar.close();
            report.print(out());
        }
        return ExitCode.OK;
    }

    private int train() throws IOException {
        List<SuggestionExample> all = read();
        Map<String, Set<String>> names = names();
        try (Workshop workshop = Workshop.open(Settings.from(environment))) {
            SuggestionTrainer trainer = workshop.suggestionTrainer();
            Map<String, Long> unknown = trainer.unknown(all);
            unknown.forEach((each, count) ->
                    err().printf("%s is the code of no category that residents choose: %,d lines%n", each, count));
            if (!unknown.isEmpty() && !skipUnknown) {
                err().println(
                                "Nothing was trained. Name their categories with --map LABEL=CODE, or leave them out with --skip-unknown.");
                return ExitCode.SOFTWARE;
            }
            List<SuggestionExample> examples = all.stream()
                    .filter(each -> !unknown.containsKey(each.label()))
                    .toList();
            return store(trainer, examples, names);
        }
    }

    private int store(SuggestionTrainer trainer, List<SuggestionExample> examples, Map<String, Set<String>> names) {
        SuggestionTrainer.Stored stored;
        try (ProgressBar bar = bar("training", SuggestionTrainer.trainings(seeds) + OWN_TRAININGS)) {
            stored = trainer.train(examples, names, !withoutPhrases, seeds, bar::step);
        }
        new TrainReport(stored.measures()).print(out());
        out().printf(
                        "model %d stored, %,d bytes; it speaks from a confidence of %.2f on%n",
                        stored.version(), stored.bytes(), stored.threshold());
        out().flush();
        if (stored.objections().isEmpty()) {
            return ExitCode.OK;
        }
        err().println("It does not serve, and what served goes on serving:");
        stored.objections().forEach(each -> err().println("  " + each));
        err().printf("To let it serve all the same: qunfang models serve %d%n", stored.version());
        return ExitCode.SOFTWARE;
    }

    private List<SuggestionExample> read() throws IOException {
        SuggestionFile.Read read = SuggestionFile.examples(file, new SuggestionFile.Columns(text, label));
        if (read.incomplete() > 0) {
            err().printf(
                            "%,d of %,d lines have no words or no label and are left out%n",
                            read.incomplete(), read.lines());
        }
        List<SuggestionExample> examples = new ArrayList<>();
        Set<SuggestionExample> seen = new HashSet<>();
        for (SuggestionExample each : read.examples()) {
            SuggestionExample mapped =
                    new SuggestionExample(each.text(), labelToCode.getOrDefault(each.label(), each.label()));
            if (!distinct || seen.add(mapped)) {
                examples.add(mapped);
            }
        }
        return examples;
    }

    private Map<String, Set<String>> names() throws IOException {
        return knowledge == null ? Map.of() : SuggestionFile.names(knowledge);
    }

    private ProgressBar bar(String task, int trainings) {
        return Progress.bar(task, "", 1, spec.commandLine().getErr())
                .setInitialMax(trainings)
                .build();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
