package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import me.tongfei.progressbar.ProgressBar;
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

    ImportReportsCommand(Map<String, String> environment, StopSignal stop) {
        super(environment, stop);
    }

    @Override
    Integer run() throws IOException {
        ColumnMap columns = isFile(map) ? columns() : null;
        if (columns == null) {
            return ExitCode.USAGE;
        }
        long began;
        ReportImport.Counts counts;
        try (Workshop workshop = openWorkshop();
                ProgressBar bar =
                        bar("reports", "", 1).setInitialMax(lines(file())).build()) {
            began = System.nanoTime();
            counts = workshop.reportImport().run(file(), columns, strict(), this::isToStop, bar::stepTo);
            if (counts.cutShort() == null) {
                bar.maxHint(counts.lines()).stepTo(counts.lines());
            }
        }
        tell(counts);
        print(out(), counts, (System.nanoTime() - began) / 1e9);
        return counts.refused() == 0 && counts.cutShort() == null ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** The mapping, which fits the file's header; null, after telling why, when there is none. */
    private ColumnMap columns() throws IOException {
        ColumnMap columns;
        try {
            columns = ColumnMap.parse(Files.readString(map));
        } catch (CharacterCodingException e) {
            err().println(map + ": is no UTF-8");
            return null;
        } catch (IllegalArgumentException e) {
            err().println(map + ": " + e.getMessage());
            return null;
        }
        try {
            List<String> missing = ReportImport.missingColumns(file(), columns);
            if (missing.isEmpty()) {
                return columns;
            }
            err().println(map + ": the mapping names columns that " + file() + " does not have: "
                    + String.join(", ", missing));
        } catch (IllegalArgumentException e) {
            err().println(file() + ": " + e.getMessage());
        }
        return null;
    }

    private void tell(ReportImport.Counts counts) {
        counts.errors().forEach(error -> err().println("line " + error.line() + ": " + error.reason()));
        long untold = counts.refused() - counts.errors().size();
        if (untold > 0) {
            err().printf("and %,d more lines were refused%n", untold);
        }
        if (counts.cutShort() != null) {
            err().println(counts.cutShort());
        }
    }

    /** Roughly: line breaks in quotes and empty lines count too; at the end the bar is told how many there were. */
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
        if (counts.unread() > 0) {
            out.printf(
                    "  unread         %,9d  after the line from which on the file cannot be read%n", counts.unread());
        }
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
