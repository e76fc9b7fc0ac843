package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.qunfang.casework.CaseworkCity.bodyFor;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;

class CaseLifeTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    @Test
    void aCaseIsAcknowledgedStartedHeldResumedResolvedClosedAndReopened() {
        String id = city.mediumCase();

        for (String step : List.of("acknowledge", "start", "hold", "start", "resolve", "close", "reopen")) {
            city.step(id, step);
        }

        JsonObject now = city.read(id);
        assertThat(now.getString("status")).isEqualTo("reopened");
        assertThat(now.getLong("version")).isEqualTo(8);
        // Whether the playbook's steps had come before it was resolved is not of this test.
        assertThat(kinds(now).stream().filter(each -> !each.equals("tasks_reopened")))
                .containsExactly(
                        "opened",
                        "assigned",
                        "acknowledged",
                        "started",
                        "on_hold",
                        "comment",
                        "started",
                        "resolved",
                        "closed",
                        "reopened");
        assertThat(strings(now.getJsonArray("decisions"), "kind"))
                .containsExactly("severity", "hold", "resolution", "closure", "reopening");
    }

    /** The table of transitions, tried from the outside: what is open answers 200, all else 409 with what is open. */
    @ParameterizedTest
    @EnumSource(CaseStatus.class)
    void everyStepIsTakenOrRefusedAsTheTableSays(CaseStatus status) {
        String other = city.mediumCase();
        List<String> open =
                status.open().stream().map(CaseStatus.Transition::code).toList();

        for (CaseStatus.Transition step : CaseStatus.Transition.values()) {
            boolean merges = step == CaseStatus.Transition.MERGE;
            // What was merged stays so: it is a case of its own that is.
            String id = merges ? city.mediumCase() : other;
            JsonObject body =
                    merges ? new JsonObject().put("into", city.mediumCase()).put("apart", true) : bodyFor(step.code());
            put(id, status);
            Answer answer = city.tryStep(city.lead, id, step.code(), body);
            if (step.opensFrom(status)) {
                assertThat(answer.status()).as("%s from %s", step, status).isEqualTo(200);
                assertThat(answer.json().getString("status"))
                        .isEqualTo(step.to().code());
            } else {
                assertThat(answer.status()).as("%s from %s", step, status).isEqualTo(409);
                assertThat(answer.problem()).isEqualTo("wrong-state");
                assertThat(answer.json().getJsonArray("open").getList()).isEqualTo(open);
                assertThat(city.read(id).getString("status")).isEqualTo(status.code());
            }
        }
    }

    private static void put(String id, CaseStatus status) {
        city.sql(
                "UPDATE cases SET status = $2, hold_review_at = now(), held_at = now(), resolve_by = now() + interval '1 hour', version = version + 1 WHERE id = $1",
                UUID.fromString(id),
                status.code());
    }

    @Test
    void aStepLeavesOneAuditEntryAndARefusedOneNothing() {
        String id = city.mediumCase();
        UUID caseId = UUID.fromString(id);

        city.step(id, "acknowledge");

        assertThat(city.count(
                        "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action = 'case.acknowledge'",
                        caseId))
                .isEqualTo(1);
        Answer refused = city.tryStep(city.lead, id, "close", bodyFor("close"));
        assertThat(refused.status()).isEqualTo(409);
        assertThat(city.count("SELECT count(*) FROM audit_entries WHERE subject_id = $1", caseId))
                .as("what is refused leaves nothing behind")
                .isEqualTo(1);
        assertThat(city.version(id)).isEqualTo(2);
    }

    @Test
    void theTimelineNamesTheOfficerAndHisDepartmentAndNoResident() {
        String id = city.mediumCase();

        JsonObject now = city.step(id, "acknowledge");

        JsonObject opened = now.getJsonArray("timeline").getJsonObject(0);
        assertThat(opened.getJsonObject("actor")).isEqualTo(new JsonObject().put("kind", "resident"));
        JsonObject acknowledged = now.getJsonArray("timeline").getJsonObject(2);
        assertThat(acknowledged.getJsonObject("actor").getString("name")).isEqualTo("李敏");
        assertThat(acknowledged
                        .getJsonObject("actor")
                        .getJsonObject("department")
                        .getString("code"))
                .isEqualTo(CaseworkCity.LEAD);
        assertThat(acknowledged.getJsonObject("summary").getString("zh-CN")).endsWith("已受理");
        assertThat(acknowledged.getString("visibility")).isEqualTo("public");
    }

    @Test
    void wordsThatAreNotPublicStandBesideThePublicStep() {
        String id = city.mediumCase();

        JsonObject now = city.step(
                city.lead,
                id,
                "acknowledge",
                new JsonObject().put("text", "内部：联系了业主").put("visibility", "internal"));

        JsonObject step = now.getJsonArray("timeline").getJsonObject(2);
        JsonObject words = now.getJsonArray("timeline").getJsonObject(3);
        assertThat(step.getString("visibility")).isEqualTo("public");
        assertThat(step.containsKey("text")).isFalse();
        assertThat(words.getString("visibility")).isEqualTo("internal");
        assertThat(words.getString("text")).isEqualTo("内部：联系了业主");
    }

    @Test
    void aCaseOnHoldIsReviewedWhenTheOfficerSaysAndNeverInThePast() {
        String id = city.mediumCase();
        city.step(id, "acknowledge");
        city.step(id, "start");

        Answer past = city.tryStep(city.lead, id, "hold", bodyFor("hold").put("reviewAt", "2020-01-01T00:00:00Z"));
        JsonObject held = city.step(id, "hold");

        assertThat(past.status()).isEqualTo(422);
        assertThat(past.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/reviewAt");
        assertThat(held.containsKey("holdReviewAt")).isTrue();
    }

    @Test
    void aReopenedCaseHasToBeAcknowledgedAnew() {
        String id = city.mediumCase();
        List.of("acknowledge", "start", "resolve").forEach(step -> city.step(id, step));

        JsonObject reopened = city.step(id, "reopen");

        JsonObject deadline = reopened.getJsonArray("deadlines").getJsonObject(0);
        assertThat(deadline.containsKey("metAt")).isFalse();
        assertThat(reopened.getJsonArray("transitions").getList()).contains("acknowledge");
    }

    @Test
    void theSameIdempotencyKeyActsOnceAndAnswersTheSame() {
        String id = city.mediumCase();
        var client = city.lead.with("If-Match", "\"1\"").with("Idempotency-Key", "key-" + id);

        Answer first = client.post("/v1/cases/" + id + "/acknowledge", new JsonObject());
        Answer second = client.post("/v1/cases/" + id + "/acknowledge", new JsonObject());

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.json()).isEqualTo(first.json());
        assertThat(second.etag()).isEqualTo(first.etag());
        assertThat(city.version(id)).isEqualTo(2);
    }

    /** As the contract's preamble says. */
    @Test
    void withoutAKeyWhatArrivesTwiceIsDoneTwiceUnlessItsVersionIsStale() {
        String path = "/v1/cases/" + city.mediumCase();
        var unguarded = city.lead.with("If-Match", "\"1\"");
        JsonObject note = new JsonObject().put("text", "已到现场").put("visibility", "internal");

        assertThat(unguarded.post(path + "/acknowledge", new JsonObject()).status())
                .isEqualTo(200);
        assertThat(unguarded.post(path + "/acknowledge", new JsonObject()).status())
                .isEqualTo(412);
        assertThat(city.lead.post(path + "/comment", note).status()).isEqualTo(200);
        assertThat(city.lead.post(path + "/comment", note).status()).isEqualTo(200);
        assertThat(kinds(city.lead.get(path).json()))
                .filteredOn("comment"::equals)
                .hasSize(2);

        var keyed = city.lead.with("Idempotency-Key", "note-" + path.substring(10));
        assertThat(keyed.post(path + "/comment", note).headers().contains("Idempotent-Replayed"))
                .isFalse();
        assertThat(keyed.post(path + "/comment", note).headers().get("Idempotent-Replayed"))
                .isEqualTo("true");
        assertThat(kinds(city.lead.get(path).json()))
                .filteredOn("comment"::equals)
                .hasSize(3);
        assertThat(keyed.post(path + "/comment", note.copy().put("text", "别的")).problem())
                .endsWith("key-reused");
    }

    private static List<String> kinds(JsonObject thing) {
        return strings(thing.getJsonArray("timeline"), "kind");
    }

    private static List<String> strings(JsonArray things, String name) {
        return things.stream().map(each -> ((JsonObject) each).getString(name)).toList();
    }
}
