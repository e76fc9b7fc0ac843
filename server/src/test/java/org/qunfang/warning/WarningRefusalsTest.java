package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** What is refused, by name, and leaves nothing behind; and what the database refuses whatever the code does. */
class WarningRefusalsTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private final People people = new People(app);
    private final TestClient author = people.author();
    private final TestClient approver = people.approver();

    @ParameterizedTest(name = "{0}")
    @MethodSource("badDrafts")
    void aBadDraftIsRefusedAtItsPlaceAndLeavesNoRow(
            String name, int status, String pointer, UnaryOperator<JsonObject> spoil) {
        long before = count("warnings");

        Answer refused = author.post("/v1/warnings", spoil.apply(Drafts.landslide()));

        assertThat(refused.status()).as(refused.body().toString()).isEqualTo(status);
        assertThat(pointers(refused)).anyMatch(found -> found.startsWith(pointer));
        assertThat(count("warnings")).isEqualTo(before);
    }

    static Stream<Arguments> badDrafts() {
        return Stream.of(
                bad("expired already", 422, "/expires", draft -> draft.put("expires", Drafts.in(-60))),
                bad("expires before its onset", 422, "/onset", draft -> draft.put("onset", Drafts.in(7_200))),
                bad("a local time", 400, "/expires", draft -> draft.put("expires", "2027-03-28T02:30:00")),
                bad(
                        "the 31st of February",
                        400,
                        "/expires",
                        draft -> draft.put("expires", "2027-02-31T10:00:00+08:00")),
                bad(
                        "one language only",
                        400,
                        "/infos",
                        draft -> draft.getJsonArray("infos").remove(1)),
                bad(
                        "one language twice",
                        422,
                        "/infos",
                        draft -> draft.getJsonArray("infos").getJsonObject(1).put("language", "zh-CN")),
                bad("not translated", 422, "/infos/1/headline", draft -> draft.put("infos", untranslated())),
                bad("an unknown event code", 422, "/eventCode", draft -> draft.put("eventCode", "OET-999")),
                bad("an unknown severity", 400, "/severity", draft -> draft.put("severity", "Terrible")),
                bad("no area at all", 400, "/area", draft -> draft.remove("area")),
                bad("an empty area", 422, "/area", draft -> draft.put("area", Drafts.area())),
                bad(
                        "a self-crossing polygon",
                        422,
                        "/area/polygons/0",
                        draft -> area(draft, Drafts.polygon(new double[][] {
                            {113.9, 22.7}, {113.95, 22.75}, {113.95, 22.7}, {113.9, 22.75}, {113.9, 22.7}
                        }))),
                bad(
                        "an open ring",
                        422,
                        "/area/polygons/0",
                        draft -> area(draft, Drafts.polygon(new double[][] {
                            {113.9, 22.7}, {113.95, 22.7}, {113.95, 22.75}, {113.9, 22.75}
                        }))),
                bad(
                        "latitude and longitude swapped",
                        422,
                        "/area/polygons/0",
                        draft -> area(draft, Drafts.polygon(new double[][] {
                            {22.7, 113.9}, {22.75, 113.9}, {22.75, 113.95}, {22.7, 113.9}
                        }))),
                bad(
                        "across the antimeridian",
                        422,
                        "/area/polygons/0",
                        draft -> area(draft, Drafts.polygon(new double[][] {
                            {179, 10}, {-179, 10}, {-179, 11}, {179, 11}, {179, 10}
                        }))),
                bad(
                        "an unknown area code",
                        422,
                        "/area/areaCodes/0",
                        draft -> draft.getJsonObject("area").put("areaCodes", new JsonArray().add("999999"))),
                bad(
                        "a circle over the pole",
                        422,
                        "/area/circles/0",
                        draft -> draft.getJsonObject("area")
                                .put("circles", new JsonArray().add(circle(89.9, 10, 400_000)))),
                bad("an unknown field", 400, "", draft -> draft.put("everyone", true)));
    }

    private static Arguments bad(
            String name, int status, String pointer, java.util.function.Consumer<JsonObject> spoil) {
        UnaryOperator<JsonObject> operator = draft -> {
            spoil.accept(draft);
            return draft;
        };
        return arguments(name, status, pointer, operator);
    }

    private static JsonArray untranslated() {
        JsonObject chinese = Drafts.infos().getJsonObject(0);
        return new JsonArray().add(chinese).add(chinese.copy().put("language", "en"));
    }

    private static void area(JsonObject draft, JsonObject polygon) {
        draft.put("area", Drafts.area(polygon));
    }

    private static JsonObject circle(double lat, double lon, double radius) {
        return new JsonObject()
                .put("center", new JsonObject().put("lat", lat).put("lon", lon))
                .put("radiusMeters", radius);
    }

    private static JsonObject draftWithRingOf(int points) {
        double[][] ring = IntStream.rangeClosed(0, points)
                .mapToObj(i -> new double[] {
                    114 + 0.1 * Math.cos(2 * Math.PI * (i % points) / points),
                    22.5 + 0.1 * Math.sin(2 * Math.PI * (i % points) / points)
                })
                .toArray(double[][]::new);
        return Drafts.landslide().put("area", Drafts.area(Drafts.polygon(ring)));
    }

    @Test
    void aRingThatIsTooLongIsToldTheSameLimitHoweverLongItIs() {
        for (int points : new int[] {9_000, 20_000, 60_000}) {
            Answer refused = author.post("/v1/warnings", draftWithRingOf(points));

            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().getJsonArray("errors").stream()
                            .map(JsonObject.class::cast)
                            .filter(each -> each.getString("pointer").equals("/area/polygons/0/coordinates/0"))
                            .map(each -> each.getString("reason")))
                    .as(points + " points")
                    .containsExactly("最多 5000 项");
        }
    }

    @Test
    void sixtyThousandPointsAreRefusedInUnderASecond() {
        JsonObject draft = draftWithRingOf(60_000);
        long start = System.nanoTime();

        Answer refused = author.post("/v1/warnings", draft);

        assertThat(refused.status()).isBetween(400, 422);
        assertThat(System.nanoTime() - start).isLessThan(3_000_000_000L);
    }

    @Test
    void residentsNeverSeeADraftAndCannotWriteOne() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        TestClient resident = people.resident();

        assertThat(resident.get(path(draft)).status()).isEqualTo(404);
        assertThat(resident.get("/v1/warnings?status=draft").json().getJsonArray("items"))
                .isEmpty();
        assertThat(resident.post("/v1/warnings", Drafts.landslide()).status()).isEqualTo(403);
        assertThat(author.get("/v1/warnings?status=draft&limit=200").json().getJsonArray("items").stream()
                        .map(item -> ((JsonObject) item).getString("id")))
                .contains(draft.json().getString("id"));
    }

    @Test
    void changingNeedsTheVersionThatWasRead() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        Answer edited = author.with("If-Match", draft.etag()).put(path(draft), Drafts.landslide());

        assertThat(edited.status()).isEqualTo(200);
        assertThat(author.put(path(draft), Drafts.landslide()).status()).isEqualTo(428);
        assertThat(author.with("If-Match", draft.etag())
                        .put(path(draft), Drafts.landslide())
                        .status())
                .isEqualTo(412);
        assertThat(people.author()
                        .with("If-Match", edited.etag())
                        .put(path(draft), Drafts.landslide())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aDraftCannotBeApprovedAndTheAnswerSaysWhatIsOpen() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());

        Answer refused = approver.post(path(draft) + "/approve", new JsonObject().put("contentHash", "00"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.json().getJsonArray("open").getList()).isEqualTo(List.of("edit", "submit"));
    }

    @Test
    void aDoubleClickInTwoTabsPublishesOnce() {
        Answer submitted = submitted();
        JsonObject body = new JsonObject().put("contentHash", submitted.json().getString("contentHash"));
        TestClient second = people.approver();

        List<Integer> statuses = Stream.of(approver, second)
                .map(client -> CompletableFuture.supplyAsync(
                        () -> client.post(path(submitted) + "/approve", body).status()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .sorted()
                .toList();

        assertThat(statuses).containsExactly(200, 409);
        assertThat(count("cap_messages WHERE warning_id = '" + submitted.json().getString("id") + "'"))
                .isEqualTo(1);
    }

    @Test
    void anApproverWhoWasDemotedMeanwhileIsRefused() {
        Answer submitted = submitted();
        app.pool()
                .query("UPDATE accounts SET roles = ARRAY['officer'] WHERE 'warning_approver' = ANY(roles)")
                .execute()
                .await();

        Answer refused = approver.post(
                path(submitted) + "/approve",
                new JsonObject().put("contentHash", submitted.json().getString("contentHash")));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(author.get(path(submitted)).json().getString("status")).isEqualTo("submitted");
    }

    @Test
    void theDatabaseRefusesTheAuthorAsApprover() {
        Answer submitted = submitted();

        assertThatThrownBy(() -> sql(
                        "UPDATE warnings SET state = 'published', published_at = now(), approver_id = author_id WHERE id = $1",
                        submitted))
                .hasMessageContaining("warnings_two_persons");
        assertThatThrownBy(() ->
                        sql("UPDATE warnings SET state = 'published', published_at = now() WHERE id = $1", submitted))
                .hasMessageContaining("warnings_published_is_approved");
    }

    @Test
    void theDatabaseRefusesToChangeWhatWasSubmittedOrPublished() {
        Answer submitted = submitted();
        assertThatThrownBy(() -> sql("UPDATE warnings SET event = 'flood' WHERE id = $1", submitted))
                .hasMessageContaining("cannot change");
        approver.post(
                path(submitted) + "/approve",
                new JsonObject().put("contentHash", submitted.json().getString("contentHash")));

        assertThatThrownBy(() -> sql("UPDATE warnings SET saved_area = area, state = 'draft' WHERE id = $1", submitted))
                .hasMessageContaining("cannot change");
        assertThatThrownBy(() -> sql("UPDATE cap_messages SET xml = '' WHERE warning_id = $1", submitted))
                .hasMessageContaining("append-only");
        assertThatThrownBy(() -> sql("DELETE FROM warning_decisions WHERE warning_id = $1", submitted))
                .hasMessageContaining("append-only");
    }

    private Answer submitted() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        assertThat(draft.status()).as(draft.body().toString()).isEqualTo(201);
        return author.with("If-Match", draft.etag()).post(path(draft) + "/submit", new JsonObject());
    }

    private static String path(Answer warning) {
        return "/v1/warnings/" + warning.json().getString("id");
    }

    private static List<String> pointers(Answer refused) {
        JsonArray errors = refused.json().getJsonArray("errors", new JsonArray());
        return errors.stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    private static void sql(String sql, Answer warning) {
        app.pool()
                .preparedQuery(sql)
                .execute(Tuple.of(UUID.fromString(warning.json().getString("id"))))
                .await();
    }

    private static long count(String from) {
        return app.pool()
                .query("SELECT count(*) AS n FROM " + from)
                .execute()
                .await()
                .iterator()
                .next()
                .getLong("n");
    }
}
