package org.qunfang.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.qunfang.report.ReportImport.Counts;
import org.qunfang.report.ReportImport.LineError;

/** Counts what becomes of the lines of one import. */
final class ImportTally {
    private static final int MOST_ERRORS_TOLD = 1_000;

    private long lines;
    private long opened;
    private long joined;
    private long known;
    private long refused;
    private long left;
    private long unread;
    private long led;
    private long gap;
    private long overlap;
    private String cutShort;
    private final List<LineError> errors = new ArrayList<>();

    /** A line was read, and nothing speaks against it yet. */
    void passed() {
        lines++;
    }

    void took(ReportService.Submitted done) {
        lines++;
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

    void refused(long line, String reason) {
        lines++;
        refuse(line, reason);
    }

    /** A line that was counted already turned out to be wrong. */
    void refuse(long line, String reason) {
        refused++;
        if (errors.size() < MOST_ERRORS_TOLD) {
            errors.add(new LineError(line, reason));
        }
    }

    /** From a line on the file could not be read. */
    void unreadable(ReportFile.Unreadable from) {
        refused(from.line(), from.reason().en());
        unread = from.unread();
        lines += unread;
    }

    /** How many more were refused than can be told. */
    void refuseUntold(long more) {
        refused += more;
    }

    void cutShort(String why) {
        cutShort = why;
    }

    boolean isCutShort() {
        return cutShort != null;
    }

    long lines() {
        return lines;
    }

    long refused() {
        return refused;
    }

    /** Nothing of it is stored, because some of it was refused or it was not read to its end. */
    ImportTally storedNothing() {
        left = lines - refused - unread;
        return this;
    }

    Counts counts() {
        List<LineError> inOrder = errors.stream()
                .sorted(Comparator.comparingLong(LineError::line))
                .toList();
        return new Counts(lines, opened, joined, known, refused, left, unread, led, gap, overlap, inOrder, cutShort);
    }
}
