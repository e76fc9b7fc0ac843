package org.qunfang.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;

/** Phones of one person, straight in the database: thousands in a moment. */
record Phones(Pool pool, UUID account) {

    UUID phone(double lat, double lon, Severity minimum) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        add(List.of(Tuple.of(id, lat, lon, CellDisk.cellOf(Location.of(lat, lon)))));
        pool.preparedQuery("UPDATE device_places SET minimum_severity = $2 WHERE device_id = $1")
                .execute(Tuple.of(id, minimum.level()))
                .await();
        return id;
    }

    void add(List<Tuple> rows) {
        List<Tuple> withAccount = rows.stream()
                .map(row -> Tuple.of(row.getUUID(0), account, "token-" + row.getUUID(0)))
                .toList();
        pool.preparedQuery("""
                        INSERT INTO devices
                            (id, account_id, channel, token, language, minimum_severity, created_at, updated_at)
                        VALUES ($1, $2, 'fcm', $3, 'zh-CN', 0, now(), now())
                        """).executeBatch(withAccount).await();
        pool.preparedQuery("""
                        INSERT INTO device_places
                            (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                        VALUES ($1, 0, 'home', $2, $3, $4, 'fcm', 'zh-CN', 0)
                        """).executeBatch(rows).await();
    }

    void place(UUID device, int position, double lat, double lon) {
        pool.preparedQuery("""
                        INSERT INTO device_places
                            (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                        VALUES ($1, $2, 'work', $3, $4, $5, 'fcm', 'zh-CN', 0)
                        """)
                .execute(Tuple.of(device, position, lat, lon, CellDisk.cellOf(Location.of(lat, lon))))
                .await();
    }
}
