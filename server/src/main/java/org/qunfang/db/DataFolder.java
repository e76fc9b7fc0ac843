package org.qunfang.db;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The embedded PostgreSQL's files: made whole or not at all, checked before every start, never deleted. */
final class DataFolder {
    static final String SUPERUSER = "postgres";
    /** The major version of the programs we bring along; it decides which data they can read. */
    static final int MAJOR_VERSION = 18;

    private static final Logger LOG = LoggerFactory.getLogger(DataFolder.class);
    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    /** What an operator may tune later in postgresql.conf, beside {@link #memorySettings}. */
    private static final List<String> FIRST_SETTINGS = List.of(
            "max_connections=60",
            "work_mem=8MB",
            "maintenance_work_mem=64MB",
            "random_page_cost=1.1",
            "jit=off",
            // Queues leave dead rows behind; every minute is too late in a rush.
            "autovacuum_naptime=15s",
            "timezone=UTC",
            "log_timezone=UTC",
            // One file for each weekday, written anew a week later.
            "logging_collector=on",
            "log_filename=postgresql-%a.log",
            "log_rotation_age=1d",
            "log_rotation_size=0",
            "log_truncate_on_rotation=on");

    /** More helps a database of hundreds of gigabytes; that one has an operator. */
    private static final long MOST_BUFFERS_MB = 4096;

    private static final String SIGN_IN_RULES = """
            # Written at every start. Password only, this machine only.
            host  all  all  127.0.0.1/32  scram-sha-256
            """;

    private final Path folder;
    private final PostgresPrograms programs;

    DataFolder(Path folder, PostgresPrograms programs) {
        this.folder = folder;
        this.programs = programs;
    }

    Path path() {
        return folder.resolve("postgres");
    }

    Path startLog() {
        return folder.resolve("postgres-start.log");
    }

    /** Makes the folder, or checks that it is ours and of our version. Returns the password. */
    String prepare() throws IOException {
        refuseAnotherOwner();
        String password = password();
        if (Files.exists(path())) {
            refuseAnotherVersion();
        } else {
            create();
        }
        Files.writeString(path().resolve("pg_hba.conf"), SIGN_IN_RULES);
        return password;
    }

    private String password() throws IOException {
        Path file = folder.resolve("postgres.password");
        if (Files.exists(file)) {
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            return Files.readString(file).strip();
        }
        if (Files.exists(path())) {
            throw new DatabaseUnavailable("The data in " + path() + " is there but its password file " + file
                    + " is missing. Restore it from your backup.");
        }
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path unfinished = folder.resolve("postgres.password.unfinished");
        Files.deleteIfExists(unfinished);
        Files.createFile(unfinished, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(unfinished, password, StandardOpenOption.SYNC);
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        return password;
    }

    private void create() throws IOException {
        LOG.info("Making a new database in {}", path());
        Path unfinished = folder.resolve("postgres.unfinished");
        if (Files.exists(unfinished)) {
            PostgresProcesses.awaitNone(unfinished, STOP_LIMIT);
            Folders.delete(unfinished);
        }
        List<String> arguments = new ArrayList<>(List.of(
                "--pgdata=" + unfinished,
                "--username=" + SUPERUSER,
                "--pwfile=" + folder.resolve("postgres.password"),
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                // Sorting by code point does not change with the machine's C library, so indexes stay valid.
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C.UTF-8",
                "--no-instructions"));
        Stream.concat(FIRST_SETTINGS.stream(), memorySettings(machineBytes()).stream())
                .forEach(setting -> arguments.addAll(List.of("--set", setting)));
        PostgresPrograms.Outcome outcome = programs.run(Duration.ofMinutes(5), "initdb", arguments);
        if (!outcome.succeeded()) {
            throw new DatabaseUnavailable("PostgreSQL's files cannot be made in " + folder + ":\n" + outcome.output());
        }
        Files.move(unfinished, path(), StandardCopyOption.ATOMIC_MOVE);
    }

    /**
     * The server beside it needs its own part, so an eighth for what is in use, and half to be counted on in the
     * system's cache. Too small a part is written out and read back for every report that arrives.
     */
    static List<String> memorySettings(long machineBytes) {
        long megabytes = machineBytes >> 20;
        return List.of(
                "shared_buffers=" + Math.max(128, Math.min(megabytes / 8, MOST_BUFFERS_MB)) + "MB",
                "effective_cache_size=" + Math.max(512, megabytes / 2) + "MB");
    }

    /** Of the container, where one limits it. */
    private static long machineBytes() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
    }

    private void refuseAnotherOwner() throws IOException {
        if (Files.exists(path())) {
            UserPrincipal owner = Files.getOwner(path());
            UserPrincipal us = Files.getOwner(PostgresPrograms.OURSELVES);
            if (!owner.equals(us)) {
                throw new DatabaseUnavailable("The data in " + path() + " belongs to the user " + owner.getName()
                        + ", but this process runs as " + us.getName() + ". Run it as " + owner.getName()
                        + ", or give the whole folder " + folder + " to " + us.getName() + " with chown -R.");
            }
        }
    }

    private void refuseAnotherVersion() throws IOException {
        Path file = path().resolve("PG_VERSION");
        String version = Files.exists(file) ? Files.readString(file).strip() : "none";
        if (!version.equals(Integer.toString(MAJOR_VERSION))) {
            throw new DatabaseUnavailable("The data in " + path() + " is of PostgreSQL version " + version
                    + ", this program brings version " + MAJOR_VERSION + " and changes nothing in it. Start the release"
                    + " that wrote it, copy the data out with pg_dump and into the new one with psql, or serve it with"
                    + " a PostgreSQL " + version + " of your own and set DATABASE_URL.");
        }
    }

    /** We hold the lock, so whoever still works in here was left behind by a Qunfang process that was killed. */
    void stopWhoIsLeft() throws IOException {
        if (!PostgresProcesses.in(path()).isEmpty()) {
            LOG.warn("Stopping the PostgreSQL that an earlier process left running in {}", path());
            programs.run(STOP_LIMIT, "pg_ctl", List.of("-D", path().toString(), "-m", "fast", "-W", "stop"));
            List<Long> left = PostgresProcesses.awaitNone(path(), STOP_LIMIT);
            if (!left.isEmpty()) {
                throw new DatabaseUnavailable("An earlier PostgreSQL still works in " + path() + " and does not stop"
                        + " (process ids " + left + "). End it with kill -INT and start again.");
            }
        }
        // Its number may belong to another program by now, which would make PostgreSQL refuse to start.
        Files.deleteIfExists(path().resolve("postmaster.pid"));
    }
}
