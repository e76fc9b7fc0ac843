package org.qunfang.delivery;

import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PreparedStatement;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.io.WKTWriter;

/**
 * Choosing the devices in a polygon of 100 vertices, as {@code Fanout} does without writing them down, against PostGIS:
 * {@code ST_Covers} over the same rows, clustered by their GiST index. Both read id, and what a hand-over needs, through
 * the same client; the two take turns.
 */
final class SelectionBench {
    private static final int ROUNDS = 7;
    private static final int FETCH = 10_000;
    private static final int RANGES_A_CHUNK = 16;
    private static final double[] SHARES = {0.05, 0.5};

    private SelectionBench() {}

    static void run(BenchCity city) throws IOException, InterruptedException {
        System.out.println("selection of devices in a polygon of 100 vertices");
        Optional<PostGis> started = PostGis.start(city.vertx());
        try {
            started.ifPresent(postGis -> postGis.load(city));
            for (double share : SHARES) {
                compare(city, started, share);
            }
        } finally {
            if (started.isPresent()) {
                started.get().close();
            }
        }
    }

    private static void compare(BenchCity city, Optional<PostGis> postGis, double share) {
        MultiPolygon area = BenchCity.around(share);
        double[] ours = new double[ROUNDS];
        double[] theirs = new double[ROUNDS];
        BitSet chosen = new BitSet();
        BitSet covered = new BitSet();
        for (int round = 0; round < ROUNDS; round++) {
            chosen.clear();
            long began = System.nanoTime();
            choose(city.pool(), area, chosen);
            ours[round] = (System.nanoTime() - began) / 1e6;
            if (postGis.isPresent()) {
                covered.clear();
                began = System.nanoTime();
                cover(postGis.get().pool(), area, covered);
                theirs[round] = (System.nanoTime() - began) / 1e6;
            }
        }
        Arrays.sort(ours);
        Arrays.sort(theirs);
        double mine = ours[ROUNDS / 2];
        double other = theirs[ROUNDS / 2];
        System.out.printf(Locale.ROOT, "  %,7d of %,d: %,6.0f ms", chosen.cardinality(), BenchCity.DEVICES, mine);
        if (postGis.isPresent()) {
            System.out.printf(
                    Locale.ROOT,
                    "; PostGIS %,6.0f ms; ours takes %.2f of it (goal at most 1); %s%n",
                    other,
                    mine / other,
                    chosen.equals(covered) ? "the same devices" : "NOT the same devices");
        } else {
            System.out.println();
        }
    }

    private static void choose(Pool pool, MultiPolygon area, BitSet chosen) {
        Audience audience = Audience.of(area);
        Long[] lo = audience.rangeLo();
        for (int from = 0; from < lo.length; from += RANGES_A_CHUNK) {
            int to = Math.min(from + RANGES_A_CHUNK, lo.length);
            pool.preparedQuery("SELECT p.device_id, p.channel, p.language, $1::uuid AS message_id FROM ("
                            + AudienceStore.PLACES_INSIDE + ") AS p")
                    .execute(Tuple.of(
                            new UUID(0, 0),
                            Arrays.copyOfRange(lo, from, to),
                            Arrays.copyOfRange(audience.rangeHi(), from, to),
                            4))
                    .await()
                    .forEach(row -> chosen.set(BenchCity.number(row.getUUID("device_id"))));
        }
        AreaTest exact = new AreaTest(audience.geoJson());
        Long[] cells = audience.boundaryCells();
        for (int from = 0; from < cells.length; from += audience.boundaryChunk()) {
            int to = Math.min(from + audience.boundaryChunk(), cells.length);
            List<AudienceStore.Place> places = new AudienceStore()
                    .placesIn(pool, Arrays.copyOfRange(cells, from, to), 4)
                    .await();
            exact.covered(places).forEach(place -> chosen.set(BenchCity.number(place.deviceId())));
        }
    }

    private static void cover(Pool pool, MultiPolygon area, BitSet covered) {
        SqlConnection conn = pool.getConnection().await();
        PreparedStatement statement = conn.prepare(
                        "SELECT id, token FROM phones WHERE ST_Covers(ST_GeomFromText($1, 4326), place)")
                .await();
        conn.begin().await();
        Cursor cursor = statement.cursor(Tuple.of(new WKTWriter().write(area)));
        do {
            RowSet<Row> rows = cursor.read(FETCH).await();
            rows.forEach(row -> covered.set(BenchCity.number(row.getUUID("id"))));
        } while (cursor.hasMore());
        conn.close().await();
    }
}
