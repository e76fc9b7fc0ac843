package org.qunfang;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The sample city's playbooks; what an administrator made of them stays. */
final class SamplePlaybooks {
    private static final String PLAYBOOK = """
            INSERT INTO playbooks (id, category_id, minimum_severity, name, changed_at)
            VALUES ($1, (SELECT id FROM categories WHERE code = $2), $3, $4, $5)
            ON CONFLICT DO NOTHING
            RETURNING id
            """;

    private static final String STEP = """
            INSERT INTO playbook_steps (playbook_id, version, code, position, title, explanation, owner_role, owner_side,
                                        due_from, due_seconds, evidence, life_safety)
            VALUES ($1, 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            """;

    private SamplePlaybooks() {}

    static Future<Void> load(SqlClient conn, JsonObject city, Instant now) {
        Map<UUID, JsonObject> idToPlaybook = new LinkedHashMap<>();
        SampleMatrix.file(city.getString("playbooks"))
                .getJsonArray("playbooks")
                .forEach(each -> idToPlaybook.put(id((JsonObject) each), (JsonObject) each));
        List<Tuple> playbooks = new ArrayList<>();
        idToPlaybook.forEach((id, json) -> playbooks.add(playbook(id, json, now)));
        return conn.preparedQuery(PLAYBOOK).executeBatch(playbooks).compose(made -> {
            List<Tuple> steps = new ArrayList<>();
            for (RowSet<Row> rows = made; rows != null; rows = rows.next()) {
                rows.forEach(row -> addSteps(steps, row.getUUID("id"), idToPlaybook.get(row.getUUID("id"))));
            }
            return steps.isEmpty()
                    ? Future.succeededFuture()
                    : conn.preparedQuery(STEP).executeBatch(steps).mapEmpty();
        });
    }

    /** The same at every load, so that one whose category was changed is not made again. */
    private static UUID id(JsonObject json) {
        return UuidCreator.getNameBasedSha1(
                "sample playbook " + json.getString("category") + " " + json.getString("minimumSeverity"));
    }

    private static Tuple playbook(UUID id, JsonObject json, Instant now) {
        return Tuple.of(
                id,
                json.getString("category"),
                json.getString("minimumSeverity"),
                json.getJsonObject("name"),
                now.atOffset(ZoneOffset.UTC));
    }

    private static void addSteps(List<Tuple> steps, UUID playbookId, JsonObject json) {
        json.getJsonArray("steps").forEach(each -> steps.add(step(playbookId, (JsonObject) each)));
    }

    private static Tuple step(UUID playbookId, JsonObject json) {
        JsonObject owner = json.getJsonObject("owner");
        return Tuple.tuple()
                .addUUID(playbookId)
                .addString(json.getString("code"))
                .addInteger(json.getInteger("order"))
                .addJsonObject(json.getJsonObject("title"))
                .addJsonObject(json.getJsonObject("explanation"))
                .addString(owner.getString("role"))
                .addString(owner.getString("side"))
                .addString(json.getString("dueFrom"))
                .addInteger((int) Duration.parse(json.getString("dueAfter")).toSeconds())
                .addString(json.getString("evidence"))
                .addBoolean(json.getBoolean("lifeSafety", false));
    }
}
