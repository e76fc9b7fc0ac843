package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class ReportSubmissionTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static JsonObject report(double lat, double lon) {
        return new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "裂缝在变宽，有水渗出")
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", lon).put("accuracyMeters", 15))
                .put("observedAt", "2026-11-23T08:15:00+08:00")
                .put("language", "zh-CN")
                .put("visibility", "public");
    }

    private static long count(String sql, Object... values) {
        return app.pool()
                .preparedQuery(sql)
                .execute(Tuple.from(values))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    @Test
    void aReportBecomesACaseOfTheAnswerableDepartmentWithItsDeadline() {
        Answer answer = app.resident().put("/v1/reports/" + TestClient.id(), report(22.7110, 113.9340));

        assertThat(answer.status()).isEqualTo(201);
        JsonObject receipt = answer.json();
        assertThat(receipt.getString("trackingCode")).matches("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}");
        assertThat(receipt.getJsonObject("responsible").getString("code")).startsWith("guangming-");
        assertThat(receipt.getJsonObject("case").getString("number")).matches("QF-\\d{4}-\\d{6}");
        assertThat(receipt.getJsonObject("case").getString("status")).isEqualTo("assigned");
        UUID caseId = UUID.fromString(receipt.getJsonObject("case").getString("id"));
        assertThat(count("SELECT count(*) FROM timeline_entries WHERE case_id = $1", caseId))
                .isEqualTo(2);
        assertThat(count("SELECT count(*) FROM decision_records WHERE case_id = $1", caseId))
                .isEqualTo(1);
        assertThat(count("SELECT count(*) FROM audit_entries WHERE detail ->> 'caseId' = $1", caseId.toString()))
                .isEqualTo(1);
    }

    @Test
    void sendingTheSameAgainChangesNothingAndAnswersTheSame() {
        TestClient resident = app.resident();
        String path = "/v1/reports/" + TestClient.id();
        JsonObject body = report(22.7310, 113.9540);
        Answer first = resident.put(path, body);
        Answer second = resident.put(path, body);

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(count(
                        "SELECT count(*) FROM reports WHERE tracking_code = $1",
                        first.json().getString("trackingCode")))
                .isEqualTo(1);
    }

    @Test
    void aReportThatJoinedIsAnsweredTheSameAgainToo() {
        app.resident().put("/v1/reports/" + TestClient.id(), report(22.7710, 113.9940));
        TestClient neighbour = app.resident();
        String path = "/v1/reports/" + TestClient.id();
        Answer first = neighbour.put(path, report(22.7710, 113.9940));

        assertThat(first.json().getBoolean("joinedExistingCase")).isTrue();
        assertThat(neighbour.put(path, report(22.7710, 113.9940)).json()).isEqualTo(first.json());
    }

    @Test
    void otherContentUnderAKnownIdIsRefused() {
        TestClient resident = app.resident();
        String path = "/v1/reports/" + TestClient.id();
        resident.put(path, report(22.7510, 113.9140));
        Answer other = resident.put(path, report(22.7510, 113.9140).put("description", "别的内容"));

        assertThat(other.status()).isEqualTo(409);
        assertThat(other.problem()).isEqualTo("already-exists");
    }
}
