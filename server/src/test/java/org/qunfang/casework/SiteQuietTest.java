package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.responsibility.Lookup;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** The department that answers for a site, and is late itself, cannot make it quiet alone. */
class SiteQuietTest {
    private static final MovableClock clock = new MovableClock();
    private static final double LON = 113.934;
    private static double lat = 22.700;

    @RegisterExtension
    static final TestApp app = new TestApp(clock);

    private SiteStory story;
    private String site;

    @BeforeEach
    void registerASite() {
        story = new SiteStory(app, clock);
        lat += 0.0105;
        site = story.register(SiteStory.landfill(lat, LON)
                .put("inspectionEveryDays", 30)
                .put("inspectionDue", today().plusDays(1).toString()));
    }

    private static LocalDate today() {
        return Lookup.today(clock);
    }

    private Answer inspect(TestClient who, String result, String answer, String nextDue) {
        JsonArray answers = new JsonArray();
        if (answer != null) {
            story.site(site)
                    .getJsonArray("checklist")
                    .forEach(each -> answers.add(new JsonObject()
                            .put("code", ((JsonObject) each).getString("code"))
                            .put("answer", answer)));
        }
        JsonObject body = new JsonObject()
                .put("inspectedAt", clock.instant().minusSeconds(60).toString())
                .put("result", result)
                .put("answers", answers);
        if (nextDue != null) {
            body.put("nextDue", nextDue);
        }
        return who.put("/v1/sites/" + site + "/inspections/" + TestClient.id(), body);
    }

    private static String pointer(Answer answer) {
        assertThat(answer.json().getJsonArray("errors"))
                .as(answer.body().toString())
                .isNotNull();
        return answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer");
    }

    /** Four people complain, a slope is cracked, and nobody comes when an inspection is due. */
    private String letItGetWorse() {
        assertThat(inspect(story.inspector, "defects", "no", null).status()).isEqualTo(201);
        String last = null;
        for (int i = 0; i < 4; i++) {
            last = story.complain(app.resident(), lat, LON, "又在夜里倒土 " + i);
        }
        clock.advance(Duration.ofDays(33));
        story.awaitSite(
                site,
                each -> each.getBoolean("inspectionLate")
                        && SiteStory.signals(each).contains("4 reports by 4 people")
                        && SiteStory.signals(each).contains("late"));
        return last;
    }

    @Test
    void noInspectionWithoutAnswersAndNoFarDayTakesAnythingFromTheIndex() {
        letItGetWorse();
        int before = story.site(site).getInteger("riskIndex");

        Answer nothingAnswered = inspect(story.inspector, "sound", null, null);
        assertThat(nothingAnswered.status()).isEqualTo(422);
        assertThat(pointer(nothingAnswered)).isEqualTo("/result");
        assertThat(pointer(inspect(story.inspector, "sound", "unknown", null))).isEqualTo("/result");
        assertThat(pointer(inspect(story.inspector, "incomplete", "yes", null))).isEqualTo("/result");
        assertThat(pointer(inspect(story.inspector, "incomplete", null, "2099-01-01")))
                .isEqualTo("/nextDue");
        JsonObject incomplete = inspect(
                        story.inspector,
                        "incomplete",
                        null,
                        today().plusDays(30).toString())
                .json();

        assertThat(incomplete.getInteger("riskIndex")).isEqualTo(before);
        assertThat(incomplete.getBoolean("inspectionLate")).isTrue();
        assertThat(SiteStory.signals(incomplete))
                .contains("found defects")
                .contains("days late")
                .contains("could not tell 11 points");
        JsonObject sound = inspect(story.inspector, "sound", "yes", null).json();
        assertThat(sound.getInteger("riskIndex")).isEqualTo(before - 8 - 10);
        assertThat(sound.getString("inspectionDue"))
                .isEqualTo(today().plusDays(30).toString());
    }

    @Test
    void theDatabaseKnowsThatUnknownIsNotSoundAndThatAnInspectionBuysNoMoreThanTheInterval() {
        String insert = """
                INSERT INTO site_inspections (id, site_id, inspected_at, result, answers, next_due, received_at, content_id)
                VALUES ($1, $2, now(), 'sound', $3, $4::text::date, now(), $1)
                """;
        JsonArray unknown = new JsonArray().add(new JsonObject().put("answer", "unknown"));
        JsonArray yes = new JsonArray().add(new JsonObject().put("answer", "yes"));
        UUID id = UUID.randomUUID();
        UUID here = UUID.fromString(site);

        assertThatThrownBy(() -> story.city.sql(insert, id, here, unknown, null))
                .hasMessageContaining("sound_is_known");
        assertThatThrownBy(() -> story.city.sql(insert, id, here, new JsonArray(), null))
                .hasMessageContaining("sound_is_known");
        assertThatThrownBy(() -> story.city.sql(insert, id, here, yes, "2099-01-01"))
                .hasMessageContaining("30 days after");
    }

