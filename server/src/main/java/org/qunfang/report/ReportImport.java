package org.qunfang.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongConsumer;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Takes the lines of a CSV file in as reports, one after the other so that the same file always makes the same cases.
 * Memory stays flat. Blocks: for the command line.
 */
public final class ReportImport {
    private static final int MOST_FIELD_CHARACTERS = 1 << 20;
    private static final int MOST_ERRORS_TOLD = 1_000;

    private final ReportService reports;
    private final Clock clock;

    public ReportImport(ReportService reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /** One line that was refused; {@code line} counts from 1, the header included. */
    public record LineError(long line, String reason) {}

    /**
     * What became of the lines: {@code lines = opened + joined + known + refused + left} and {@code opened + joined = led +
     * gap + overlap}.
     *
     * @param left not taken, though nothing is wrong with them: others are, and the import is strict
     */
    public record Counts(
            long lines,
            long opened,
            long joined,
            long known,
            long refused,
            long left,
            long led,
            long gap,
            long overlap,
            List<LineError> errors) {}

    /**
     * @param strict refuse the whole file, before anything is stored, when one line is wrong
     * @param progress told the number of lines done, now and then
     * @throws IOException when the file cannot be read
     */
    public Counts run(Path file, ColumnMap map, boolean strict, LongConsumer progress) throws IOException {
        if (strict) {
            Tally tally = new Tally();
            eachLine(file, tally, line -> {
                tally.check(line, map);
                progress.accept(tally.lines);
            });
            if (tally.refused > 0) {
                tally.left = tally.lines - tally.refused;
                return tally.counts();
            }
        }
        Caller caller = new Caller(
                Caller.Kind.SERVICE,
                UUID.nameUUIDFromBytes(("import " + map.source()).getBytes(StandardCharsets.UTF_8)),
                "import " + map.source(),
                null,
                Set.of(),
                Set.of(),
                null);
        Tally tally = new Tally();
        eachLine(file, tally, line -> {
            tally.take(line, map, caller);
            progress.accept(tally.lines);
        });
        return tally.counts();
    }

    private interface LineConsumer {
        void accept(NamedCsvRecord line);
    }

    /** What cannot be told apart into lines any more ends the file: it counts as one line, refused. */
    private static void eachLine(Path file, Tally tally, LineConsumer consumer) throws IOException {
        long last = 1;
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(MOST_FIELD_CHARACTERS)
                .ofNamedCsvRecord(file)) {
            for (NamedCsvRecord line : csv) {
                last = line.getStartingLineNumber();
                consumer.accept(line);
            }
        } catch (CsvParseException | UncheckedIOException e) {
            tally.lines++;
            tally.refuse(
                    last + 1,
                    Localized.of(
                            "从这里起无法读取（引号未闭合或字段过长）",
                            "cannot be read from here on: a quote that is not closed, or a field that is too long"));
        }
    }

    private final class Tally {
        private long lines;
        private long opened;
        private long joined;
        private long known;
        private long refused;
        private long left;
        private long led;
        private long gap;
        private long overlap;
        private final List<LineError> errors = new ArrayList<>();

        void check(NamedCsvRecord line, ColumnMap map) {
            lines++;
            try {
                reports.check(map.toSubmission(line, clock.instant()));
            } catch (Problem problem) {
                refuse(line.getStartingLineNumber(), problem.detail());
            }
        }

        void take(NamedCsvRecord line, ColumnMap map, Caller caller) {
            lines++;
            try {
                Submission submission = map.toSubmission(line, clock.instant());
                count(reports.submit(caller, submission).await());
            } catch (Problem problem) {
                refuse(line.getStartingLineNumber(), problem.detail());
            }
        }

        private void count(ReportService.Submitted done) {
            if (!done.isNew()) {
                known++;
                return;
            }
            if (done.receipt().joinedExistingCase()) {
                joined++;
            } else {
                opened++;
            }
            switch (done.receipt().routing()) {
                case "gap" -> gap++;
                case "overlap" -> overlap++;
                default -> led++;
            }
        }

        private void refuse(long line, Localized reason) {
            refused++;
            if (errors.size() < MOST_ERRORS_TOLD) {
                errors.add(new LineError(line, reason.en()));
            }
        }

        Counts counts() {
            return new Counts(lines, opened, joined, known, refused, left, led, gap, overlap, List.copyOf(errors));
        }
    }
}
