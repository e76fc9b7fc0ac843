package org.qunfang.report;

import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import org.qunfang.db.PassingFailure;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes the lines of a CSV file in as reports, one after the other so that the same file always makes the same cases.
 * Memory stays flat. Blocks: for the command line.
 */
public final class ReportImport {
    private static final Logger LOG = LoggerFactory.getLogger(ReportImport.class);

    private final Pool pool;
    private final ReportService reports;
    private final Clock clock;

    public ReportImport(Pool pool, ReportService reports, Clock clock) {
        this.pool = pool;
        this.reports = reports;
        this.clock = clock;
    }

    /** One line that was refused; {@code line} counts from 1, the header included. */
    public record LineError(long line, String reason) {}

    /**
     * What became of the lines: {@code lines = opened + joined + known + refused + left + unread} and {@code opened + joined
     * = led + gap + overlap}.
     *
     * @param left not taken, though nothing is wrong with them: others are, and the import is strict
     * @param unread after a line, among those refused, from which on the file cannot be read
     * @param errors the first 1,000
     * @param cutShort why the lines after these were not looked at, or null when all were
     */
    public record Counts(
            long lines,
            long opened,
            long joined,
            long known,
            long refused,
            long left,
            long unread,
            long led,
            long gap,
            long overlap,
            List<LineError> errors,
            String cutShort) {}

    /**
     * Looks at the header alone.
     *
     * @return the columns that the mapping names and the file does not have
     * @throws IllegalArgumentException saying why the first line names no columns
     * @throws IOException when the file cannot be read
     */
    public static List<String> missingColumns(Path file, ColumnMap map) throws IOException {
        List<String> header = ReportFile.header(file);
        return map.columns().stream().filter(name -> !header.contains(name)).toList();
    }

    /**
     * @param strict refuse the whole file, before anything is stored, when one line is wrong
     * @param stop asked before each line: whether to end early. What was taken stays
     * @param progress told the number of lines done, now and then
     * @throws IOException when the file cannot be read
     */
    public Counts run(Path file, ColumnMap map, boolean strict, BooleanSupplier stop, LongConsumer progress)
            throws IOException {
        Caller caller = caller(map);
        if (strict) {
            ImportTally checked = check(file, map, caller, stop, progress);
            if (checked.refused() > 0 || checked.isCutShort()) {
                return checked.storedNothing().counts();
            }
        }
        ImportTally tally = new ImportTally();
        var unreadable = ReportFile.eachLine(file, line -> {
            if (stop.getAsBoolean()) {
                tally.cutShort("stopped before line " + line.getStartingLineNumber() + "; importing the same file again"
                        + " goes on");
                return false;
            }
            take(line, map, caller, strict, tally);
            progress.accept(tally.lines());
            return !tally.isCutShort();
        });
        if (unreadable != null) {
            tally.unreadable(unreadable);
        }
        return tally.counts();
    }

    private static Caller caller(ColumnMap map) {
        return new Caller(
                Caller.Kind.SERVICE,
                UUID.nameUUIDFromBytes(("import " + map.source()).getBytes(StandardCharsets.UTF_8)),
                "import " + map.source(),
                null,
                Set.of(),
                Set.of(),
                null);
    }

    private ImportTally check(Path file, ColumnMap map, Caller caller, BooleanSupplier stop, LongConsumer progress)
            throws IOException {
        ImportTally tally = new ImportTally();
        try (StrictCheck check = new StrictCheck(pool.getConnection().await(), tally, line -> read(line, map))) {
            var unreadable = ReportFile.eachLine(file, line -> {
                if (stop.getAsBoolean()) {
                    tally.cutShort("stopped before line " + line.getStartingLineNumber() + "; nothing was stored");
                    return false;
                }
                check.check(line);
                progress.accept(tally.lines());
                return true;
            });
            if (unreadable != null) {
                tally.unreadable(unreadable);
            }
            check.finish(caller.accountId());
        } catch (RuntimeException failure) {
            if (!PassingFailure.is(failure)) {
                throw failure;
            }
            tally.cutShort("the database went away (" + failure.getMessage() + "); nothing was stored");
        }
        return tally;
    }

    private Submission read(NamedCsvRecord line, ColumnMap map) {
        Submission submission = map.toSubmission(line, clock.instant());
        reports.check(submission);
        return submission;
    }

    private void take(NamedCsvRecord line, ColumnMap map, Caller caller, boolean strict, ImportTally tally) {
        long number = line.getStartingLineNumber();
        try {
            Submission submission = map.toSubmission(line, clock.instant());
            tally.took(reports.submit(caller, submission).await());
        } catch (Exception failure) {
            if (PassingFailure.is(failure)) {
                tally.cutShort("the database went away at line " + number + " (" + failure.getMessage()
                        + "); importing the same file again goes on");
                return;
            }
            tally.refused(number, told(failure));
            if (strict) {
                tally.cutShort("line " + number + " was refused after the check; the lines before it are stored");
            }
        }
    }

    /** What the operator can do something about; what only we can mend is logged in full. */
    static String told(Exception failure) {
        if (failure instanceof Problem problem) {
            return problem.detail().en();
        }
        if (failure instanceof PgException refused) {
            return "the database refuses it: " + refused.getErrorMessage();
        }
        LOG.error("a line cannot be imported", failure);
        return "cannot be imported: " + failure;
    }
}