    @Test
    void theRegisterPutsNoInspectionOffAndEndsNoWatchButByTheDutyOffice() {
        JsonObject later =
                SiteStory.landfill(lat, LON).put("inspectionEveryDays", 30).put("inspectionDue", "2099-01-01");
        JsonObject rarely = SiteStory.landfill(lat, LON)
                .put("inspectionEveryDays", 3_650)
                .put("inspectionDue", today().plusDays(1).toString());

        Answer refused = story.inspector.with("If-Match", "\"1\"").put("/v1/sites/" + site, later);
        assertThat(refused.status()).isEqualTo(403);
        assertThat(pointer(refused)).isEqualTo("/inspectionDue");
        assertThat(pointer(story.inspector.with("If-Match", "\"1\"").put("/v1/sites/" + site, rarely)))
                .isEqualTo("/inspectionEveryDays");
        assertThat(pointer(story.inspector
                        .with("If-Match", "\"1\"")
                        .put(
                                "/v1/sites/" + site,
                                rarely.put("inspectionEveryDays", 30).put("watched", false))))
                .isEqualTo("/watched");
        assertThat(story.duty
                        .with("If-Match", "\"1\"")
                        .put("/v1/sites/" + site, later)
                        .status())
                .isEqualTo(200);
    }

    private Answer change(TestClient who, JsonObject content) {
        return who.with("If-Match", "\"" + story.site(site).getLong("version") + "\"")
                .put("/v1/sites/" + site, content);
    }

    private JsonObject asRegistered() {
        return SiteStory.landfill(lat, LON)
                .put("inspectionEveryDays", 30)
                .put("inspectionDue", today().plusDays(1).toString());
    }

    @Test
    void theRegisterTakesNothingOutOfReachAndMakesNothingSmallerButByTheDutyOffice() {
        JsonObject known = asRegistered().put("peopleInReach", 200).put("fillDepthMeters", 12.5);
        assertThat(change(story.inspector, known).status()).isEqualTo(200);
        JsonObject away = new JsonObject().put("lat", lat + 0.005).put("lon", LON);

        assertThat(pointer(change(story.inspector, known.copy().put("location", away))))
                .isEqualTo("/location");
        assertThat(pointer(change(story.inspector, known.copy().put("radiusMeters", 100))))
                .isEqualTo("/radiusMeters");
        assertThat(pointer(change(story.inspector, known.copy().put("category", "construction-site"))))
                .isEqualTo("/category");
        assertThat(pointer(change(story.inspector, known.copy().put("peopleInReach", 3))))
                .isEqualTo("/peopleInReach");
        JsonObject unknownDepth = known.copy();
        unknownDepth.remove("fillDepthMeters");
        assertThat(pointer(change(story.inspector, unknownDepth))).isEqualTo("/fillDepthMeters");
        for (String member : new String[] {"radiusMeters", "peopleInReach", "fillDepthMeters", "heightMeters"}) {
            Answer nothing = change(story.duty, known.copy().put(member, 0));
            assertThat(nothing.status()).as(member).isEqualTo(422);
            assertThat(pointer(nothing)).isEqualTo("/" + member);
        }
        assertThat(change(story.inspector, known.copy().put("radiusMeters", 500))
                        .status())
                .as("farther is no quieter")
                .isEqualTo(200);
        assertThat(change(story.duty, known.copy().put("location", away)).status())
                .isEqualTo(200);

        JsonArray changes = story.site(site).getJsonArray("changes");
        assertThat(changes).hasSize(3);
        assertThat(changes.getJsonObject(0).getString("by")).isEqualTo("周平");
        assertThat(changes.getJsonObject(1).getJsonArray("changes"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("member", "radiusMeters")
                                .put("before", "300")
                                .put("after", "500")));
        assertThat(story.city.count("""
                        SELECT count(*) FROM audit_entries
                         WHERE subject_id = $1 AND action = 'site.change'
                           AND detail::text LIKE '%"before": "300"%'
                           AND detail::text LIKE '%"after": "500"%'
                        """, UUID.fromString(site))).isEqualTo(1);
        assertThatThrownBy(
                        () -> story.city.sql("UPDATE sites SET radius_meters = 0 WHERE id = $1", UUID.fromString(site)))
                .hasMessageContaining("at least 20 m");
    }

