package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.Iterator;
import java.util.UUID;

/** Why a department leads a case, in the words that were kept when it was routed; for people outside, too. */
public final class WhyLed {
    private static final String WORDS = """
            SELECT g.content
              FROM cases AS c
              JOIN grounds AS g ON g.id = c.why_id
             WHERE c.id = $1
            """;

    private WhyLed() {}

    /** The texts of the steps, in their order; empty for an unknown case. */
    public static Future<JsonArray> words(SqlClient client, UUID caseId) {
        return client.preparedQuery(WORDS).execute(Tuple.of(caseId)).map(rows -> {
            JsonArray words = new JsonArray();
            Iterator<Row> found = rows.iterator();
            if (found.hasNext()) {
                found.next()
                        .getJsonArray("content")
                        .forEach(step -> words.add(((JsonObject) step).getJsonObject("text")));
            }
            return words;
        });
    }
}
