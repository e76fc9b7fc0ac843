package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.bodyFor;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class CaseQueueTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    CaseworkCity city;

    @BeforeEach
    void anEmptyCity() {
        app.pool().query("""
                        LOCK TABLE cases;
                        ALTER TABLE timeline_entries DISABLE TRIGGER USER;
                        ALTER TABLE decision_records DISABLE TRIGGER USER;
                        ALTER TABLE case_tasks DISABLE TRIGGER USER;
                        ALTER TABLE case_playbooks DISABLE TRIGGER USER;
                        ALTER TABLE rungs DISABLE TRIGGER USER;
                        DELETE FROM case_tasks; DELETE FROM case_playbooks; DELETE FROM rungs;
                        ALTER TABLE rungs ENABLE TRIGGER USER;
                        DELETE FROM timeline_entries; DELETE FROM decision_records; DELETE FROM reports; DELETE FROM cases;
                        ALTER TABLE timeline_entries ENABLE TRIGGER USER;
                        ALTER TABLE case_tasks ENABLE TRIGGER USER;
                        ALTER TABLE case_playbooks ENABLE TRIGGER USER;
                        ALTER TABLE decision_records ENABLE TRIGGER USER
                        """).execute().await();
        city = new CaseworkCity(app);
    }

    private static List<String> ids(TestClient officer, String query) {
        Answer answer = officer.get("/v1/cases" + query);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    private static JsonObject counts(TestClient officer) {
        return officer.get("/v1/cases").json().getJsonObject("counts");
    }

    private static JsonObject counts(int mine, int department, int duty, int overdue, int all) {
        return new JsonObject()
                .put("mine", mine)
                .put("department", department)
                .put("duty", duty)
                .put("overdue", overdue)
                .put("all", all)
                .put("consent", 0);
    }

    @Test
    void theMostSeriousComeFirstThenTheNearestDeadline() {
        String medium = city.mediumCase();
        String later = city.mediumCase();
        String extreme = city.extremeCase();

        assertThat(ids(city.lead, "?queue=department")).containsExactly(extreme, medium, later);
    }

    @Test
    void whatWaitsForAStepComesFirstAndWhatIsResolvedLastAndUncounted() {
        String resolved = city.extremeCase();
        String acknowledged = city.mediumCase();
        String fresh = city.mediumCase();
        for (String step : List.of("acknowledge", "start", "resolve")) {
            city.step(resolved, step);
        }
        city.step(acknowledged, "acknowledge");

        assertThat(ids(city.lead, "?queue=department")).containsExactly(fresh, acknowledged, resolved);
        assertThat(counts(city.lead)).isEqualTo(counts(1, 2, 0, 0, 2));
    }

    @Test
    void everybodySeesTheirDepartmentsCasesOnlyAndTheDutyOfficeAll() {
        String led = city.mediumCase();
        String elsewhere = city.caseOf(report().put("category", "flooding"));

        assertThat(ids(city.lead, "")).containsExactly(led);
        assertThat(ids(city.support, "")).containsExactly(led);
        assertThat(ids(city.foreign, "")).isEmpty();
        assertThat(ids(city.duty, "")).containsExactlyInAnyOrder(led, elsewhere);
        assertThat(ids(city.auditor, "")).containsExactlyInAnyOrder(led, elsewhere);
        for (String queue : List.of("mine", "department", "duty", "overdue")) {
            assertThat(ids(city.foreign, "?queue=" + queue)).as(queue).isEmpty();
        }
    }

    @Test
    void aGapWaitsForTheDutyOffice() {
        String outside = city.caseOf(
                report().put("location", new JsonObject().put("lat", 21.0).put("lon", 113.0)));

        assertThat(ids(city.duty, "?queue=duty")).containsExactly(outside);
        assertThat(city.read(outside).containsKey("findingId")).isTrue();
        assertThat(ids(city.lead, "?queue=duty")).isEmpty();
    }

    @Test
    void mineIsWhatIActedOnLast() {
        String mine = city.mediumCase();
        city.mediumCase();
        city.step(mine, "acknowledge");

        assertThat(ids(city.lead, "?queue=mine")).containsExactly(mine);
        city.support.post("/v1/cases/" + mine + "/comment", bodyFor("comment"));
        assertThat(ids(city.lead, "?queue=mine")).isEmpty();
        assertThat(ids(city.support, "?queue=mine")).containsExactly(mine);
    }

    @Test
    void overdueIsWhatMissedItsNextDeadline() {
        String late = city.mediumCase();
        String acknowledged = city.mediumCase();
        city.mediumCase();
        city.step(acknowledged, "acknowledge");
        city.sql(
                "UPDATE cases SET opened_at = opened_at - interval '1 hour', acknowledge_by = now() - interval '1 minute' WHERE id = ANY ($1)",
                (Object) new UUID[] {UUID.fromString(late), UUID.fromString(acknowledged)});

        for (TestClient officer : List.of(city.lead, city.support, city.duty)) {
            assertThat(ids(officer, "?queue=overdue")).containsExactly(late);
        }
        JsonObject item = city.lead
                .get("/v1/cases?queue=overdue")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(item.getBoolean("late")).isTrue();
        assertThat(item.getString("excerpt")).isEqualTo("裂缝在变宽，有水渗出");
        assertThat(item.getJsonObject("deadline").getString("kind")).isEqualTo("acknowledge");
    }

    @Test
    void whatIsAcknowledgedHasADeadlineToBeResolvedAndOnHoldOneToBeLookedAt() {
        String working = city.mediumCase();
        String held = city.mediumCase();
        String missed = city.mediumCase();
        city.step(working, "acknowledge");
        for (String step : List.of("acknowledge", "start", "hold")) {
            city.step(held, step);
        }
        city.step(missed, "acknowledge");
        city.sql(
                "UPDATE cases SET opened_at = opened_at - interval '1 hour', resolve_by = now() - interval '1 minute' WHERE id = $1",
                UUID.fromString(missed));

        List<JsonObject> items = city.lead.get("/v1/cases").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();

        assertThat(items.stream().map(item -> item.getString("id"))).containsExactly(missed, working, held);
        assertThat(items.stream().map(item -> item.getJsonObject("deadline").getString("kind")))
                .containsExactly("resolve", "resolve", "review");
        assertThat(items.stream().map(item -> item.getBoolean("late"))).containsExactly(true, false, false);
        for (TestClient officer : List.of(city.lead, city.support, city.duty)) {
            assertThat(ids(officer, "?queue=overdue")).containsExactly(missed);
            assertThat(counts(officer).getInteger("overdue")).isEqualTo(1);
        }
        assertThat(city.read(missed).getBoolean("late")).isTrue();
        assertThat(city.read(held).getJsonArray("deadlines").stream()
                        .map(deadline -> ((JsonObject) deadline).getString("kind")))
                .containsExactly("acknowledge", "resolve", "review");
    }

    @Test
    void theCountsOfAllQueuesComeWithEveryPageAndOnlyCountWhatIsOpenAndOnesOwn() {
        String mine = city.mediumCase();
        String late = city.mediumCase();
        String ended = city.mediumCase();
        city.caseOf(report().put("location", new JsonObject().put("lat", 21.0).put("lon", 113.0)));
        city.step(mine, "acknowledge");
        city.step(ended, "reject");
        city.sql("UPDATE cases SET acknowledge_by = now() WHERE id = $1", UUID.fromString(late));

        assertThat(counts(city.lead)).isEqualTo(counts(1, 2, 0, 1, 2));
        assertThat(counts(city.support)).isEqualTo(counts(0, 2, 0, 1, 2));
        assertThat(counts(city.foreign)).isEqualTo(counts(0, 0, 0, 0, 0));
        assertThat(counts(city.duty)).isEqualTo(counts(0, 1, 1, 1, 3));
    }

    @Test
    void pagesFollowEachOtherWithoutRepeatingOrLosingACase() {
        for (int i = 0; i < 7; i++) {
            city.mediumCase();
        }
        List<String> read = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonObject page = city.support.get("/v1/cases?limit=3" + next).json();
            page.getJsonArray("items").forEach(item -> read.add(((JsonObject) item).getString("id")));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        }

        assertThat(read).hasSize(7);
        assertThat(new HashSet<>(read)).hasSize(7);
    }

    @Test
    void filtersNarrowAQueue() {
        String medium = city.mediumCase();
        String extreme = city.extremeCase();
        String other = city.caseOf(report().put("category", "spoil-heap").put("description", "渣土堆占了水沟"));
        city.step(medium, "reject");

        assertThat(ids(city.lead, "?status=rejected")).containsExactly(medium);
        assertThat(ids(city.support, "?status=rejected")).containsExactly(medium);
        assertThat(ids(city.duty, "?status=rejected")).containsExactly(medium);
        assertThat(ids(city.lead, "?severity=extreme")).containsExactly(extreme);
        assertThat(ids(city.lead, "?category=spoil-heap")).containsExactly(other);
        assertThat(ids(city.lead, "?category=geological")).containsExactlyInAnyOrder(extreme, other);
        assertThat(ids(city.lead, "?area=440311")).containsExactlyInAnyOrder(extreme, other);
        assertThat(ids(city.lead, "?area=440305")).isEmpty();
        String number = city.read(extreme).getString("number");
        await().untilAsserted(() -> {
            assertThat(ids(city.lead, "?q=%E6%B0%B4%E6%B2%9F")).containsExactly(other);
            assertThat(ids(city.lead, "?q=" + number)).containsExactly(extreme);
        });
        assertThat(ids(city.lead, "?q=%25")).as("no wildcards").isEmpty();
    }

    @Test
    void whatDoesNotExistIsNamed() {
        for (String parameter : List.of("category", "area", "cursor")) {
            Answer answer = city.lead.get("/v1/cases?" + parameter + "=nothing");

            assertThat(answer.status()).as(parameter).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/query/" + parameter);
        }
    }
}
