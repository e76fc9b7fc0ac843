package org.qunfang.delivery;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Writes warnings at a {@link BenchServer} and approves them, as two officers do. */
final class BenchWarning {
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final int port;

    BenchWarning(int port) {
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
        HttpResponse<String> draft = send(BenchServer.AUTHOR, "/v1/warnings", null, draft());
        String path = "/v1/warnings/" + new JsonObject(draft.body()).getString("id");
        String version = draft.headers().firstValue("ETag").orElseThrow();
        return new JsonObject(send(BenchServer.AUTHOR, path + "/submit", version, new JsonObject())
                .body());
    }

    void approve(JsonObject submitted) {
        send(
                BenchServer.APPROVER,
                "/v1/warnings/" + submitted.getString("id") + "/approve",
                null,
                new JsonObject().put("contentHash", submitted.getString("contentHash")));
    }

    private HttpResponse<String> send(String officer, String path, String version, JsonObject body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path))
                .header("Authorization", "Bearer " + officer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
        if (version != null) {
            request.header("If-Match", version);
        }
        return send(request.build());
    }

    /** The entity tag of what everybody may read. */
    String tag(String path) {
        return send(HttpRequest.newBuilder(at(path)).build())
                .headers()
                .firstValue("ETag")
                .orElseThrow();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException(request + " " + answer.statusCode() + " " + answer.body());
            }
            return answer;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
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
