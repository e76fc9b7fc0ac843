package org.qunfang;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.AreaColumns;
import org.qunfang.responsibility.AreaImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code qunfang import areas FILE}. */
@Command(
        name = "areas",
        description = {
            "Take the features of a GeoJSON FeatureCollection (WGS 84) in as areas, by their code.",
            "Importing the same file again adds nothing."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ImportAreasCommand extends ImportCommand {
    @Option(
            names = "--code",
            defaultValue = "code",
            paramLabel = "PROPERTY[,…]",
            description = "Property that holds the code; of several the first that is there. Default: code.")
    private String code;

    @Option(
            names = "--name",
            defaultValue = "name",
            paramLabel = "PROPERTY[,…]",
            description = "Property that holds the Chinese name. Default: name.")
    private String name;

    @Option(names = "--name-en", paramLabel = "PROPERTY[,…]", description = "Property that holds the English name.")
    private String nameEn;

    @Option(names = "--parent", paramLabel = "PROPERTY[,…]", description = "Property that holds the parent's code.")
    private String parent;

    @Option(
            names = "--parent-by-code",
            description = "Take the parent from the code as in GB/T 2260: 440311 lies in 440300.")
    private boolean parentByCode;

    @Option(names = "--level", paramLabel = "PROPERTY[,…]", description = "Property that holds the level.")
    private String level;

    @Option(
            names = "--code-of",
            paramLabel = "NAME=CODE",
            description = "Code of a feature that has none of its own, by its name. May be repeated.")
    private Map<String, String> nameToCode = Map.of();

    ImportAreasCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    Integer run() throws IOException {
        AreaColumns columns = AreaColumns.of(code, name, nameEn, parent, level, parentByCode, nameToCode);
        long began;
        AreaImport.Result result;
        ProgressBarBuilder bar = bar("areas", " KiB", 1 << 10).setInitialMax(Files.size(file()));
        try (InputStream bytes = Files.newInputStream(file());
                Workshop workshop = openWorkshop();
                InputStream in = ProgressBar.wrap(bytes, bar)) {
            began = System.nanoTime();
            result = workshop.areaImport()
                    .run(caller(), columns, strict(), in, this::giveUpWhenToldTo)
                    .await();
        } catch (CancellationException stopped) {
            err().println(stopped.getMessage());
            return ExitCode.SOFTWARE;
        } catch (Problem problem) {
            err().println(file() + ": " + problem.detail().en());
            return ExitCode.SOFTWARE;
        }
        tell("made valid", result.repairs(), result.repairs().size());
        tell("refused", result.refusals(), result.refused());
        print(out(), result, (System.nanoTime() - began) / 1e9);
        return result.refused() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private void giveUpWhenToldTo(int features) {
        if (isToStop()) {
            throw new CancellationException("stopped at feature " + features + "; nothing was stored");
        }
    }

    private void tell(String what, List<AreaImport.Note> notes, int all) {
        notes.forEach(note ->
                err().println(told(note) + " " + what + ": " + note.reason().en()));
        if (all > notes.size()) {
            err().printf("and %,d more %s%n", all - notes.size(), what);
        }
    }

    private static Caller caller() {
        UUID id = UUID.nameUUIDFromBytes("import areas".getBytes(StandardCharsets.UTF_8));
        return new Caller(Caller.Kind.SERVICE, id, "import areas", null, Set.of(), Set.of(), null);
    }

    private static String told(AreaImport.Note note) {
        return "feature " + (note.feature() + 1) + (note.code() == null ? "" : " (" + note.code() + ")");
    }

    private static void print(PrintWriter out, AreaImport.Result result, double seconds) {
        out.printf("features       %,9d%n", result.read());
        out.printf("  added        %,9d%n", result.added());
        out.printf("  changed      %,9d%n", result.changed());
        out.printf("  unchanged    %,9d%n", result.unchanged());
        out.printf("  refused      %,9d%n", result.refused());
        if (!result.stored()) {
            out.printf("  left         %,9d  nothing was stored, because the import is strict%n", result.left());
        } else if (!result.repairs().isEmpty()) {
            out.printf(
                    "of those taken %,d crossed themselves and were made valid%n",
                    result.repairs().size());
        }
        out.printf("%.1f s%n", seconds);
        out.flush();
    }
}
