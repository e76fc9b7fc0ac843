package org.qunfang.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The last lines of a log, for the message that tells why PostgreSQL did not start. */
final class LogTail {
    private static final int LINES = 12;

    private LogTail() {}

    /** @param path a log file, or a folder of them, of which the newest is taken; nothing there gives nothing */
    static String of(Path path) throws IOException {
        Path file = Files.isDirectory(path) ? newest(path) : path;
        if (file == null || !Files.exists(file)) {
            return "";
        }
        List<String> lines = Files.readAllLines(file);
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    }

    private static Path newest(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElse(null);
        }
    }
}
