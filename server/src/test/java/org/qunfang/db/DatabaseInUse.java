package org.qunfang.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Pool;
import org.flywaydb.core.Flyway;
import org.qunfang.testing.TestDatabase;

/** A database of an earlier version with something in it, brought to this one. */
final class DatabaseInUse {
    private DatabaseInUse() {}

    /**
     * @param version the last migration that it had
     * @param content statements that fill it
     */
    static void migrate(TestDatabase database, String version, String content) {
        Pool pool = database.pool();
        pool.query("DROP SCHEMA public CASCADE").execute().await();
        pool.query("CREATE SCHEMA public").execute().await();
        Flyway.configure()
                .dataSource(Jdbc.dataSource(database.url()))
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
        pool.query(content).execute().await();
        assertThat(Migrations.apply(database.url())).isPositive();
    }
}
