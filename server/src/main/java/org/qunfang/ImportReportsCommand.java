package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import org.qunfang.report.ColumnMap;
import org.qunfang.report.ReportImport;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

/** {@code qunfang import reports FILE --map FILE}. */
@Command(
        name = "reports",
        description = {
            "Take the lines of a CSV file with a header in as reports. Each becomes or joins a case.",
            "Importing the same file again adds nothing."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class)
final class ImportReportsCommand extends ImportCommand {
    @Option(
            names = "--map",
            required = true,
            paramLabel = "FILE",
            description = "JSON that says which columns make a report.")
    private Path map;

    ImportReportsCommand(Map<String, String> environment) {
        super(environment);
    }

    @Override
    public Integer call() throws IOException {
        ColumnMap columns;
        try {
            columns = ColumnMap.parse(Files.readString(map));
        } catch (IllegalArgumentException e) {
            err().println(map + ": " + e.getMessage());
            return ExitCode.USAGE;
        }
        long began = System.nanoTime();
        ReportImport.Counts counts;
        try (Workshop workshop = openWorkshop();
                ProgressBar bar = new ProgressBarBuilder()
                        .setTaskName("reports")
                        .setInitialMax(lines(file()))
                        .build()) {
            counts = workshop.reportImport().run(file(), columns, strict(), bar::stepTo);
        }
        counts.errors().forEach(error -> err().println("line " + error.line() + ": " + error.reason()));
        print(out(), counts, (System.nanoTime() - began) / 1e9);
        return counts.refused() == 0 ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** Roughly: quoted line breaks count too, which only makes the bar end early. */
    private static long lines(Path file) throws IOException {
        try (var lines = Files.lines(file, java.nio.charset.StandardCharsets.ISO_8859_1)) {
            return Math.max(1, lines.count() - 1);
        }
    }

    private static void print(PrintWriter out, ReportImport.Counts counts, double seconds) {
        long taken = counts.opened() + counts.joined();
        out.printf("lines            %,9d%n", counts.lines());
        out.printf(
                "  taken          %,9d  = %,d opened a case + %,d joined one%n",
                taken, counts.opened(), counts.joined());
        out.printf("  known already  %,9d%n", counts.known());
        out.printf("  refused        %,9d%n", counts.refused());
        if (counts.left() > 0) {
            out.printf("  left           %,9d  nothing was stored, because the import is strict%n", counts.left());
        }
        out.printf("of those taken%n");
        out.printf("  routed         %,9d  to the responsible department%n", counts.led());
        out.printf("  overlap        %,9d  to the oldest of several, finding open%n", counts.overlap());
        out.printf("  gap            %,9d  to the duty office, finding open%n", counts.gap());
        out.printf("%.1f s, %.0f lines/s%n", seconds, counts.lines() / seconds);
        out.flush();
    }
}
