package org.qunfang;

import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.qunfang.responsibility.SuggestionShelf;
import org.qunfang.settings.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code qunfang models}: which there are, and which serves. */
@Command(
        name = "models",
        description = "List the models that suggest categories with their measures, or choose which of them serves.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ModelsCommand implements Callable<Integer> {
    private static final String BUILT_IN = "built-in";

    private final Map<String, String> environment;

    @Spec
    private CommandSpec spec;

    ModelsCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        try (Workshop workshop = Workshop.open(Settings.from(environment))) {
            print(workshop.suggestionShelf());
            return ExitCode.OK;
        }
    }

    private void print(SuggestionShelf shelf) {
        PrintWriter out = spec.commandLine().getOut();
        List<SuggestionShelf.Model> models = shelf.models();
        out.printf(
                "   %8s  %-20s  %8s  %8s  %9s  %11s  %11s%n",
                "model", "trained at", "examples", "macro-F1", "precision", "speaking on", "speaks from");
        models.forEach(each -> out.printf(
                "%2s %8d  %-20.20s  %,8d  %8.3f  %9.3f  %11.3f  %11.2f%n",
                each.serving() ? "->" : "",
                each.version(),
                each.trainedAt().truncatedTo(ChronoUnit.SECONDS),
                each.examples(),
                each.measures().getDouble("macroF1", Double.NaN),
                each.measures().getDouble("precision", Double.NaN),
                each.measures().getDouble("coverage", Double.NaN),
                each.measures().getDouble("threshold", Double.NaN)));
        boolean builtIn = models.stream().noneMatch(SuggestionShelf.Model::serving);
        out.printf("%2s %8s  made of the catalogue and the sample phrases%n", builtIn ? "->" : "", BUILT_IN);
        out.flush();
    }

    @Command(
            name = "serve",
            description = "Suggest with this model from now on, in every process within seconds.",
            mixinStandardHelpOptions = true)
    int serve(@Parameters(paramLabel = "MODEL", description = "A number of the list, or built-in.") String model) {
        long version = version(model);
        try (Workshop workshop = Workshop.open(Settings.from(environment))) {
            if (!workshop.suggestionShelf().serve(version)) {
                spec.commandLine().getErr().println("There is no model " + model + ". Nothing was changed.");
                return ExitCode.SOFTWARE;
            }
            spec.commandLine().getOut().println("Model " + model + " serves from now on.");
            return ExitCode.OK;
        }
    }

    private long version(String model) {
        if (model.equals(BUILT_IN)) {
            return SuggestionShelf.BUILT_IN;
        }
        if (!model.matches("[1-9][0-9]{0,17}")) {
            throw new ParameterException(
                    spec.commandLine(), "MODEL is a number of the list, or " + BUILT_IN + ": " + model);
        }
        return Long.parseLong(model);
    }
}
