package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.http.Caller;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Before sending, a resident is offered an open case also where something was merged into it. */
class NearbyMergedTest {
    private static final double LON = 113.93456;
    private static final double METER = 1 / 111_195.0;

    @RegisterExtension
    static final TestApp app = new TestApp();

    static TestClient duty;

    private record Sent(String reportId, String caseId, String number) {}

    @BeforeAll
    static void settle() {
        UUID id = UUID.randomUUID();
        UUID office = app.departmentId("duty-office");
        app.pool()
                .preparedQuery("""
                        INSERT INTO accounts (id, kind, created_at, email, name, department_id, roles, password_hash, totp_secret)
                        VALUES ($1, 'OFFICER', now(), $2, '周平', $3, '{duty_officer}', 'none', decode(repeat('00', 20), 'hex'))
                        """)
                .execute(Tuple.of(id, id + "@example.org", office))
                .await();
        duty = app.as(new Caller(
                Caller.Kind.OFFICER,
                id,
                "周平",
                office,
                Set.of("duty_officer"),
                Set.of("case.read", "case.work", "case.triage-all", "case.consent"),
                null));
    }

    private static Sent send(double lat, String visibility, String sameAs) {
        String id = TestClient.id();
        JsonObject body = new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "坡顶裂缝在变宽")
                .put("place", "东侧坡顶")
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", LON).put("accuracyMeters", 10))
                .put("observedAt", "2026-11-23T08:15:00+08:00")
                .put("visibility", visibility);
        if (sameAs != null) {
            body.put("sameAs", sameAs).put("category", "other");
        }
        Answer answer = app.resident().put("/v1/reports/" + id, body);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        JsonObject thing = answer.json().getJsonObject("case");
        return new Sent(id, thing.getString("id"), thing.getString("number"));
    }

    private static JsonArray near(double lat, int radius) {
        return app.nobody()
                .get("/v1/reports/nearby?radiusMeters=%d&lat=%s&lon=%s".formatted(radius, lat, LON))
                .json()
                .getJsonArray("items");
    }

    private static void merge(Sent source, Sent target) {
        Answer merged = duty.with(
                        "If-Match", duty.get("/v1/cases/" + source.caseId()).etag())
                .post(
                        "/v1/cases/" + source.caseId() + "/merge",
                        new JsonObject()
                                .put("into", target.caseId())
                                .put("apart", true)
                                .put("rationale", "同一面坡的两头"));
        assertThat(merged.status()).as(merged.body().toString()).isEqualTo(200);
    }

    @Test
    void aCaseIsOfferedWhereAnotherWentIntoItAndTheOneWhoNamesItThereJoins() {
        double lat = 22.60123;
        double there = lat + 900 * METER;
        Sent goesOn = send(lat, "public", null);
        Sent source = send(there, "public", null);

        merge(source, goesOn);

        JsonArray found = near(there, 100);
        assertThat(found).hasSize(1);
        JsonObject item = found.getJsonObject(0);
        assertThat(item.getString("number")).isEqualTo(goesOn.number());
        assertThat(item.getInteger("distanceMeters")).isZero();
        assertThat(item.getJsonObject("location").getDouble("lat")).isEqualTo(there);
        assertThat(near(lat, 2000))
                .as("one case is offered once, at its nearest place")
                .hasSize(1);
        assertThat(near(lat, 2000).getJsonObject(0).getInteger("distanceMeters"))
                .isZero();
        assertThat(send(there, "public", goesOn.number()).caseId()).isEqualTo(goesOn.caseId());
    }

    @Test
    void whereAPrivateReportWasMergedInNothingIsOffered() {
        double lat = 22.62123;
        double there = lat + 900 * METER;
        Sent goesOn = send(lat, "public", null);
        Sent hidden = send(there, "hidden", null);
        Sent secret = send(lat + 1_800 * METER, "protected", null);

        merge(hidden, goesOn);
        merge(secret, goesOn);

        assertThat(near(there, 300)).isEmpty();
        assertThat(near(lat + 1_800 * METER, 300)).isEmpty();
        assertThat(send(there, "public", goesOn.number()).caseId())
                .as("too far from where everybody sees it")
                .isNotEqualTo(goesOn.caseId());
    }

    @Test
    void whatWasSplitOffAgainIsNoPlaceOfTheCaseAnyMore() {
        double lat = 22.64123;
        double there = lat + 900 * METER;
        Sent goesOn = send(lat, "public", null);
        Sent source = send(there, "public", null);
        merge(source, goesOn);

        Answer split = duty.with(
                        "If-Match", duty.get("/v1/cases/" + goesOn.caseId()).etag())
                .post(
                        "/v1/cases/" + goesOn.caseId() + "/split",
                        new JsonObject()
                                .put("reportIds", new JsonArray().add(source.reportId()))
                                .put("rationale", "不是同一件事"));

        assertThat(split.status()).isEqualTo(201);
        assertThat(near(there, 100)).hasSize(1);
        assertThat(near(there, 100).getJsonObject(0).getString("number"))
                .isEqualTo(split.json().getString("number"));
    }
}
