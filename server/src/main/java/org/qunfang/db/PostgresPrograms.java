package org.qunfang.db;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code initdb} and {@code pg_ctl}. PostgreSQL refuses to run as root; for root they run in a user namespace of
 * their own, in which they are nobody while their files stay root's.
 */
final class PostgresPrograms {
    /** A folder that belongs to whoever this process runs as. */
    static final Path OURSELVES = Path.of("/proc/self");

    private final Path home;
    private final List<String> prefix;

    PostgresPrograms(Path home) throws IOException {
        this.home = home;
        this.prefix = isRoot() ? namespace() : List.of();
    }

    /**
     * Runs a program to its end.
     *
     * @return whether it ended well, and all it said
     */
    Outcome run(Duration limit, String program, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(home.resolve("bin").resolve(program).toString());
        command.addAll(arguments);
        // Output goes to a file: a pipe would stay open for as long as the server it starts.
        Path output = Files.createTempFile(home, program, ".out");
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            boolean succeeded = succeeded(builder.start(), limit);
            return new Outcome(succeeded, Files.readString(output, UTF_8).strip());
        } finally {
            Files.delete(output);
        }
    }

    private static boolean succeeded(Process process, Duration limit) {
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return process.exitValue() == 0;
            }
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        return false;
    }

    record Outcome(boolean succeeded, String output) {}

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(OURSELVES, "unix:uid"));
    }

    private static List<String> namespace() {
        if (!LinuxUtils.isUnshareAvailable()) {
            throw new DatabaseUnavailable("PostgreSQL does not run as root, and this system does not let root open a"
                    + " user namespace for it (\"unshare -U id -un\" fails). Run Qunfang as an ordinary user,"
                    + " or allow user namespaces (sysctl user.max_user_namespaces; in a container: start it with a"
                    + " user other than root), or set DATABASE_URL to a PostgreSQL that runs elsewhere.");
        }
        return List.of("unshare", "-U");
    }
}
