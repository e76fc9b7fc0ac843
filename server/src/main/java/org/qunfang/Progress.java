package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressState;

/** How far a long command is: a bar for who sits at a terminal, a plain line now and then for a log. */
final class Progress {
    private static final int BETWEEN_LINES_MILLIS = 10_000;
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Progress() {}

    /** @param unit how many steps are one of what is told, such as 1,024 bytes for {@code KiB}; 1 with an empty name */
    static ProgressBarBuilder bar(String task, String unitName, long unit, PrintWriter err) {
        ProgressBarBuilder bar = new ProgressBarBuilder().setTaskName(task).setUnit(unitName, unit);
        return isTerminal()
                ? bar
                : bar.setUpdateIntervalMillis(BETWEEN_LINES_MILLIS)
                        .setRenderer((state, most) -> line(state, unitName, unit))
                        .setConsumer(new DelegatingProgressBarConsumer(line -> tell(line, err)));
    }

    private static String line(ProgressState state, String unitName, long unit) {
        return state.getCurrent() == 0
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s: %,d of %,d%s",
                        state.getTaskName(),
                        begun(state.getCurrent(), unit),
                        begun(state.getMax(), unit),
                        unitName);
    }

    /** A small file is one KiB and not none. */
    private static long begun(long steps, long unit) {
        return (steps + unit - 1) / unit;
    }

    /** Nothing is told before the first step. */
    private static void tell(String line, PrintWriter err) {
        if (!line.isBlank()) {
            err.println(line.strip());
        }
    }

    /** Whether somebody sees standard error, where bars are drawn. Elsewhere than on Linux the console tells. */
    private static boolean isTerminal() {
        try {
            String behind = Files.readSymbolicLink(STANDARD_ERROR).toString();
            return behind.startsWith("/dev/pts/") || behind.startsWith("/dev/tty") || behind.equals("/dev/console");
        } catch (IOException | UnsupportedOperationException e) {
            return System.console() != null;
        }
    }
}
