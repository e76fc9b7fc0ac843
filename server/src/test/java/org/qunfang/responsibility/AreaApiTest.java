package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.SharedData;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Areas over HTTP: lists, edits, and the import of GeoJSON. */
class AreaApiTest {
    private static final String GEO_JSON = "application/geo+json";

    @RegisterExtension
    static final TestApp app = new TestApp();

    private static TestClient administrator;

    @BeforeAll
    static void signIn() {
        administrator =
                app.officer("city-emergency", Set.of("administrator"), Set.of("responsibility.edit", "area.import"));
    }

    private static JsonObject square(double west, double south, double size) {
        JsonArray ring = new JsonArray()
                .add(new JsonArray().add(west).add(south))
                .add(new JsonArray().add(west + size).add(south))
                .add(new JsonArray().add(west + size).add(south + size))
                .add(new JsonArray().add(west).add(south + size))
                .add(new JsonArray().add(west).add(south));
        return new JsonObject().put("type", "Polygon").put("coordinates", new JsonArray().add(ring));
    }

    private static JsonObject area(String code) {
        return new JsonObject()
                .put("code", code)
                .put("name", new JsonObject().put("zh-CN", "测试区"))
                .put("level", "district")
                .put("geometry", square(10, 50, 0.1));
    }

    /** Names stand on maps, in routes and in warnings. */
    @Test
    void anImportedNameIsCleanedAndOneThatCannotBeKeptIsRefusedAlone() {
        JsonObject turned = feature("990801", null, square(10, 60, 0.1));
        turned.getJsonObject("properties").put("name", "光\u202e明\u0007\r\n区\ufeff");
        JsonObject half = feature("990802", null, square(11, 60, 0.1));
        half.getJsonObject("properties").put("name", "区\ud83d");
        JsonObject halfCode = feature("990803\ud83d", null, square(12, 60, 0.1));
        JsonObject longEnglish = feature("990804", null, square(13, 60, 0.1));
        longEnglish.getJsonObject("properties").put("en", "x".repeat(201));
        JsonObject file = new JsonObject()
                .put("type", "FeatureCollection")
                .put(
                        "features",
                        new JsonArray().add(turned).add(half).add(halfCode).add(longEnglish));

        // Written as JSON has it: a lone half has no UTF-8.
        Answer answer = administrator.send(
                HttpMethod.POST,
                "/v1/areas/import?nameEn=en",
                GEO_JSON,
                Buffer.buffer(file.encode().replace("\ud83d", "\\ud83d")));

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.json().getInteger("created")).isEqualTo(1);
        assertThat(answer.json().getInteger("refused")).isEqualTo(3);
        assertThat(administrator
                        .get("/v1/areas?q=990801")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getJsonObject("name")
                        .getString("zh-CN"))
                .isEqualTo("光明 区");
    }

    private static JsonObject feature(String code, String parent, JsonObject geometry) {
        return new JsonObject()
                .put("type", "Feature")
                .put(
                        "properties",
                        new JsonObject()
                                .put("code", code)
                                .put("name", "区 " + code)
                                .put("up", parent))
                .put("geometry", geometry);
    }

    private static Buffer collection(Object... features) {
        JsonArray array = new JsonArray();
        for (Object feature : features) {
            array.add(feature);
        }
        return new JsonObject()
                .put("type", "FeatureCollection")
                .put("features", array)
                .toBuffer();
    }

    private static Answer take(String query, Buffer body) {
        return administrator.send(HttpMethod.POST, "/v1/areas/import" + query, GEO_JSON, body);
    }

    private static void assertCounts(Answer answer, int created, int updated, int unchanged, int refused) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        JsonObject json = answer.json();
        assertThat(new int[] {
                    json.getInteger("created"),
                    json.getInteger("updated"),
                    json.getInteger("unchanged"),
                    json.getInteger("refused")
                })
                .containsExactly(created, updated, unchanged, refused);
        assertThat(json.getInteger("read"))
                .isEqualTo(created + updated + unchanged + refused + json.getInteger("left"));
    }

    private static JsonArray items(String query) {
        return app.nobody().get("/v1/areas" + query).json().getJsonArray("items");
    }

    private static void assertRefused(Answer answer, String pointer, String reason) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        JsonObject error = answer.json().getJsonArray("errors").getJsonObject(0);
        assertThat(error.getString("pointer")).isEqualTo(pointer);
        assertThat(error.getString("reason")).contains(reason);
    }

    private static Answer create(JsonObject area) {
        return administrator.with("Accept-Language", "en").post("/v1/areas", area);
    }

    @Test
    void areasAreListedForEverybodyByParentAndLevelWithOutlinesWhenAsked() {
        assertThat(items("?parent=440300&level=district"))
                .hasSize(10)
                .allSatisfy(item ->
                        assertThat(((JsonObject) item).containsKey("geometry")).isFalse());
        JsonObject guangming =
                items("?q=guangming&level=district&geometry=true").getJsonObject(0);
        assertThat(guangming.getString("code")).isEqualTo("440311");
        assertThat(guangming.getJsonObject("geometry").getString("type")).isIn("Polygon", "MultiPolygon");
        assertThat(guangming.getJsonArray("bounds")).hasSize(4);
    }

    @Test
    void outlinesThatDidNotChangeAreNotSentAgain() {
        Answer list = app.nobody().get("/v1/areas?geometry=true");

        assertThat(app.nobody()
                        .with("If-None-Match", list.etag())
                        .get("/v1/areas?geometry=true")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void aCreatedAreaHoldsPlacesAtOnceAndIsChangedByItsVersion() {
        Answer created = create(area("made"));
        assertThat(created.status()).isEqualTo(201);
        String path = "/v1/areas/" + created.json().getString("id");

        JsonObject moved = area("made").put("geometry", square(20, 50, 0.1)).put("population", 7);
        Answer changed = administrator.with("If-Match", created.etag()).put(path, moved);
        assertThat(changed.json().getJsonArray("bounds").getDouble(0)).isEqualTo(20.0);
        assertThat(administrator
                        .with("If-Match", created.etag())
                        .put(path, moved)
                        .status())
                .isEqualTo(412);
    }

    @Test
    void whatIsNoAreaIsRefusedByNameAndLeavesNoRow() {
        JsonObject crossing =
                new JsonObject("{\"type\":\"Polygon\",\"coordinates\":[[[10,50],[11,51],[11,50],[10,51],[10,50]]]}");
        JsonObject swapped = new JsonObject(
                "{\"type\":\"Polygon\",\"coordinates\":[[[22.7,113.8],[22.8,113.8],[22.8,113.9],[22.7,113.8]]]}");

        assertRefused(create(area("bad").put("geometry", crossing)), "/geometry/coordinates", "crosses itself");
        assertRefused(create(area("bad").put("geometry", swapped)), "/geometry/coordinates/0/0", "swapped");
        assertRefused(
                create(area("bad").put("validFrom", "2024-01-01").put("validTo", "2023-01-01")), "/validTo", "end");
        assertRefused(create(area("bad").put("parentCode", "nowhere")), "/parentCode", "no such code");
        assertThat(items("?q=bad")).isEmpty();
    }

    @Test
    void sixtyThousandPositionsAreRefusedInLessThanASecond() {
        JsonArray polygons = new JsonArray();
        for (int p = 0; p < 10; p++) {
            JsonArray ring = new JsonArray();
            for (int i = 0; i < 6_000; i++) {
                double angle = 2 * Math.PI * i / 6_000;
                ring.add(new JsonArray().add(p * 10 + Math.cos(angle)).add(Math.sin(angle)));
            }
            polygons.add(new JsonArray().add(ring.add(ring.getJsonArray(0))));
        }
        JsonObject huge = new JsonObject().put("type", "MultiPolygon").put("coordinates", polygons);
        long began = System.nanoTime();
        Answer answer = create(area("huge").put("geometry", huge));

        assertRefused(answer, "/geometry/coordinates", "at most 50,000");
        assertThat((System.nanoTime() - began) / 1e9).isLessThan(5);
    }

    @Test
    void anAreaUnderItsOwnChildIsRefused() {
        JsonObject top = create(area("loop-top")).json();
        create(area("loop-below").put("parentCode", "loop-top"));

        Answer circle = administrator
                .with("Accept-Language", "en")
                .with("If-Match", "\"1\"")
                .put("/v1/areas/" + top.getString("id"), area("loop-top").put("parentCode", "loop-below"));
        assertRefused(circle, "/parentCode", "circle");
    }

    @Test
    void childrenMayStandBeforeTheirParents() {
        Buffer file = collection(
                feature("f-child", "f-top", square(30, 50, 0.1)), feature("f-top", null, square(30, 50, 0.5)));

        assertCounts(take("?parent=up", file), 2, 0, 0, 0);
        assertThat(items("?parent=f-top")).hasSize(1);
        assertCounts(take("?parent=up", file), 0, 0, 2, 0);
        assertCounts(take("?parent=up", collection(feature("f-top", null, square(30, 50, 0.6)))), 0, 1, 0, 0);
        assertThat(items("?q=f-child").getJsonObject(0).getLong("version")).isEqualTo(1);
    }

    @Test
    void whatCannotBeTakenIsRefusedAloneWithItsPlaceAndReason() {
        JsonObject open = new JsonObject("{\"type\":\"Polygon\",\"coordinates\":[[[10,50],[11,51],[11,50],[10,51]]]}");
        Answer answer = take(
                "?parent=up",
                collection(
                        feature("g-good", null, square(40, 50, 0.1)),
                        feature("g-open", null, open),
                        feature("g-below-open", "g-open", square(40, 50, 0.1)),
                        feature("g-twice", null, square(40, 50, 0.1)),
                        feature("g-twice", null, square(41, 50, 0.1)),
                        feature("g-a", "g-b", square(40, 50, 0.1)),
                        feature("g-b", "g-a", square(40, 50, 0.1)),
                        feature("区", null, square(40, 50, 0.1)),
                        7));

        assertCounts(answer, 1, 0, 0, 8);
        assertThat(answer.json().getJsonArray("refusals"))
                .extracting(each -> ((JsonObject) each).getInteger("feature"))
                .containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(items("?q=g-")).hasSize(1);
    }

    @Test
    void strictStoresAllOrNothing() {
        Buffer file = collection(feature("s-good", null, square(40, 50, 0.1)), feature("s-bad", null, null));
        Answer answer = take("?strict=true", file);

        assertCounts(answer, 0, 0, 0, 1);
        assertThat(answer.json().getInteger("left")).isEqualTo(1);
        assertThat(answer.json().getBoolean("stored")).isFalse();
        assertThat(items("?q=s-good")).isEmpty();
    }

    @Test
    void aBoundaryThatCrossesItselfIsMadeValidAndTold() {
        JsonObject crossing =
                new JsonObject("{\"type\":\"Polygon\",\"coordinates\":[[[10,50],[11,51],[11,50],[10,51],[10,50]]]}");
        Answer answer = take("", collection(feature("bow-tie", null, crossing)));

        assertCounts(answer, 1, 0, 0, 0);
        assertThat(answer.json().getJsonArray("repairs").getJsonObject(0).getString("code"))
                .isEqualTo("bow-tie");
    }

    @Test
    void aParentFollowsFromTheCode() {
        Answer answer = take("?parentByCode=true", collection(feature("440399", null, square(50, 50, 0.1))));

        assertCounts(answer, 1, 0, 0, 0);
        assertThat(items("?q=440399").getJsonObject(0).getString("parentCode")).isEqualTo("440300");
    }

    @Test
    void whatIsNoFeatureCollectionIsRefusedAsAWhole() {
        for (String text : new String[] {
            "",
            "{",
            "[]",
            "7",
            "{\"type\":\"Feature\"}",
            "{\"features\":[]}",
            "[[[[",
            "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\"}",
            "{\"type\":\"FeatureCollection\"}"
        }) {
            assertThat(take("", Buffer.buffer(text)).status()).as(text).isEqualTo(400);
        }
        assertThat(administrator
                        .send(HttpMethod.POST, "/v1/areas/import", "text/csv", Buffer.buffer("a,b"))
                        .status())
                .isEqualTo(415);
    }

    @Test
    void realDistrictsReplaceTheSampleCitysRoughOnes() throws IOException {
        Buffer file =
                Buffer.buffer(Files.readAllBytes(SharedData.path("boundaries/shenzhen_10districts_wgs84.geojson")));
        Answer answer = administrator.send(
                HttpMethod.POST, "/v1/areas/import?code=adcode&parentByCode=true", "application/json", file);

        assertCounts(answer, 0, 9, 0, 1);
        assertThat(items("?q=440311&level=district")
                        .getJsonObject(0)
                        .getJsonObject("name")
                        .getString("en"))
                .isEqualTo("Guangming District");
        assertCounts(take("?code=adcode&parentByCode=true", file), 0, 0, 9, 1);
    }

    @Test
    void whoMayNotImportIsRefused() {
        TestClient officer = app.officer("city-housing", Set.of("officer"), Set.of("responsibility.read"));

        assertThat(officer.send(HttpMethod.POST, "/v1/areas/import", GEO_JSON, collection())
                        .status())
                .isEqualTo(403);
    }
}
