package org.qunfang.delivery;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import org.qunfang.db.Database;
import org.qunfang.db.EmbeddedDatabase;
import org.qunfang.db.Migrations;

/** What a warning costs from its approval on, with a million devices; each part beside its yardstick in the same run. */
public final class WarningsBench {
    private static final int CONNECTIONS = 10;

    private WarningsBench() {}

    /** @param arguments the parts to measure; all when there are none */
    public static void main(String[] arguments) throws Exception {
        Set<String> parts =
                arguments.length == 0 ? Set.of("selection", "handover", "fcm") : Set.copyOf(List.of(arguments));
        Vertx vertx = Vertx.vertx();
        try (EmbeddedDatabase postgres = EmbeddedDatabase.start(Files.createTempDirectory("qunfang-bench"))) {
            Migrations.apply(postgres.url());
            Pool pool = Database.pool(vertx, postgres.url(), CONNECTIONS);
            BenchCity city = BenchCity.build(vertx, pool);
            if (parts.contains("selection")) {
                SelectionBench.run(city);
            }
            if (parts.contains("handover")) {
                HandoverBench.run(city);
            }
            if (parts.contains("fcm")) {
                HandoverBench.runFcm(city);
            }
            pool.close().await();
        } finally {
            vertx.close().await();
        }
        System.exit(0);
    }
}
