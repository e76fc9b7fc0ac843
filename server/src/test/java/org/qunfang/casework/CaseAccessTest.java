package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qunfang.casework.CaseworkCity.bodyFor;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class CaseAccessTest {
    private static final List<String> STEPS =
            List.of("acknowledge", "start", "hold", "resolve", "close", "reject", "reopen", "triage");

    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    @Test
    void aForeignCaseIsNotThereForReadingNorForAnyStep() {
        String id = city.mediumCase();

        assertThat(city.foreign.get("/v1/cases/" + id).status()).isEqualTo(404);
        for (String step : STEPS) {
            assertThat(city.tryStep(city.foreign, id, step, bodyFor(step)).status())
                    .as(step)
                    .isEqualTo(404);
        }
        Answer comment = city.foreign.post("/v1/cases/" + id + "/comment", bodyFor("comment"));
        assertThat(comment.status()).isEqualTo(404);
        assertThat(city.version(id)).isEqualTo(1);
    }

    @Test
    void aForeignCaseAnswersLikeOneThatDoesNotExist() {
        JsonObject foreign = city.foreign.get("/v1/cases/" + city.mediumCase()).json();
        JsonObject nowhere = city.foreign.get("/v1/cases/" + UUID.randomUUID()).json();

        foreign.remove("traceId");
        nowhere.remove("traceId");
        assertThat(foreign).isEqualTo(nowhere);
    }

    @Test
    void aSupportingDepartmentReadsAndCommentsButTakesNoStep() {
        String id = city.mediumCase();

        Answer read = city.support.get("/v1/cases/" + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().getJsonArray("transitions").getList()).containsExactly("comment");
        for (String step : STEPS) {
            assertThat(city.tryStep(city.support, id, step, bodyFor(step)).status())
                    .as(step)
                    .isEqualTo(403);
        }
        assertThat(city.support
                        .post("/v1/cases/" + id + "/comment", bodyFor("comment"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void theDutyOfficeWorksOnEveryCase() {
        String id = city.mediumCase();

        city.step(city.duty, id, "acknowledge", new JsonObject());

        assertThat(city.read(id).getString("status")).isEqualTo("acknowledged");
    }

    @Test
    void anAuditorReadsEveryCaseAndChangesNone() {
        String id = city.mediumCase();

        Answer read = city.auditor.get("/v1/cases/" + id);

        assertThat(read.status()).isEqualTo(200);
        assertThat(read.json().getJsonArray("transitions").getList()).isEmpty();
        assertThat(city.tryStep(city.auditor, id, "acknowledge", new JsonObject())
                        .status())
                .isEqualTo(403);
    }

    @Test
    void nobodyAndResidentsReadNoCases() {
        String path = "/v1/cases/" + city.mediumCase();

        assertThat(app.nobody().get(path).status()).isEqualTo(401);
        assertThat(app.resident().get(path).status()).isEqualTo(403);
        assertThat(app.resident().get("/v1/cases").status()).isEqualTo(403);
    }

    @Test
    void wordsWithoutAChosenReaderGoNoFurtherThanTheOfficers() {
        String id = city.mediumCase();

        city.step(city.lead, id, "acknowledge", new JsonObject().put("text", "先别告诉工地"));
        city.lead.post("/v1/cases/" + id + "/comment", bodyFor("comment"));

        List<Object> readers = city.read(id).getJsonArray("timeline").stream()
                .map(entry -> (JsonObject) entry)
                .filter(entry -> entry.containsKey("text"))
                .map(entry -> entry.getValue("visibility"))
                .toList();
        assertThat(readers).containsExactly("internal", "internal");
    }

    @Test
    void aStepWithoutTheVersionIs428AndWithAnOldOneIs412() {
        String id = city.mediumCase();
        String path = "/v1/cases/" + id + "/acknowledge";
        String read = city.lead.get("/v1/cases/" + id).etag();
        city.lead.post("/v1/cases/" + id + "/comment", bodyFor("comment"));

        assertThat(city.lead.post(path, new JsonObject()).status()).isEqualTo(428);
        Answer stale = city.lead.with("If-Match", read).post(path, new JsonObject());
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.problem()).isEqualTo("stale");
        assertThat(city.read(id).getString("status")).isEqualTo("assigned");
    }

    @Test
    void ofTwoWhoActOnTheSameVersionOneActs() {
        String path = "/v1/cases/" + city.mediumCase() + "/acknowledge";
        TestClient lead = city.lead.with("If-Match", "\"1\"");
        TestClient duty = city.duty.with("If-Match", "\"1\"");

        var first = CompletableFuture.supplyAsync(() -> lead.post(path, new JsonObject()));
        var second = CompletableFuture.supplyAsync(() -> duty.post(path, new JsonObject()));

        assertThat(List.of(first.join().status(), second.join().status())).containsExactlyInAnyOrder(200, 412);
    }

    @Test
    void contactIsForParticipantsAndOfProtectedReportsForTheDutyOfficeOnly() {
        JsonObject contact = new JsonObject().put("name", "张三").put("phone", "13800000000");
        String open = city.caseOf(report().put("contact", contact));
        String guarded = city.caseOf(report().put("contact", contact).put("visibility", "protected"));

        assertThat(contactSeenBy(city.lead, open)).isEqualTo(contact);
        assertThat(contactSeenBy(city.support, open)).isEqualTo(contact);
        assertThat(contactSeenBy(city.duty, open)).isEqualTo(contact);
        assertThat(contactSeenBy(city.auditor, open)).isNull();

        assertThat(contactSeenBy(city.lead, guarded)).isNull();
        assertThat(contactSeenBy(city.support, guarded)).isNull();
        assertThat(contactSeenBy(city.auditor, guarded)).isNull();
        assertThat(contactSeenBy(city.duty, guarded)).isEqualTo(contact);
    }

    @Test
    void anOfficerWhoReportsAsAnInsiderIsNamedNowhereOnTheCase() {
        TestClient insider = city.named("吴明", CaseworkCity.SUPPORT, "officer", Set.of("report.submit", "case.read"));
        Answer sent = insider.put("/v1/reports/" + TestClient.id(), report().put("visibility", "protected"));
        String id = sent.json().getJsonObject("case").getString("id");

        assertThat(city.lead.get("/v1/cases/" + id).body().toString()).doesNotContain("吴明");
    }

    private static JsonObject contactSeenBy(TestClient officer, String id) {
        return officer.get("/v1/cases/" + id)
                .json()
                .getJsonArray("reports")
                .getJsonObject(0)
                .getJsonObject("contact");
    }

    @Test
    void theCaseShowsTheAnswersInWordsAndWhyThisDepartmentLeads() {
        String id = city.extremeCase();

        JsonObject read = city.lead.get("/v1/cases/" + id).json();

        JsonObject answer = read.getJsonArray("reports")
                .getJsonObject(0)
                .getJsonArray("answers")
                .getJsonObject(0);
        assertThat(answer.getJsonObject("question").getString("en")).endsWith("?");
        assertThat(answer.getJsonObject("answer").getString("zh-CN")).contains("变宽");
        assertThat(read.getJsonArray("why")).isNotEmpty();
        assertThat(read.getString("routing")).isEqualTo("lead");
        assertThat(read.getString("severity")).isEqualTo("extreme");
    }
}
