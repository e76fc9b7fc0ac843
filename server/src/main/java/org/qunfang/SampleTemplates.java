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

/** What warnings of the sample city begin with; what somebody made of it stays. */
final class SampleTemplates {
    private static final String SET = """
            WITH made AS (
                INSERT INTO warning_templates (id, category_id, version, active)
                SELECT $1, id, 1, true FROM categories WHERE code = $2
                ON CONFLICT DO NOTHING
                RETURNING id
            )
            INSERT INTO warning_template_versions (template_id, version, changed_at, content)
            SELECT id, 1, $3, $4 FROM made
            """;

    private SampleTemplates() {}

    static Future<Void> load(SqlClient conn, JsonObject city, Instant now) {
        List<Tuple> templates = new ArrayList<>();
        SampleMatrix.file(city.getString("warningTemplates"))
                .getJsonArray("templates")
                .forEach(each -> {
                    JsonObject json = (JsonObject) each;
                    String category = json.getString("category");
                    templates.add(Tuple.of(
                            UuidCreator.getNameBasedSha1("sample warning template " + category),
                            category,
                            now.atOffset(ZoneOffset.UTC),
                            json.getJsonObject("content")));
                });
        return conn.preparedQuery(SET).executeBatch(templates).mapEmpty();
    }
}
