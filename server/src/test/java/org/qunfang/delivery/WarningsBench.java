package org.qunfang.delivery;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.qunfang.db.Database;
import org.qunfang.db.EmbeddedDatabase;
import org.qunfang.db.Migrations;

/** What a warning costs from its approval on, with a million devices; each part beside its yardstick in the same run. */
public final class WarningsBench {
    private static final int CONNECTIONS = 10;
    private static final Set<String> OF_A_CITY = Set.of("selection", "handover", "fcm");
    private static final Set<String> OF_OPEN_PAGES = Set.of("herd", "live", "topics");

    private WarningsBench() {}

    /** @param arguments the parts to measure; all when there are none */
    public static void main(String[] arguments) throws Exception {
        List<String> parts = List.of(arguments);
        Vertx vertx = Vertx.vertx();
        try {
            if (parts.isEmpty() || parts.stream().anyMatch(OF_OPEN_PAGES::contains)) {
                ofOpenPages(vertx, parts);
            }
            if (parts.isEmpty() || parts.stream().anyMatch(OF_A_CITY::contains)) {
                ofACity(vertx, parts);
            }
        } finally {
            vertx.close().await();
        }
        System.exit(0);
    }

    private static void ofACity(Vertx vertx, List<String> parts) throws Exception {
        try (EmbeddedDatabase postgres = EmbeddedDatabase.start(Files.createTempDirectory("qunfang-bench"))) {
            Migrations.apply(postgres.url());
            Pool pool = Database.pool(vertx, postgres.url(), CONNECTIONS);
            BenchCity city = BenchCity.build(vertx, pool);
            if (asked(parts, "selection")) {
                SelectionBench.run(city);
            }
            if (asked(parts, "handover")) {
                HandoverBench.run(city);
            }
            if (asked(parts, "fcm")) {
                HandoverBench.runFcm(city);
            }
            pool.close().await();
        }
    }

    private static void ofOpenPages(Vertx vertx, List<String> parts) throws Exception {
        Path folder = Files.createTempDirectory("qunfang-bench");
        Path log = folder.resolve("servers.log");
        try (EmbeddedDatabase postgres = EmbeddedDatabase.start(folder)) {
            Migrations.apply(postgres.url());
            Pool pool = Database.pool(vertx, postgres.url(), CONNECTIONS);
            Map<String, String> environment = Map.of(
                    "DATABASE_URL", postgres.url().text(),
                    "QUNFANG_DATA", folder.resolve("server").toString(),
                    "QUNFANG_PORT", "0",
                    "QUNFANG_MANAGEMENT_PORT", "0",
                    "QUNFANG_SAMPLE", "true");
            BenchWarning.officers(pool);
            if (asked(parts, "herd")) {
                HerdBench.run(environment, log);
            }
            if (asked(parts, "live")) {
                LiveBench.run(pool, environment, log);
            }
            if (asked(parts, "topics")) {
                TopicsBench.run(vertx, pool);
            }
            pool.close().await();
        }
    }

    private static boolean asked(List<String> parts, String part) {
        return parts.isEmpty() || parts.contains(part);
    }
}
