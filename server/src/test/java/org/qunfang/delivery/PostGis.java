package org.qunfang.delivery;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.qunfang.db.Database;
import org.qunfang.settings.DatabaseUrl;

/** Debian's PostgreSQL with PostGIS, in a folder of its own, as the yardstick for choosing devices. */
final class PostGis implements AutoCloseable {
    private static final Path INSTALLED = Path.of("/usr/lib/postgresql");
    private static final int BATCH = 10_000;

    private final Path programs;
    private final Path data;
    private final Pool pool;

    private PostGis(Path programs, Path data, Pool pool) {
        this.programs = programs;
        this.data = data;
        this.pool = pool;
    }

    /** Empty, with a message, where it is not installed. */
    static Optional<PostGis> start(Vertx vertx) throws IOException, InterruptedException {
        Optional<Path> programs = programs();
        if (programs.isEmpty()) {
            System.out.println("  PostGIS is not installed (Debian: postgresql-15-postgis-3): not compared");
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("qunfang-postgis");
        Path data = folder.resolve("data");
        if (isRoot()) {
            run("chown", "postgres", folder.toString());
        }
        int port = freePort();
        as(programs.get(), "initdb", "-D", data, "-A", "trust", "-U", "postgres", "--no-sync");
        String options = "-p " + port + " -k " + folder + " -c listen_addresses=127.0.0.1 -c shared_buffers=1GB"
                + " -c max_wal_size=4GB -c jit=off";
        as(programs.get(), "pg_ctl", "-D", data, "-o", "'" + options + "'", "-l", folder.resolve("log"), "-w", "start");
        Pool pool = Database.pool(vertx, DatabaseUrl.loopback(port, "postgres", "postgres", "none"), 4);
        return Optional.of(new PostGis(programs.get(), data, pool));
    }

    private static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(INSTALLED)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(INSTALLED)) {
            return versions.filter(each -> Files.exists(Path.of(
                            "/usr/share/postgresql", each.getFileName().toString(), "extension/postgis.control")))
                    .map(each -> each.resolve("bin"))
                    .findFirst();
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** PostgreSQL does not run as root. */
    private static void as(Path programs, String program, Object... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(programs.resolve(program).toString()));
        Stream.of(arguments).map(Object::toString).forEach(words::add);
        String line = String.join(" ", words);
        run(isRoot() ? new String[] {"su", "postgres", "-c", line} : new String[] {"sh", "-c", line});
    }

    private static void run(String... command) throws IOException, InterruptedException {
        File log = Files.createTempFile("qunfang-postgis", ".log").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
        if (!process.waitFor(2, TimeUnit.MINUTES) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + "\n" + Files.readString(log.toPath()));
        }
    }

    Pool pool() {
        return pool;
    }

    /** The same rows, clustered by place. */
    void load(BenchCity city) {
        pool.query("CREATE EXTENSION postgis").execute().await();
        pool.query("CREATE TABLE phones (id uuid NOT NULL, token text NOT NULL, place geometry(Point, 4326) NOT NULL)")
                .execute()
                .await();
        for (int from = 0; from < BenchCity.DEVICES; from += BATCH) {
            UUID[] ids = new UUID[BATCH];
            Double[] lats = new Double[BATCH];
            Double[] lons = new Double[BATCH];
            for (int i = 0; i < BATCH; i++) {
                ids[i] = BenchCity.device(from + i);
                lats[i] = city.lats()[from + i];
                lons[i] = city.lons()[from + i];
            }
            pool.preparedQuery("""
                            INSERT INTO phones (id, token, place)
                            SELECT id, 'token-' || id, ST_SetSRID(ST_MakePoint(lon, lat), 4326)
                              FROM unnest($1::uuid[], $2::float8[], $3::float8[]) AS n (id, lat, lon)
                            """).execute(Tuple.of(ids, lats, lons)).await();
        }
        pool.query("CREATE INDEX phones_place ON phones USING gist (place)")
                .execute()
                .await();
        pool.query("CLUSTER phones USING phones_place").execute().await();
        pool.query("VACUUM ANALYZE phones").execute().await();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        pool.close().await();
        as(programs, "pg_ctl", "-D", data, "-m", "immediate", "stop");
    }
}
