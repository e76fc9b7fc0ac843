package org.qunfang.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.qunfang.settings.DatabaseUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The PostgreSQL we bring along, with its data kept in a folder of ours.
 *
 * <p>The folder is held by one Qunfang process at a time. It holds {@code postgres} (the data), {@code
 * postgres.password} (mode 0600), {@code postgres-programs}, {@code postgres-start.log} and {@code postgres.lock}.
 * A Qunfang process that was killed leaves its PostgreSQL running; the next one stops that cleanly and starts its own.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedDatabase.class);
    private static final String DATABASE = "qunfang";

    private final FolderLock lock;
    private final PostgresServer server;
    private final String password;

    private EmbeddedDatabase(FolderLock lock, PostgresServer server, String password) {
        this.lock = lock;
        this.server = server;
        this.password = password;
    }

    /**
     * Starts PostgreSQL on a free port of 127.0.0.1 and waits until it answers. Blocks; recovery after a crash can take
     * minutes.
     *
     * @param folder made when absent, readable for its owner only
     * @throws DatabaseUnavailable with what the operator can do about it
     */
    public static EmbeddedDatabase start(Path folder) {
        FolderLock lock = null;
        try {
            Path owned = Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                    .toRealPath();
            lock = FolderLock.acquire(owned);
            EmbeddedDatabase database = startLocked(owned, lock);
            lock = null;
            return database;
        } catch (IOException failure) {
            throw new DatabaseUnavailable(
                    "The embedded PostgreSQL cannot be started in " + folder + ": " + failure, failure);
        } finally {
            release(lock);
        }
    }

    private static EmbeddedDatabase startLocked(Path folder, FolderLock lock) throws IOException {
        PostgresPrograms programs =
                new PostgresPrograms(PostgresBinaries.unpackInto(folder.resolve("postgres-programs")));
        DataFolder data = new DataFolder(folder, programs);
        String password = data.prepare();
        PostgresServer server = PostgresServer.start(data, programs);
        EmbeddedDatabase database = new EmbeddedDatabase(lock, server, password);
        try {
            Superuser.ensureDatabase(database.superuserUrl(), DATABASE, password);
            return database;
        } catch (RuntimeException failure) {
            server.stop();
            throw failure;
        }
    }

    /** The product's own database, as its owner, who is not a superuser. */
    public DatabaseUrl url() {
        return DatabaseUrl.loopback(server.port(), DATABASE, DATABASE, password);
    }

    /** The maintenance database as superuser: for making databases, never for requests. */
    public DatabaseUrl superuserUrl() {
        return DatabaseUrl.loopback(server.port(), "postgres", DataFolder.SUPERUSER, password);
    }

    /** Stops PostgreSQL (open transactions are rolled back) and gives the folder free. Blocks, usually for less than a second. */
    @Override
    public void close() {
        server.stop();
        release(lock);
    }

    private static void release(FolderLock lock) {
        if (lock == null) {
            return;
        }
        try {
            lock.close();
        } catch (IOException failure) {
            LOG.warn("The lock on the data folder ends with this process", failure);
        }
    }
}
