package org.qunfang;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.nio.file.Path;
import java.time.Clock;
import org.qunfang.casework.ShippedDays;
import org.qunfang.identity.Identity;

/**
 * The city that comes with the product: Shenzhen in outline, drawn and staffed for demonstration. Loading it again
 * changes nothing; what an administrator changed meanwhile stays.
 */
final class SampleCity {
    private final Pool pool;
    private final Path data;
    private final Clock clock;
    private final Identity identity;

    /** @param data folder that gets {@code sample-accounts.json} */
    SampleCity(Pool pool, Path data, Clock clock, Identity identity) {
        this.pool = pool;
        this.data = data;
        this.clock = clock;
        this.identity = identity;
    }

    /** Blocks. Fails as a whole when a part of it does not fit what is in the database. */
    void load() {
        JsonObject city = SampleMatrix.file("city.json");
        pool.withTransaction(SampleMatrix::load).await();
        pool.withTransaction(
                        conn -> ShippedDays.load(conn, SampleMatrix.bytes(city.getString("holidays")), clock.instant()))
                .await();
        pool.withTransaction(conn -> SamplePlaybooks.load(conn, city, clock.instant()))
                .await();
        pool.withTransaction(conn -> SampleFactors.load(conn, city, clock.instant()))
                .await();
        pool.withTransaction(conn -> SampleTemplates.load(conn, city, clock.instant()))
                .await();
        new SampleAccounts(pool, data.resolve("sample-accounts.json"), clock, identity).load(city);
        pool.withTransaction(conn -> SampleOrganisations.load(conn, city, clock.instant()))
                .await();
        pool.withTransaction(conn -> SampleSites.load(conn, city, clock)).await();
    }
}
