package org.qunfang;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** What officers of the sample city are asked when they score a case; what an administrator made of it stays. */
final class SampleFactors {
    private static final String SET = """
            WITH made AS (
                INSERT INTO factor_sets (id, category_id, version)
                SELECT $1, id, 1 FROM categories WHERE code = $2
                ON CONFLICT DO NOTHING
                RETURNING id
            )
            INSERT INTO factor_set_versions (factor_set_id, version, changed_at, factors)
            SELECT id, 1, $3, $4 FROM made
            """;

    private SampleFactors() {}

    static Future<Void> load(SqlClient conn, JsonObject city, Instant now) {
        List<Tuple> sets = new ArrayList<>();
        SampleMatrix.file(city.getString("factors")).getJsonArray("factorSets").forEach(each -> {
            JsonObject json = (JsonObject) each;
            String category = json.getString("category");
            sets.add(Tuple.of(
                    UuidCreator.getNameBasedSha1("sample factors " + category),
                    category,
                    now.atOffset(ZoneOffset.UTC),
                    json.getJsonArray("factors")));
        });
        return conn.preparedQuery(SET).executeBatch(sets).mapEmpty();
    }
}
