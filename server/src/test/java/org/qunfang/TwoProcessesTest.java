package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.OpenPage;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Two servers on one database, as behind a balancer: what is done at one is seen at the other. */
class TwoProcessesTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    /** Each far enough from the others to be a case of its own. */
    private static final AtomicInteger REPORTS = new AtomicInteger();

    @RegisterExtension
    @Order(1)
    static final TestApp first = new TestApp();

    @RegisterExtension
    @Order(2)
    static final TestApp second = first.beside();

    @Test
    void officersAtBothHearOfEveryCaseWhereverItWasReported() {
        List<String> atFirst = OpenPage.of(first, dutyOfficer(first));
        List<String> atSecond = OpenPage.of(second, dutyOfficer(second));

        String here = report(first);
        String there = report(second);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(List.of(atFirst, atSecond))
                        .allSatisfy(page -> assertThat(String.join("", page)).contains(here, there)));
    }

    @Test
    void aPageHearsNothingOfOtherDepartments() {
        List<String> foreign =
                OpenPage.of(second, second.officer("dapeng-emergency", Set.of("officer"), Set.of("case.read")));
        List<String> duty = OpenPage.of(second, dutyOfficer(second));

        report(first);

        await().atMost(SOON).untilAsserted(() -> assertThat(duty).contains("event: case.opened"));
        assertThat(foreign).doesNotContain("event: case.opened");
    }

    @Test
    void aPageWhoseServerWasCutOffConnectsAnewAndHearsAgain() {
        List<String> before = OpenPage.of(second, dutyOfficer(second));

        first.pool().query("""
                        SELECT pg_terminate_backend(pid)
                          FROM pg_stat_activity
                         WHERE datname = current_database() AND query LIKE 'LISTEN%'
                        """).execute().await();

        await().atMost(SOON).untilAsserted(() -> assertThat(before).contains("ended"));
        List<String> after = OpenPage.of(second, dutyOfficer(second));
        report(first);
        await().atMost(SOON).untilAsserted(() -> assertThat(after).contains("event: case.opened"));
    }

    private static TestClient dutyOfficer(TestApp app) {
        return app.officer("duty-office", Set.of("duty_officer"), Set.of("case.read", "case.triage-all"));
    }

    /** The new case's id. */
    private static String report(TestApp app) {
        JsonObject body = new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "裂缝在变宽，有水渗出")
                .put(
                        "location",
                        new JsonObject()
                                .put("lat", 22.711 + 0.005 * REPORTS.incrementAndGet())
                                .put("lon", 113.934)
                                .put("accuracyMeters", 15))
                .put("observedAt", "2026-11-23T08:15:00+08:00")
                .put("language", "zh-CN")
                .put("visibility", "public");
        Answer sent = app.resident().put("/v1/reports/" + TestClient.id(), body);
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(201);
        return sent.json().getJsonObject("case").getString("id");
    }
}
