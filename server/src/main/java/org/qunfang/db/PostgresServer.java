package org.qunfang.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The running PostgreSQL process of a {@link DataFolder}. */
final class PostgresServer {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresServer.class);
    private static final int MOST_ATTEMPTS = 3;
    /** Replaying what a crash left unfinished takes as long as it takes; up to max_wal_size, 1 GB. */
    private static final Duration START_LIMIT = Duration.ofMinutes(15);

    private static final Duration STOP_LIMIT = Duration.ofMinutes(2);

    /** Stronger than postgresql.conf, because a wrong value here loses data or opens the door. */
    private static final List<String> FIXED_SETTINGS = List.of(
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=on",
            "synchronous_commit=on",
            "full_page_writes=on",
            "password_encryption=scram-sha-256");

    private final DataFolder data;
    private final PostgresPrograms programs;
    private final int port;

    private PostgresServer(DataFolder data, PostgresPrograms programs, int port) {
        this.data = data;
        this.programs = programs;
        this.port = port;
    }

    static PostgresServer start(DataFolder data, PostgresPrograms programs) throws IOException {
        String reason = "";
        for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
            data.stopWhoIsLeft();
            int port = freePort();
            Files.deleteIfExists(data.startLog());
            PostgresPrograms.Outcome outcome = programs.run(START_LIMIT, "pg_ctl", startArguments(data, port));
            if (outcome.succeeded()) {
                LOG.info("PostgreSQL is ready on 127.0.0.1:{}", port);
                return new PostgresServer(data, programs, port);
            }
            reason = lastWords(data, outcome.output());
            if (!isWorthAnotherTry(reason)) {
                break;
            }
        }
        throw new DatabaseUnavailable("PostgreSQL does not start in " + data.path() + ":\n" + reason);
    }

    int port() {
        return port;
    }

    /** Ends sessions, rolls back their transactions, writes everything out. */
    void stop() {
        try {
            PostgresPrograms.Outcome outcome = programs.run(
                    STOP_LIMIT, "pg_ctl", List.of("-D", data.path().toString(), "-m", "fast", "-w", "stop"));
            if (!outcome.succeeded() && !PostgresProcesses.in(data.path()).isEmpty()) {
                LOG.error("PostgreSQL is still running and will be stopped at the next start: {}", outcome.output());
            }
        } catch (IOException failure) {
            LOG.error("PostgreSQL is still running and will be stopped at the next start", failure);
        }
    }

    private static List<String> startArguments(DataFolder data, int port) {
        StringBuilder options = new StringBuilder("-c port=").append(port);
        FIXED_SETTINGS.forEach(setting -> options.append(" -c ").append(setting));
        return List.of(
                "-D",
                data.path().toString(),
                "-l",
                data.startLog().toString(),
                "-o",
                options.toString(),
                "-t",
                Long.toString(START_LIMIT.toSeconds()),
                "-w",
                "start");
    }

    /** Somebody took the port meanwhile, or a killed process's PostgreSQL was only just coming up. */
    private static boolean isWorthAnotherTry(String reason) {
        return reason.contains("could not create any TCP/IP sockets")
                || reason.contains("lock file \"postmaster.pid\" already exists");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        }
    }

    /** What PostgreSQL said before it gave up: on its own output until it opens its log, then there. */
    private static String lastWords(DataFolder data, String saidByPgCtl) throws IOException {
        String onStart = LogTail.of(data.startLog());
        if (onStart.isEmpty()) {
            return saidByPgCtl;
        }
        return onStart.contains("redirecting log output")
                ? LogTail.of(data.path().resolve("log"))
                : onStart;
    }
}
