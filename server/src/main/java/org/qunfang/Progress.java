package org.qunfang;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a long command is: a bar for who sits at a terminal, a plain line now and then for a log. */
final class Progress {
    private static final int BETWEEN_LINES_MILLIS = 10_000;
    private static final int LINE_CHARACTERS = 100;
    private static final Path STANDARD_ERROR = Path.of("/proc/self/fd/2");

    private Progress() {}

    static ProgressBarBuilder bar(String task, PrintWriter err) {
        ProgressBarBuilder bar = new ProgressBarBuilder().setTaskName(task);
        return isTerminal()
                ? bar
                : bar.setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(BETWEEN_LINES_MILLIS)
                        .setConsumer(
                                new DelegatingProgressBarConsumer(line -> err.println(line.strip()), LINE_CHARACTERS));
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