    @Test
    void theRegisterHidesNothingFromResidentsAndForgetsNoContactOrAddressButByTheDutyOffice() {
        JsonObject contact =
                new JsonObject().put("name", "陈工").put("phone", "0755-00000003").put("email", "chen@example.org");
        JsonObject known = asRegistered()
                .put("place", "光明区红坳村")
                .put("operator", new JsonObject().put("name", "某渣土公司").put("contact", contact));
        assertThat(change(story.inspector, known).status()).isEqualTo(200);
        JsonObject nameless = known.copy();
        nameless.getJsonObject("operator").remove("contact");
        JsonObject mute = known.copy();
        mute.getJsonObject("operator").getJsonObject("contact").remove("phone");
        JsonObject nowhere = known.copy();
        nowhere.remove("place");

        assertThat(pointer(change(story.inspector, known.copy().put("public", false))))
                .isEqualTo("/public");
        assertThat(pointer(change(story.inspector, nameless))).isEqualTo("/operator/contact");
        assertThat(pointer(change(story.inspector, mute))).isEqualTo("/operator/contact");
        assertThat(pointer(change(story.inspector, nowhere))).isEqualTo("/place");
        TestClient ofTheirOwn = story.city.named(
                "钱进",
                "guangming-housing",
                "duty_officer",
                Set.of("case.read", "site.read", "site.work", "site.work-all"));
        assertThat(pointer(change(ofTheirOwn, known.copy().put("public", false))))
                .as("a duty officer of the department that answers for it")
                .isEqualTo("/public");
        assertThat(story.site(site).getBoolean("public")).isTrue();
        JsonObject hidden = nowhere.put("public", false).put("operator", nameless.getJsonObject("operator"));
        assertThat(change(story.duty, hidden).status()).isEqualTo(200);
    }

    @Test
    void theRoleInADepartmentWithoutAnyDutyThereMakesNothingQuieterEither() {
        TestClient byRole = story.city.named(
                "钱进",
                "nanshan-housing",
                "duty_officer",
                Set.of("case.read", "site.read", "site.work", "site.work-all"));
        TestClient administrator =
                app.officer("city-ecology", Set.of("administrator"), Set.of("site.read", "site.work", "site.work-all"));
        JsonObject permit = new JsonObject()
                .put("number", "假 7")
                .put("kind", "operate")
                .put("purpose", "受纳渣土")
                .put("departmentId", app.departmentId("guangming-housing").toString())
                .put("validFrom", "2024-01-01")
                .put("validTo", "2034-01-01");

        for (TestClient who : new TestClient[] {byRole, administrator}) {
            assertThat(pointer(change(who, asRegistered().put("public", false))))
                    .isEqualTo("/public");
            assertThat(pointer(change(who, asRegistered().put("watched", false))))
                    .isEqualTo("/watched");
            assertThat(who.post("/v1/sites/" + site + "/permits", permit).status())
                    .as("a permit takes from the index")
                    .isEqualTo(403);
            assertThat(who.get("/v1/sites/" + site).json().getBoolean("mayPermit"))
                    .isFalse();
        }
        assertThat(change(byRole, asRegistered().put("radiusMeters", 400)).status())
                .as("what makes it no quieter")
                .isEqualTo(200);
        assertThat(change(story.duty, asRegistered().put("watched", false)).status())
                .isEqualTo(200);
    }

    @Test
    void aSiteThatGetsAnotherNameSaysWhoGaveItInEachLanguage() {
        JsonObject renamed = asRegistered()
                .put("name", new JsonObject().put("zh-CN", "红坳余泥渣土受纳场").put("en", "x"))
                .put("place", "光明区");
        assertThat(change(story.inspector, renamed).status()).isEqualTo(200);

        JsonObject change = story.site(site).getJsonArray("changes").getJsonObject(0);
        assertThat(change.getString("by")).isEqualTo("吴工");
        assertThat(change.getJsonArray("changes"))
                .isEqualTo(new JsonArray()
                        .add(new JsonObject()
                                .put("member", "name")
                                .put("before", "红坳余泥渣土受纳场 / Hong'ao landfill")
                                .put("after", "红坳余泥渣土受纳场 / x"))
                        .add(new JsonObject().put("member", "place").put("after", "光明区")));
    }

