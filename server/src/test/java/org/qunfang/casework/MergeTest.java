package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.qunfang.casework.CaseworkCity.bodyFor;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
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

class MergeTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private record Sent(TestClient sender, String reportId, String caseId, String track) {}

    private static Sent send(JsonObject report) {
        TestClient sender = app.resident();
        String id = TestClient.id();
        JsonObject receipt = sender.put("/v1/reports/" + id, report).json();
        return new Sent(
                sender,
                id,
                receipt.getJsonObject("case").getString("id"),
                "/v1/track/" + receipt.getString("trackingCode"));
    }

    private static Answer merge(TestClient officer, String from, String into) {
        return city.tryStep(
                officer, from, "merge", new JsonObject().put("into", into).put("apart", true));
    }

    private static JsonObject merged(TestClient officer, String from, String into) {
        Answer answer = merge(officer, from, into);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json();
    }

    private static Answer split(TestClient officer, String caseId, JsonArray reportIds) {
        JsonObject body = new JsonObject().put("reportIds", reportIds).put("rationale", "说的是另一件事");
        return city.tryStep(officer, caseId, "split", body);
    }

    /** Everything that a refused merge or split must leave as it is. */
    private static List<Object> state(String... caseIds) {
        return java.util.Arrays.stream(caseIds)
                .map(id -> (Object) (city.sql(
                                        "SELECT version, status, report_count, merged_into_id FROM cases WHERE id = $1",
                                        UUID.fromString(id))
                                .iterator()
                                .next()
                                .toJson()
                                .encode()
                        + city.count("SELECT count(*) FROM timeline_entries WHERE case_id = $1", UUID.fromString(id))
                        + city.count("SELECT count(*) FROM reports WHERE case_id = $1", UUID.fromString(id))))
                .toList();
    }

    private static List<String> kinds(JsonObject thing) {
        return thing.getJsonArray("timeline").stream()
                .map(entry -> ((JsonObject) entry).getString("kind"))
                .toList();
    }

    @Test
    void aMergedCaseIsClosedPointsToTheOtherAndBothKeepTheirHistories() {
        Sent one = send(report());
        Sent other = send(report());
        city.step(one.caseId(), "acknowledge");

        JsonObject ended = merged(city.lead, one.caseId(), other.caseId());
        JsonObject goesOn = city.read(other.caseId());

        assertThat(ended.getString("status")).isEqualTo("closed");
        assertThat(ended.getJsonObject("mergedInto").getString("id")).isEqualTo(other.caseId());
        assertThat(ended.getJsonArray("transitions")).isEmpty();
        assertThat(ended.getInteger("reportCount")).isZero();
        assertThat(kinds(ended)).containsExactly("opened", "assigned", "acknowledged", "merged");
        assertThat(goesOn.getInteger("reportCount")).isEqualTo(2);
        assertThat(goesOn.getJsonArray("reports")).hasSize(2);
        assertThat(goesOn.getJsonArray("merged").getJsonObject(0).getString("id"))
                .isEqualTo(one.caseId());
        assertThat(kinds(goesOn)).containsExactly("opened", "assigned", "merged_in");
        JsonObject record = ended.getJsonArray("decisions")
                .getJsonObject(ended.getJsonArray("decisions").size() - 1);
        assertThat(record.getString("kind")).isEqualTo("closure");
        assertThat(record.getJsonObject("rationale").getString("zh-CN"))
                .contains(goesOn.getString("number"))
                .contains("米");
        for (String id : List.of(one.caseId(), other.caseId())) {
            assertThat(city.count(
                            "SELECT count(*) FROM audit_entries WHERE subject_id = $1 AND action IN ('case.merge', 'case.take-in')",
                            UUID.fromString(id)))
                    .isEqualTo(1);
        }
    }

    @Test
    void theTrackingCodeOfTheMergedReportKeepsWorkingAndSaysInPlainWordsWhatHappened() {
        Sent one = send(report());
        Sent other = send(report());
        city.step(one.caseId(), "acknowledge");
        merged(city.lead, one.caseId(), other.caseId());
        city.step(other.caseId(), "acknowledge");
        city.step(other.caseId(), "start");

        JsonObject track = app.nobody().get(one.track()).json();

        assertThat(track.getString("status")).isEqualTo("in_progress");
        assertThat(track.getString("caseNumber"))
                .isEqualTo(city.read(other.caseId()).getString("number"));
        assertThat(kinds(track))
                .containsExactly("opened", "assigned", "acknowledged", "merged", "acknowledged", "started");
        assertThat(track.getJsonArray("timeline")
                        .getJsonObject(3)
                        .getJsonObject("text")
                        .getString("zh-CN"))
                .isEqualTo("与关于同一件事的其他上报合在一起办理，由光明区城市管理和综合执法局负责");
        assertThat(kinds(app.nobody().get(other.track()).json()))
                .containsExactly("opened", "assigned", "merged_in", "acknowledged", "started");
    }

    @Test
    void theSenderOfAMergedReportAddsToAndJudgesTheCaseThatGoesOn() {
        Sent one = send(report());
        Sent other = send(report());
        merged(city.lead, one.caseId(), other.caseId());

        assertThat(one.sender()
                        .post("/v1/reports/" + one.reportId() + "/additions", new JsonObject().put("text", "裂缝又宽了"))
                        .status())
                .isEqualTo(201);
        assertThat(city.read(other.caseId()).getJsonArray("timeline").encode()).contains("裂缝又宽了");
        for (String step : List.of("acknowledge", "start", "resolve")) {
            city.step(other.caseId(), step);
        }
        Answer verdict =
                one.sender().post("/v1/reports/" + one.reportId() + "/verdict", new JsonObject().put("fixed", false));
        assertThat(verdict.status()).isEqualTo(200);
        assertThat(city.read(other.caseId()).getString("status")).isEqualTo("reopened");
    }

    private static Instant dueIn(String caseId, Duration time) {
        Instant due = Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
        city.sql(
                "UPDATE cases SET resolve_by = $2 WHERE id = $1",
                UUID.fromString(caseId),
                due.atOffset(ZoneOffset.UTC));
        return due;
    }

    @Test
    void theWorseOfBothScoresAndTheClockThatEndsFirstGoOn() {
        Sent medium = send(report());
        city.step(medium.caseId(), "acknowledge");
        Instant soon = dueIn(medium.caseId(), Duration.ofHours(3));
        Sent extreme = send(report().put("answers", new JsonObject().put("cracks", "widening")));

        merged(city.lead, medium.caseId(), extreme.caseId());
        JsonObject goesOn = city.read(extreme.caseId());

        assertThat(goesOn.getString("severity")).isEqualTo("extreme");
        assertThat(goesOn.getJsonArray("deadlines").encode()).contains(soon.toString());
        JsonObject acknowledged = city.step(extreme.caseId(), "acknowledge");
        assertThat(Instant.parse(
                        acknowledged.getJsonArray("deadlines").getJsonObject(1).getString("due")))
                .isBeforeOrEqualTo(soon);
    }

    @Test
    void aMoreLikelyCaseThatIsMergedRaisesTheOtherWithARecord() {
        Sent likely = send(report());
        String asked =
                city.ask(city.lead, likely.caseId(), CaseworkCity.scores(4, 2).put("step", "triage"));
        assertThat(CaseworkCity.answer(city.chief, asked, "confirm").status()).isEqualTo(200);
        Sent medium = send(report());

        merged(city.lead, likely.caseId(), medium.caseId());
        JsonObject goesOn = city.read(medium.caseId());

        assertThat(goesOn.getInteger("likelihood")).isEqualTo(4);
        assertThat(goesOn.getInteger("consequence")).isEqualTo(3);
        assertThat(goesOn.getString("severity")).isEqualTo("high");
        assertThat(kinds(goesOn)).contains("triaged");
    }

    @Test
    void aHighOrExtremeCaseIsMergedByTwoOfficersOnly() {
        Sent extreme = send(report().put("answers", new JsonObject().put("cracks", "widening")));
        Sent other = send(report().put("answers", new JsonObject().put("cracks", "widening")));

        Answer alone = merge(city.lead, extreme.caseId(), other.caseId());
        assertThat(alone.status()).isEqualTo(409);
        assertThat(alone.json().getString("type")).endsWith("second-officer-needed");

        String consent = city.ask(
                city.lead,
                extreme.caseId(),
                new JsonObject()
                        .put("step", "merge")
                        .put("into", other.caseId())
                        .put("apart", true)
                        .put("rationale", "同一处裂缝"));
        JsonObject waits = city.read(extreme.caseId()).getJsonObject("consent");
        assertThat(waits.getJsonObject("into").getString("number"))
                .isEqualTo(city.read(other.caseId()).getString("number"));
        assertThat(CaseworkCity.answer(city.lead, consent, "confirm").status()).isEqualTo(403);
        Answer confirmed = CaseworkCity.answer(city.chief, consent, "confirm");
        assertThat(confirmed.status()).as(confirmed.body().toString()).isEqualTo(200);
        assertThat(confirmed.json().getJsonObject("mergedInto").getString("id")).isEqualTo(other.caseId());
        assertThat(city.read(other.caseId()).getInteger("reportCount")).isEqualTo(2);
    }

    @Test
    void noConsentToOneMergeServesAnother() {
        Sent extreme = send(report().put("answers", new JsonObject().put("cracks", "widening")));
        Sent other = send(report().put("answers", new JsonObject().put("cracks", "widening")));
        String consent = city.ask(
                city.lead,
                extreme.caseId(),
                new JsonObject()
                        .put("step", "merge")
                        .put("into", other.caseId())
                        .put("apart", true)
                        .put("rationale", "同一处裂缝"));
        merged(city.lead, send(report()).caseId(), other.caseId());
        for (String step : List.of("acknowledge", "start", "resolve")) {
            city.step(other.caseId(), step);
        }
        List<Object> before = state(extreme.caseId(), other.caseId());

        Answer confirmed = CaseworkCity.answer(city.chief, consent, "confirm");

        assertThat(confirmed.status()).isEqualTo(409);
        assertThat(state(extreme.caseId(), other.caseId())).isEqualTo(before);
    }

    @Test
    void whatWasMergedFollowsWhenTheCaseThatWentOnIsMergedItself() {
        Sent first = send(report());
        Sent second = send(report());
        Sent third = send(report());
        merged(city.lead, first.caseId(), second.caseId());
        merged(city.lead, second.caseId(), third.caseId());

        assertThat(city.read(first.caseId()).getJsonObject("mergedInto").getString("id"))
                .isEqualTo(third.caseId());
        assertThat(city.read(third.caseId()).getJsonArray("merged")).hasSize(2);
        assertThat(kinds(app.nobody().get(first.track()).json()))
                .containsExactly("opened", "assigned", "merged", "merged");
    }

    @Test
    void nothingIsMergedIntoItselfAClosedAForeignOrAnUnknownCase() {
        Sent one = send(report());
        Sent closed = send(report());
        Sent target = send(report());
        merged(city.lead, closed.caseId(), target.caseId());
        Sent foreign = send(
                report().put("location", new JsonObject().put("lat", 22.5333).put("lon", 113.9305)));
        List<Object> before = state(one.caseId(), closed.caseId(), target.caseId(), foreign.caseId());

        assertThat(merge(city.lead, one.caseId(), one.caseId()).status()).isEqualTo(422);
        Answer into = merge(city.lead, one.caseId(), closed.caseId());
        assertThat(into.status()).isEqualTo(409);
        assertThat(merge(city.lead, target.caseId(), closed.caseId()).status())
                .as("a circle")
                .isEqualTo(409);
        Answer again = merge(city.lead, closed.caseId(), one.caseId());
        assertThat(again.status()).as("merged already").isEqualTo(409);
        assertThat(again.json().getJsonArray("open"))
                .as("the same is said of it either way")
                .isEqualTo(into.json().getJsonArray("open"))
                .isEmpty();
        assertThat(again.json().getString("detail")).isEqualTo(into.json().getString("detail"));
        assertThat(merge(city.lead, one.caseId(), foreign.caseId()).status()).isEqualTo(422);
        assertThat(merge(city.lead, one.caseId(), TestClient.id()).status()).isEqualTo(422);
        assertThat(merge(city.foreign, one.caseId(), target.caseId()).status()).isEqualTo(404);
        assertThat(merge(city.support, one.caseId(), target.caseId()).status()).isEqualTo(403);
        assertThat(merge(city.auditor, one.caseId(), target.caseId()).status()).isEqualTo(403);
        assertThat(city.lead
                        .with("If-Match", "\"99\"")
                        .post("/v1/cases/" + one.caseId() + "/merge", new JsonObject().put("into", target.caseId()))
                        .status())
                .isEqualTo(412);
        assertThat(state(one.caseId(), closed.caseId(), target.caseId(), foreign.caseId()))
                .isEqualTo(before);
    }

    @Test
    void onlyTheDutyOfficeMergesAcrossDepartmentsAndTheOldLeadTakesPartFromThenOn() {
        Sent one = send(report());
        Sent foreign = send(
                report().put("location", new JsonObject().put("lat", 22.5343).put("lon", 113.9315)));

        merged(city.duty, one.caseId(), foreign.caseId());
        JsonObject goesOn = city.read(foreign.caseId());

        assertThat(goesOn.getJsonObject("lead").getString("code")).isNotEqualTo(CaseworkCity.LEAD);
        assertThat(goesOn.getJsonArray("supporting").encode()).contains(CaseworkCity.LEAD);
        assertThat(city.lead.get("/v1/cases/" + foreign.caseId()).status()).isEqualTo(200);
    }

    @Test
    void whatLiesFarApartOrIsOfAnotherFamilyIsMergedOnlyWhenAnOfficerConfirmsIt() {
        Sent one = send(at(22.7200));
        Sent far = send(at(22.7488).put("description", "一堆土"));
        JsonObject into = new JsonObject().put("into", far.caseId());

        Answer refused = city.tryStep(city.duty, one.caseId(), "merge", into);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/apart");
        assertThat(refused.json().getInteger("distanceMeters")).isBetween(3_100, 3_300);
        Sent gas = send(at(22.7201).put("category", "gas-smell"));
        assertThat(city.tryStep(city.duty, one.caseId(), "merge", new JsonObject().put("into", gas.caseId()))
                        .json()
                        .getJsonArray("errors")
                        .getJsonObject(0)
                        .getString("pointer"))
                .isEqualTo("/apart");
        city.step(
                city.duty,
                far.caseId(),
                "merge",
                new JsonObject().put("into", one.caseId()).put("apart", true));
    }

    @Test
    void theListShowsTheWordsOfTheCaseThatGoesOnNotOfWhatWasMergedIn() {
        Sent older = send(report().put("description", "一堆土"));
        Sent goesOn = send(report().put("description", "又一处，填土在移动"));

        merged(city.lead, older.caseId(), goesOn.caseId());

        String number = city.read(goesOn.caseId()).getString("number");
        assertThat(city.duty
                        .get("/v1/cases?q=" + number)
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getString("excerpt"))
                .isEqualTo("又一处，填土在移动");
    }

    private static JsonObject at(double lat) {
        JsonObject report = report();
        report.getJsonObject("location").put("lat", lat).put("lon", 113.9700);
        return report;
    }

    @Test
    void aReportAtThePlaceOfAMergedCaseJoinsTheCaseThatGoesOn() {
        JsonObject there = at(21.31);
        JsonObject here = at(21.31 + 2.4 / 111.195);
        Sent merged = send(there);
        Sent goesOn = send(here);
        assertThat(merged.caseId()).isNotEqualTo(goesOn.caseId());
        merged(city.duty, merged.caseId(), goesOn.caseId());

        assertThat(send(there).caseId()).isEqualTo(goesOn.caseId());
        assertThat(send(here).caseId()).as("its own place stays one").isEqualTo(goesOn.caseId());
        assertThat(city.duty.get("/v1/cases/" + goesOn.caseId()).json().getInteger("reportCount"))
                .isEqualTo(4);
        assertThat(city.duty.get("/v1/cases/" + merged.caseId()).json().getInteger("reportCount"))
                .isZero();
    }

    @Test
    void aPlaceWhoseReportsWereTakenOutAgainIsNoLongerThatOfTheCase() {
        JsonObject there = at(21.41);
        Sent merged = send(there);
        Sent goesOn = send(at(21.41 + 2.4 / 111.195));
        merged(city.duty, merged.caseId(), goesOn.caseId());

        String out = split(city.duty, goesOn.caseId(), new JsonArray().add(merged.reportId()))
                .json()
                .getString("id");

        assertThat(send(there).caseId()).isEqualTo(out);
    }

    @Test
    void nothingIsMergedIntoACaseOnHoldWhoseClockStandsStill() {
        Sent one = send(report());
        Sent held = send(report());
        for (String step : List.of("acknowledge", "start", "hold")) {
            city.step(held.caseId(), step);
        }
        Answer refused = merge(city.lead, one.caseId(), held.caseId());
        assertThat(refused.status()).isEqualTo(409);
        merged(city.lead, held.caseId(), one.caseId());
    }

    @Test
    void ofTwoOppositeMergesAtOnceOneCounts() {
        for (int i = 0; i < 8; i++) {
            Sent one = send(report());
            Sent other = send(report());
            CompletableFuture<Answer> there =
                    CompletableFuture.supplyAsync(() -> merge(city.lead, one.caseId(), other.caseId()));
            CompletableFuture<Answer> back =
                    CompletableFuture.supplyAsync(() -> merge(city.duty, other.caseId(), one.caseId()));
            List<Integer> statuses = List.of(there.join().status(), back.join().status());
            assertThat(statuses)
                    .containsOnlyOnce(200)
                    .allMatch(status -> Set.of(200, 409, 412).contains(status));
            JsonObject first = city.read(one.caseId());
            JsonObject second = city.read(other.caseId());
            assertThat(List.of(first.getInteger("reportCount"), second.getInteger("reportCount")))
                    .containsExactlyInAnyOrder(0, 2);
        }
    }

    @Test
    void reportsThatTellOfSomethingElseGetACaseOfTheirOwnRoutedAnew() {
        JsonObject place = report();
        Sent first = send(place);
        Sent second = send(place);
        assertThat(second.caseId()).isEqualTo(first.caseId());
        city.step(first.caseId(), "acknowledge");

        Answer answer = split(city.lead, first.caseId(), new JsonArray().add(second.reportId()));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        JsonObject out = answer.json();
        JsonObject stays = city.read(first.caseId());

        assertThat(out.getString("status")).isEqualTo("assigned");
        assertThat(out.getInteger("reportCount")).isEqualTo(1);
        assertThat(out.getJsonArray("reports").getJsonObject(0).getString("id")).isEqualTo(second.reportId());
        assertThat(kinds(out)).containsExactly("split_from", "assigned");
        assertThat(out.getJsonArray("why")).isNotEmpty();
        assertThat(stays.getInteger("reportCount")).isEqualTo(1);
        assertThat(kinds(stays)).containsExactly("opened", "assigned", "report_attached", "acknowledged", "split_off");
        JsonObject track = app.nobody().get(second.track()).json();
        assertThat(track.getString("status")).isEqualTo("assigned");
        assertThat(kinds(track))
                .containsExactly(
                        "opened", "assigned", "report_attached", "acknowledged", "split_off", "split_from", "assigned");
        assertThat(kinds(app.nobody().get(first.track()).json())).doesNotContain("split_from");
    }

    @Test
    void whatIsTakenOutKeepsItsSeverityAndNoClockBeginsAnew() {
        JsonObject place = report();
        Sent first = send(place.copy().put("answers", new JsonObject().put("cracks", "widening")));
        Sent second = send(place);
        city.step(first.caseId(), "acknowledge");
        Instant soon = dueIn(first.caseId(), Duration.ofHours(3));

        JsonObject out = split(city.lead, first.caseId(), new JsonArray().add(second.reportId()))
                .json();

        assertThat(out.getString("severity")).isEqualTo("extreme");
        assertThat(out.getJsonArray("factors")).isNotEmpty();
        assertThat(out.getJsonArray("deadlines").encode()).contains(soon.toString());
        assertThat(city.read(first.caseId()).getString("severity")).isEqualTo("extreme");
    }

    @Test
    void notAllReportsNoForeignOnesAndNoneTwiceAreTakenOut() {
        JsonObject place = report();
        Sent first = send(place);
        Sent second = send(place);
        Sent foreign = send(report());
        List<Object> before = state(first.caseId(), foreign.caseId());
        JsonArray all = new JsonArray().add(first.reportId()).add(second.reportId());

        assertThat(split(city.lead, first.caseId(), all).json().encode()).contains("/reportIds");
        assertThat(split(city.lead, first.caseId(), all).status()).isEqualTo(422);
        Answer mixed = split(
                city.lead,
                first.caseId(),
                new JsonArray().add(second.reportId()).add(foreign.reportId()));
        assertThat(mixed.status()).isEqualTo(422);
        assertThat(mixed.json().encode()).contains("/reportIds/1");
        Answer twice = split(
                city.lead,
                first.caseId(),
                new JsonArray().add(second.reportId()).add(second.reportId()));
        assertThat(twice.status()).isEqualTo(422);
        assertThat(split(city.foreign, first.caseId(), new JsonArray().add(second.reportId()))
                        .status())
                .isEqualTo(404);
        assertThat(split(city.support, first.caseId(), new JsonArray().add(second.reportId()))
                        .status())
                .isEqualTo(403);
        assertThat(state(first.caseId(), foreign.caseId())).isEqualTo(before);
        assertThat(city.tryStep(city.lead, first.caseId(), "reject", bodyFor("reject"))
                        .status())
                .isEqualTo(200);
        assertThat(split(city.lead, first.caseId(), new JsonArray().add(second.reportId()))
                        .status())
                .isEqualTo(409);
    }

    @Test
    void theDatabaseRefusesCirclesChainsSecretMovesAndAMergeIntoWhatIsLessSerious() {
        UUID extreme = UUID.fromString(city.extremeCase());
        UUID medium = UUID.fromString(city.mediumCase());
        UUID other = UUID.fromString(city.mediumCase());

        assertRefused("UPDATE cases SET merged_into_id = $2 WHERE id = $1", medium, other);
        assertRefused(
                "UPDATE cases SET status = 'closed', report_count = 0, merged_into_id = $2 WHERE id = $1",
                medium,
                medium);
        assertRefused(
                "UPDATE cases SET status = 'closed', report_count = 0, merged_into_id = $2, ended_by_id = last_actor_id WHERE id = $1",
                extreme,
                medium);
        assertRefused("UPDATE reports SET case_id = $2 WHERE case_id = $1", medium, other);
        city.sql(
                "UPDATE cases SET status = 'closed', report_count = 0, merged_into_id = $2 WHERE id = $1",
                medium,
                other);
        assertRefused("UPDATE cases SET status = 'reopened' WHERE id = $1 AND merged_into_id = $2", medium, other);
        assertRefused(
                "UPDATE cases SET status = 'closed', report_count = 0, merged_into_id = $2 WHERE id = $1",
                other,
                medium);
        assertRefused(
                "UPDATE cases SET status = 'closed', report_count = 0, merged_into_id = $2 WHERE id = $1",
                other,
                extreme);
    }

    private static void assertRefused(String sql, UUID one, UUID other) {
        assertThatThrownBy(() -> city.sql(sql, one, other)).as(sql).isInstanceOf(Exception.class);
    }
}
