package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Many at once, who share transactions: nobody may notice. */
class ReportRushTest {
    private static final int SENDERS = 48;

    @RegisterExtension
    static final TestApp app = new TestApp();

    @RegisterExtension
    static final TestApp other = app.beside();

    private final ExecutorService senders = Executors.newFixedThreadPool(SENDERS);

    @AfterEach
    void dismissSenders() {
        senders.shutdownNow();
    }

    private static JsonObject report(double lat, double lon, String words) {
        return new JsonObject()
                .put("category", "landfill-slope")
                .put("description", words)
                .put(
                        "location",
                        new JsonObject().put("lat", lat).put("lon", lon).put("accuracyMeters", 15))
                .put("observedAt", "2026-11-23T08:15:00+08:00");
    }

    private List<Answer> atOnce(List<Supplier<Answer>> requests) {
        List<CompletableFuture<Answer>> answers = requests.stream()
                .map(each -> CompletableFuture.supplyAsync(each, senders))
                .toList();
        return answers.stream().map(CompletableFuture::join).toList();
    }

    private static Row one(String sql, Object value) {
        return app.pool()
                .preparedQuery(sql)
                .execute(Tuple.of(value))
                .await()
                .iterator()
                .next();
    }

    private static void assertOneCaseOfAll(List<Answer> answers) {
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        List<String> cases = answers.stream()
                .map(each -> each.json().getJsonObject("case").getString("id"))
                .distinct()
                .toList();
        assertThat(cases).hasSize(1);
        Row row = one("""
                SELECT report_count,
                       (SELECT count(*) FROM reports WHERE case_id = cases.id) AS reports,
                       (SELECT count(*) FROM timeline_entries
                         WHERE case_id = cases.id AND kind = 'report_attached') AS joined,
                       (SELECT count(*) FROM audit_entries WHERE detail ->> 'caseId' = cases.id::text) AS audited
                  FROM cases
                 WHERE id = $1
                """, UUID.fromString(cases.get(0)));
        assertThat(row.getInteger("report_count")).isEqualTo(answers.size());
        assertThat(row.getLong("reports")).isEqualTo(answers.size());
        assertThat(row.getLong("joined")).isEqualTo(answers.size() - 1);
        assertThat(row.getLong("audited")).isEqualTo(answers.size());
    }

    @Test
    void oneSlopeSeenByManyIsOneCase() {
        List<Supplier<Answer>> requests = Stream.generate(() -> (Supplier<Answer>)
                        () -> app.resident().put("/v1/reports/" + TestClient.id(), report(22.7511, 113.9311, "坡在动")))
                .limit(SENDERS)
                .toList();
        assertOneCaseOfAll(atOnce(requests));
    }

    @Test
    void oneSlopeReportedToTwoProcessesIsOneCase() {
        List<Supplier<Answer>> requests = IntStream.range(0, SENDERS)
                .mapToObj(i -> (Supplier<Answer>) () -> (i % 2 == 0 ? app : other)
                        .resident()
                        .put("/v1/reports/" + TestClient.id(), report(22.7611, 113.9411, "坡在动")))
                .toList();
        assertOneCaseOfAll(atOnce(requests));
    }

    @Test
    void manySlopesAreManyCasesThoughTheyShareATransaction() {
        List<Supplier<Answer>> requests = IntStream.range(0, SENDERS)
                .mapToObj(i -> (Supplier<Answer>) () -> app.resident()
                        .put("/v1/reports/" + TestClient.id(), report(22.60 + i * 0.02, 114.05, "坡在动 " + i)))
                .toList();
        List<Answer> answers = atOnce(requests);
        assertThat(answers).extracting(Answer::status).containsOnly(201);
        assertThat(answers.stream()
                        .map(each -> each.json().getJsonObject("case").getString("number"))
                        .distinct())
                .hasSize(SENDERS);
    }

    @Test
    void theWrongOnesAmongManyAreRefusedAlone() {
        String known = TestClient.id();
        TestClient resident = app.resident();
        resident.put("/v1/reports/" + known, report(22.7211, 113.9511, "先到"));
        List<Supplier<Answer>> requests = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            requests.add(() -> app.resident().put("/v1/reports/" + TestClient.id(), report(22.7311, 113.9611, "好的上报")));
            requests.add(() -> resident.put("/v1/reports/" + known, report(22.7211, 113.9511, "同号不同文")));
            requests.add(() -> app.resident()
                    .put(
                            "/v1/reports/" + TestClient.id(),
                            report(22.7311, 113.9611, "答案不存在")
                                    .put("answers", new JsonObject().put("cracks", "no-such-answer"))));
            requests.add(() -> resident.put("/v1/reports/" + known, report(22.7211, 113.9511, "先到")));
        }
        List<Answer> answers = atOnce(requests);
        for (int i = 0; i < 12; i++) {
            assertThat(answers.subList(4 * i, 4 * i + 4))
                    .extracting(Answer::status)
                    .containsExactly(201, 409, 422, 200);
        }
    }

    @Test
    void theSameSentManyTimesAtOnceIsOneReport() {
        TestClient resident = app.resident();
        String path = "/v1/reports/" + TestClient.id();
        List<Answer> answers = atOnce(Stream.generate(
                        () -> (Supplier<Answer>) () -> resident.put(path, report(22.7711, 113.9711, "一次就够")))
                .limit(24)
                .toList());
        assertThat(answers.stream().collect(Collectors.groupingBy(Answer::status, Collectors.counting())))
                .containsEntry(201, 1L)
                .containsEntry(200, 23L);
        assertThat(answers.stream()
                        .map(each -> each.json().getString("trackingCode"))
                        .distinct())
                .hasSize(1);
    }
}