    @Test
    void aPermitIsEnteredByWhoIssuesPermitsThereOrTheDutyOffice() {
        String issuer = "city-housing";
        TestClient issuing = story.city.named("孙强", issuer, "officer", SiteStory.INSPECTOR);
        JsonObject permit = new JsonObject()
                .put("number", "假 9")
                .put("kind", "operate")
                .put("purpose", "受纳渣土")
                .put("departmentId", app.departmentId(issuer).toString())
                .put("validFrom", "2024-01-01")
                .put("validTo", "2034-01-01");
        String path = "/v1/sites/" + site + "/permits";

        assertThat(story.inspector.post(path, permit).status()).isEqualTo(403);
        assertThat(story.site(site).getBoolean("mayPermit")).isFalse();
        assertThat(issuing.post(
                                path,
                                permit.copy()
                                        .put(
                                                "departmentId",
                                                app.departmentId("guangming-housing")
                                                        .toString()))
                        .status())
                .as("in another's name")
                .isEqualTo(403);
        Answer endless = issuing.post(path, permit.copy().put("validTo", "2199-01-01"));
        assertThat(endless.status()).isEqualTo(422);
        assertThat(pointer(endless)).isEqualTo("/validTo");
        JsonObject withoutEnd = permit.copy();
        withoutEnd.remove("validTo");
        for (TestClient officer : new TestClient[] {issuing, story.duty}) {
            Answer longTerm = officer.post(path, withoutEnd);
            assertThat(longTerm.status()).isEqualTo(422);
            assertThat(pointer(longTerm)).isEqualTo("/validTo");
        }
        assertThatThrownBy(() -> story.city.sql("""
                        INSERT INTO site_permits
                               (id, site_id, number, kind, purpose, department_id, valid_from, entered_at)
                        VALUES (gen_random_uuid(), $1, '长期', 'operate', 'x', $2, '2024-01-01', now())
                        """, UUID.fromString(site), app.departmentId(issuer)))
                .hasMessageContaining("50 years");
        assertThat(issuing.post(path, permit).status()).isEqualTo(201);
        assertThat(story.duty.post(path, permit.copy().put("number", "光 10")).status())
                .isEqualTo(201);
    }

    @Test
    void aCaseThatCountsAtASiteIsRejectedWithTheConsentOfTheDutyOffice() {
        String id = letItGetWorse();
        int before = story.site(site).getInteger("riskIndex");
        String lead = story.city.read(id).getJsonObject("lead").getString("code");
        TestClient leading = story.city.named("王磊", lead, "officer", CaseworkCity.OFFICER);
        TestClient theirChief = story.city.named("何勇", lead, "department_lead", CaseworkCity.CHIEF);
        JsonObject reject = new JsonObject().put("reason", "not_a_hazard").put("rationale", "现场无异常");

        Answer alone = story.city.tryStep(leading, id, "reject", reject);
        assertThat(alone.problem()).isEqualTo("second-officer-needed");
        assertThat(story.city.read(id).getJsonArray("consentSteps")).contains("reject");
        String consent = story.city.ask(leading, id, reject.copy().put("step", "reject"));
        assertThat(CaseworkCity.answer(theirChief, consent, "confirm").status()).isEqualTo(403);
        assertThat(story.site(site).getInteger("riskIndex")).isEqualTo(before);
        assertThat(story.city.read(id).getJsonObject("consent").getJsonArray("answers"))
                .contains("confirm");
        assertThat(CaseworkCity.answer(story.duty, consent, "confirm").status()).isEqualTo(200);
        assertThat(story.city.read(id).getString("status")).isEqualTo("rejected");

        assertThatThrownBy(() -> story.city.sql("""
                        UPDATE cases SET status = 'rejected', version = version + 1
                         WHERE id = (SELECT case_id FROM site_links AS l JOIN cases AS c ON c.id = l.case_id
                                      WHERE l.site_id = $1 AND c.status = 'assigned' LIMIT 1)
                        """, UUID.fromString(site))).hasMessageContaining("not rejected alone");
    }

    @Test
    void onlyWhoLeadsInspectionOrSupervisesRecordsOne() {
        TestClient enforcing = story.city.named("孙强", "guangming-urban-management", "officer", SiteStory.INSPECTOR);

        assertThat(enforcing.get("/v1/sites/" + site).json().getBoolean("mayWork"))
                .isTrue();
        assertThat(enforcing.get("/v1/sites/" + site).json().getBoolean("mayInspect"))
                .isFalse();
        assertThat(inspect(enforcing, "sound", "yes", null).status()).isEqualTo(403);
        assertThat(inspect(story.duty, "sound", "yes", null).status()).isEqualTo(403);
        assertThat(inspect(story.inspector, "sound", "yes", null).status()).isEqualTo(201);
    }

