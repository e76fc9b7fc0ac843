package org.qunfang.delivery;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes warnings at a {@link BenchServer} and approves them, as two officers do. */
final class BenchWarning {
    private final WebClient web;
    private final int port;

    BenchWarning(WebClient web, int port) {
        this.web = web;
        this.port = port;
    }

    /** Officers need accounts: what they do points at them. */
    static void officers(Pool pool) {
        for (String officer : List.of(BenchServer.AUTHOR, BenchServer.APPROVER)) {
            pool.preparedQuery("""
                            INSERT INTO accounts (id, kind, created_at, email, name, roles, password_hash, totp_secret)
                            VALUES ($1, 'OFFICER', now(), $2, $3, ARRAY[$4], 'none', decode(repeat('00', 20), 'hex'))
                            """)
                    .execute(Tuple.of(
                            BenchServer.account(officer), officer + "@example.org", officer, "warning_" + officer))
                    .await();
        }
    }

    /** Written and handed in; what it needs to be approved. */
    JsonObject submitted() {
        HttpResponse<Buffer> draft = send(BenchServer.AUTHOR, "/v1/warnings", null, draft());
        String path = "/v1/warnings/" + draft.bodyAsJsonObject().getString("id");
        return send(BenchServer.AUTHOR, path + "/submit", draft.getHeader("ETag"), new JsonObject())
                .bodyAsJsonObject();
    }

    void approve(JsonObject submitted) {
        send(
                BenchServer.APPROVER,
                "/v1/warnings/" + submitted.getString("id") + "/approve",
                null,
                new JsonObject().put("contentHash", submitted.getString("contentHash")));
    }

    private HttpResponse<Buffer> send(String officer, String path, String version, JsonObject body) {
        var request =
                web.request(HttpMethod.POST, port, "127.0.0.1", path).putHeader("Authorization", "Bearer " + officer);
        if (version != null) {
            request.putHeader("If-Match", version);
        }
        HttpResponse<Buffer> answer = request.sendJsonObject(body).await();
        if (answer.statusCode() >= 300) {
            throw new IllegalStateException(path + " " + answer.statusCode() + " " + answer.bodyAsString());
        }
        return answer;
    }

    private static JsonObject draft() {
        JsonArray ring = new JsonArray();
        double[][] corners = {
            {113.930, 22.705}, {113.940, 22.705}, {113.940, 22.715}, {113.930, 22.715}, {113.930, 22.705}
        };
        for (double[] corner : corners) {
            ring.add(new JsonArray().add(corner[0]).add(corner[1]));
        }
        JsonObject polygon = new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray().add(ring));
        return new JsonObject()
                .put("mode", "actual")
                .put("category", "Geo")
                .put("event", "landslide")
                .put("eventCode", "OET-119")
                .put("urgency", "Immediate")
                .put("severity", "Extreme")
                .put("certainty", "Likely")
                .put(
                        "expires",
                        Instant.now()
                                .plusSeconds(7_200)
                                .truncatedTo(ChronoUnit.SECONDS)
                                .toString())
                .putNull("caseId")
                .put(
                        "infos",
                        new JsonArray()
                                .add(info("zh-CN", "红坳受纳场可能滑坡，立即撤离", "坡体裂缝扩大。", "向两侧高处撤离。"))
                                .add(info(
                                        "en",
                                        "Landslide likely: leave now",
                                        "Cracks widen.",
                                        "Go across the slope, uphill.")))
                .put(
                        "area",
                        new JsonObject()
                                .put(
                                        "description",
                                        new JsonObject().put("zh-CN", "光明").put("en", "Guangming"))
                                .put("polygons", new JsonArray().add(polygon)));
    }

    private static JsonObject info(String language, String headline, String description, String instruction) {
        return new JsonObject()
                .put("language", language)
                .put("headline", headline)
                .put("description", description)
                .put("instruction", instruction);
    }
}
