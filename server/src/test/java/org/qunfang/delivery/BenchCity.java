package org.qunfang.delivery;

import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.UUID;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.GeometryFactory;
import org.locationtech.jts.geom.MultiPolygon;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;

/** A million phones with one place each, spread evenly over a box of some 55 by 62 kilometres. */
record BenchCity(Vertx vertx, Pool pool, double[] lats, double[] lons) {
    static final int DEVICES = 1_000_000;

    private static final double SOUTH = 22.4;
    private static final double WEST = 113.7;
    private static final double SIDE = 0.6;
    private static final int BATCH = 10_000;
    private static final UUID ACCOUNT = UUID.fromString("00000000-0000-7000-8000-00000000000a");

    static BenchCity build(Vertx vertx, Pool pool) {
        SplittableRandom random = new SplittableRandom(2015);
        double[] lats = new double[DEVICES];
        double[] lons = new double[DEVICES];
        for (int i = 0; i < DEVICES; i++) {
            lats[i] = SOUTH + SIDE * random.nextDouble();
            lons[i] = WEST + SIDE * random.nextDouble();
        }
        BenchCity city = new BenchCity(vertx, pool, lats, lons);
        city.store();
        return city;
    }

    static UUID device(int number) {
        return new UUID(0x0190_0000_0000_7000L, Long.MIN_VALUE | number);
    }

    static int number(UUID device) {
        return (int) device.getLeastSignificantBits();
    }

    private void store() {
        long began = System.nanoTime();
        pool.preparedQuery("INSERT INTO accounts (id, kind, created_at) VALUES ($1, 'RESIDENT', now())")
                .execute(Tuple.of(ACCOUNT))
                .await();
        for (int from = 0; from < DEVICES; from += BATCH) {
            UUID[] ids = new UUID[BATCH];
            Double[] latitudes = new Double[BATCH];
            Double[] longitudes = new Double[BATCH];
            Long[] cells = new Long[BATCH];
            for (int i = 0; i < BATCH; i++) {
                ids[i] = device(from + i);
                latitudes[i] = lats[from + i];
                longitudes[i] = lons[from + i];
                cells[i] = CellDisk.cellOf(Location.of(lats[from + i], lons[from + i]));
            }
            store(ids, latitudes, longitudes, cells);
        }
        pool.query("VACUUM ANALYZE devices").execute().await();
        pool.query("VACUUM ANALYZE device_places").execute().await();
        System.out.printf(Locale.ROOT, "%,d devices stored in %.0f s%n", DEVICES, (System.nanoTime() - began) / 1e9);
    }

    private void store(UUID[] ids, Double[] latitudes, Double[] longitudes, Long[] cells) {
        pool.preparedQuery("""
                        INSERT INTO devices
                            (id, account_id, channel, token, language, minimum_severity, created_at, updated_at)
                        SELECT id, $2, 'fcm', 'token-' || id, 'zh-CN', 0, now(), now() FROM unnest($1::uuid[]) AS n (id)
                        """).execute(Tuple.of(ids, ACCOUNT)).await();
        pool.preparedQuery("""
                        INSERT INTO device_places
                            (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                        SELECT id, 0, 'home', lat, lon, cell, 'fcm', 'zh-CN', 0
                          FROM unnest($1::uuid[], $2::float8[], $3::float8[], $4::bigint[]) AS n (id, lat, lon, cell)
                        """)
                .execute(Tuple.of(ids, latitudes, longitudes, cells))
                .await();
    }

    /** About this share of the devices: a ring of 100 vertices around the middle, in and out by a tenth. */
    static MultiPolygon around(double share) {
        double radius = SIDE * Math.sqrt(share / Math.PI);
        Coordinate[] ring = new Coordinate[101];
        for (int i = 0; i < 100; i++) {
            double reach = radius * (i % 2 == 0 ? 1.05 : 0.95);
            double angle = 2 * Math.PI * i / 100;
            ring[i] = new Coordinate(
                    WEST + SIDE / 2 + reach * Math.cos(angle), SOUTH + SIDE / 2 + reach * Math.sin(angle));
        }
        ring[100] = ring[0].copy();
        GeometryFactory geometry = new GeometryFactory();
        return geometry.createMultiPolygon(new Polygon[] {geometry.createPolygon(ring)});
    }
}
