package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.http.Caller;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.OpenPage;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Who else looks at a case, at two server processes. */
class PresenceTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final MovableClock clock = new MovableClock();

    @Order(1)
    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    @Order(2)
    @RegisterExtension
    static final TestApp second = app.beside();

    static CaseworkCity city;
    static TestClient liMin;
    static TestClient heYong;
    static TestClient wangQiang;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        liMin = city.lead;
        heYong = city.chief;
        wangQiang = other("王强", CaseworkCity.SUPPORT);
    }

    /** An officer who is connected to the second process. */
    private static TestClient other(String name, String department) {
        return second.as(new Caller(
                Caller.Kind.OFFICER,
                java.util.UUID.randomUUID(),
                name,
                app.departmentId(department),
                Set.of("officer"),
                CaseworkCity.OFFICER,
                null));
    }

    @Test
    void eachSeesTheOthersWhicheverProcessTheyAreConnectedTo() {
        String id = city.mediumCase();
        List<String> page = OpenPage.of(app, liMin);
        List<String> distant = OpenPage.of(second, wangQiang);
        look(liMin, id, false);

        await().atMost(SOON)
                .untilAsserted(() -> assertThat(look(wangQiang, id, true)).contains("李敏"));

        await().atMost(SOON).untilAsserted(() -> assertThat(last(page)).contains(id, "王强", "\"writing\":true"));
        assertThat(last(page)).as("not herself").doesNotContain("李敏");
        look(heYong, id, false);
        await().atMost(SOON).untilAsserted(() -> assertThat(last(page)).contains("王强", "何勇"));
        await().atMost(SOON).untilAsserted(() -> assertThat(last(distant)).contains("李敏", "何勇"));
        assertThat(heYong.delete("/v1/cases/" + id + "/presence").status()).isEqualTo(204);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(last(page)).contains("王强").doesNotContain("何勇"));
    }

    @Test
    void aPageThatDiedIsForgottenWithinAMinuteAndNothingWasStored() {
        String id = city.mediumCase();
        long audited = city.count("SELECT count(*) FROM audit_entries");
        long waiting = city.count("SELECT count(*) FROM events WHERE type = 'case.presence'");
        List<String> page = OpenPage.of(app, liMin);
        look(wangQiang, id, false);
        look(liMin, id, false);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(look(liMin, id, false)).contains("王强"));

        clock.advance(Duration.ofSeconds(30));
        look(liMin, id, false);
        clock.advance(Duration.ofSeconds(16));

        await().atMost(SOON).untilAsserted(() -> assertThat(last(page)).contains(id, "\"others\":[]"));
        assertThat(look(liMin, id, false)).doesNotContain("王强");
        assertThat(city.count("SELECT count(*) FROM audit_entries")).isEqualTo(audited);
        assertThat(city.count("SELECT count(*) FROM events WHERE type = 'case.presence'"))
                .isEqualTo(waiting);
    }

    @Test
    void whoMayNotReadTheCaseNeitherLooksNorHears() {
        String id = city.mediumCase();
        List<String> colleague = OpenPage.of(app, heYong);
        List<String> foreign = OpenPage.of(app, city.foreign);
        JsonObject body = new JsonObject().put("writing", false);
        String path = "/v1/cases/" + id + "/presence";

        assertThat(city.foreign.put(path, body).status()).isEqualTo(404);
        assertThat(app.resident().put(path, body).status()).isEqualTo(403);
        assertThat(app.nobody().put(path, body).status()).isEqualTo(401);
        List<String> page = OpenPage.of(app, liMin);
        look(liMin, id, false);
        look(wangQiang, id, false);

        await().atMost(SOON).untilAsserted(() -> assertThat(last(page)).contains("王强"));
        assertThat(last(page)).doesNotContain("陈静");
        assertThat(foreign).noneMatch(line -> line.contains("case.presence"));
        assertThat(colleague)
                .as("of the same department, at another page")
                .noneMatch(line -> line.contains(id) && line.contains("others"));
    }

    @Test
    void whoIsAskedForAnOpinionIsSeenToo() {
        String id = city.mediumCase();
        TestClient planning = city.named("吴迪", "guangming-planning", "officer", CaseworkCity.OFFICER);
        JsonObject body = new JsonObject().put("writing", false);
        assertThat(planning.put("/v1/cases/" + id + "/presence", body).status()).isEqualTo(404);
        JsonObject question = new JsonObject()
                .put(
                        "departmentIds",
                        List.of(app.departmentId("guangming-planning").toString()))
                .put("question", "在红线内吗？")
                .put("dueAt", clock.instant().plus(Duration.ofDays(1)).toString());
        city.lead.with("If-Match", "\"1\"").post("/v1/cases/" + id + "/consultations", question);

        assertThat(planning.put("/v1/cases/" + id + "/presence", body).status()).isEqualTo(200);
    }

    private static String look(TestClient officer, String caseId, boolean writing) {
        var answer = officer.put("/v1/cases/" + caseId + "/presence", new JsonObject().put("writing", writing));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().getJsonArray("others").encode();
    }

    /** The data of the last word about who looks. */
    private static String last(List<String> page) {
        String data = "";
        for (int i = 1; i < page.size(); i++) {
            if (page.get(i - 1).equals("event: " + Presence.EVENT)) {
                data = page.get(i);
            }
        }
        return data;
    }
}
