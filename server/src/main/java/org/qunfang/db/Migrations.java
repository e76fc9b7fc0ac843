package org.qunfang.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.output.MigrateResult;
import org.qunfang.settings.DatabaseUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings a database to the shape this program needs. Several processes may do so at once; one goes first. */
public final class Migrations {
    private static final Logger LOG = LoggerFactory.getLogger(Migrations.class);

    /** The oldest PostgreSQL whose features our SQL uses. */
    private static final int OLDEST_VERSION = 15;

    private Migrations() {}

    /**
     * Applies what is missing. Blocks.
     *
     * @return how many migrations were applied
     * @throws DatabaseUnavailable when the database cannot be reached, is too old, or a migration fails
     */
    public static int apply(DatabaseUrl url) {
        checkVersion(url);
        try {
            MigrateResult result = Flyway.configure()
                    .dataSource(Jdbc.dataSource(url))
                    .locations("classpath:db/migration")
                    .cleanDisabled(true)
                    .load()
                    .migrate();
            return result.migrationsExecuted;
        } catch (FlywayException failure) {
            throw new DatabaseUnavailable(
                    "The database " + url + " cannot be migrated: " + failure.getMessage(), failure);
        }
    }

    private static void checkVersion(DatabaseUrl url) {
        LOG.info("connecting to {}:{}", url.host(), url.port());
        try (Connection connection = Jdbc.connect(url)) {
            refuseOlderThan(OLDEST_VERSION, connection.getMetaData().getDatabaseMajorVersion(), url);
        } catch (SQLException failure) {
            throw new DatabaseUnavailable(
                    "PostgreSQL cannot be reached at " + url + ": " + Jdbc.reason(failure, url), failure);
        }
    }

    static void refuseOlderThan(int oldest, int version, DatabaseUrl url) {
        if (version < oldest) {
            throw new DatabaseUnavailable(
                    "The database " + url + " is PostgreSQL " + version + "; Qunfang needs " + oldest + " or newer.");
        }
    }
}
