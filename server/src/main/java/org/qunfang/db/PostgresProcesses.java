package org.qunfang.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Finds the PostgreSQL processes that work in a data folder, by what the kernel says and not by {@code postmaster.pid}:
 * after a crash of the machine that number may be stale or belong to somebody else.
 */
final class PostgresProcesses {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private PostgresProcesses() {}

    /** Process ids of the postmaster and its children; every one of them has the data folder as working directory. */
    static List<Long> in(Path dataFolder) throws IOException {
        Path folder = dataFolder.toRealPath();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> folder.equals(link(pid, "cwd")) && isPostgres(link(pid, "exe")))
                .toList();
    }

    /** Waits until none is left and returns those that outlast the limit. */
    static List<Long> awaitNone(Path dataFolder, Duration limit) throws IOException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Long> left = in(dataFolder);
        while (!left.isEmpty() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException interruption) {
                Thread.currentThread().interrupt();
                return left;
            }
            left = in(dataFolder);
        }
        return left;
    }

    private static boolean isPostgres(Path program) {
        // The kernel appends " (deleted)" where the program's file has been replaced meanwhile.
        return program != null && program.getFileName().toString().startsWith("postgres");
    }

    private static Path link(long pid, String name) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), name));
        } catch (IOException goneOrSomebodyElses) {
            return null;
        }
    }
}