    @Test
    void aCaseLeavesASiteWithTheConsentOfTheDutyOfficeAndCountsUntilThen() {
        String id = letItGetWorse();
        int before = story.site(site).getInteger("riskIndex");
        String lead = story.city.read(id).getJsonObject("lead").getString("code");
        TestClient leading = story.city.named("王磊", lead, "officer", SiteStory.INSPECTOR);
        story.city.sql(
                "UPDATE cases SET support_department_ids = ARRAY[$2::uuid] WHERE id = $1",
                UUID.fromString(id),
                app.departmentId("guangming-housing"));
        JsonObject reason = new JsonObject().put("reason", "不是这里");
        String path = "/v1/cases/" + id + "/sites/" + site + "/unlink";

        Answer supporting = story.inspector.with("If-Match", "\"1\"").post(path, reason);
        assertThat(supporting.status()).isEqualTo(403);
        String version = leading.get("/v1/cases/" + id).etag();
        Answer asked = leading.with("If-Match", version).post(path, reason);
        assertThat(asked.status()).as(asked.body().toString()).isEqualTo(200);

        assertThat(story.site(site).getInteger("riskIndex")).isEqualTo(before);
        JsonObject waiting = story.duty
                .get("/v1/site-unlinks?waiting=true&site=" + site)
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(waiting.getString("reason")).isEqualTo("不是这里");
        assertThat(waiting.getString("askedBy")).isEqualTo("王磊");
        assertThat(waiting.getInteger("indexWith")).isEqualTo(before);
        assertThat(waiting.getInteger("indexWithout")).isLessThan(before);
        String answer = "/v1/site-unlinks/" + waiting.getString("id");
        assertThat(leading.post(answer + "/confirm", reason).status()).isEqualTo(403);
        assertThatThrownBy(() -> story.city.sql(
                        "UPDATE site_links SET unlinked_at = now() WHERE site_id = $1 AND case_id = $2",
                        UUID.fromString(site),
                        UUID.fromString(id)))
                .hasMessageContaining("leaves a site only with a reason");

        JsonObject kept = new JsonObject().put("reason", "与照片一致，就是这里");
        assertThat(story.duty.post(answer + "/deny", kept).json().getString("status"))
                .isEqualTo("denied");
        assertThat(story.duty.post(answer + "/confirm", kept).status()).isEqualTo(409);
        assertThat(story.site(site).getInteger("riskIndex")).isEqualTo(before);
        assertThat(story.city.read(id).getJsonArray("timeline").encode())
                .contains("site_unlink_asked")
                .contains("site_unlink_denied");
    }

    @Test
    void whatTheDutyOfficeTakesOffAnotherOfItsOfficersConfirmsAndTheDayKeepsItsPeak() {
        String id = letItGetWorse();
        int before = story.site(site).getInteger("riskIndex");
        JsonObject reason = new JsonObject().put("reason", "所述为路对面的工地");
        String version = story.duty.get("/v1/cases/" + id).etag();
        assertThat(story.duty
                        .with("If-Match", version)
                        .post("/v1/cases/" + id + "/sites/" + site + "/unlink", reason)
                        .status())
                .isEqualTo(200);
        String answer = "/v1/site-unlinks/" + story.waiting(site);

        assertThat(story.duty.post(answer + "/confirm", reason).status()).isEqualTo(403);
        JsonObject done = story.secondOfDuty().post(answer + "/confirm", reason).json();

        assertThat(done.getString("status")).isEqualTo("confirmed");
        assertThat(done.getString("answeredBy")).isEqualTo("郑红");
        JsonObject after = story.site(site);
        assertThat(after.getInteger("riskIndex")).isEqualTo(waitingIndex(done)).isLessThan(before);
        JsonArray line = after.getJsonArray("line");
        JsonObject today = line.getJsonObject(line.size() - 1);
        assertThat(today.getInteger("index")).isEqualTo(after.getInteger("riskIndex"));
        assertThat(today.getInteger("peak")).isEqualTo(before);
        assertThat(story.inspector
                        .get("/v1/sites/" + site + "/history?limit=1")
                        .json()
                        .getJsonArray("items")
                        .getJsonObject(0)
                        .getInteger("peak"))
                .isEqualTo(before);
        assertThat(story.inspector.get("/v1/site-unlinks?site=" + site).json().getJsonArray("items"))
                .hasSize(1);
    }

    private static int waitingIndex(JsonObject unlink) {
        return unlink.getInteger("indexWithout");
    }
}
