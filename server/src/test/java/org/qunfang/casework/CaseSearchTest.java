package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.qunfang.casework.CaseworkCity.report;

import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class CaseSearchTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private static String caseWith(String words) {
        return city.caseOf(report().put("description", words));
    }

    private static String query(String words) {
        return "q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
    }

    private static List<JsonObject> items(TestClient officer, String words) {
        return officer.get("/v1/cases?" + query(words)).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> ids(TestClient officer, String words) {
        return items(officer, words).stream().map(each -> each.getString("id")).toList();
    }

    private static void finds(TestClient officer, String words, String... cases) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(ids(officer, words)).as(words).containsExactlyInAnyOrder(cases));
    }

    @Test
    void oneOrTwoCharactersAPartOfAWordAndAPartOfTheNumberFindACase() {
        String id = caseWith("Behind the CAFÉ 鹭湖小学围墙开裂");
        String number = city.read(id).getString("number");

        for (String words : List.of("鹭", "鹭湖", "湖小", "cafe", "Afé", "BEHIND 围墙", number, number.substring(3))) {
            finds(city.lead, words, id);
        }
        assertThat(ids(city.lead, "湖鹭")).isEmpty();
        assertThat(ids(city.lead, "鹭湖 没有")).as("every word has to be there").isEmpty();
    }

    @Test
    void thePlaceWhatWasAddedAndWhatWasSaidInPublicAreLookedThroughAndQuoted() {
        TestClient sender = app.resident();
        String reportId = TestClient.id();
        String id = sender.put(
                        "/v1/reports/" + reportId,
                        report().put("description", "声音很大").put("place", "玉律桥头第三根灯柱"))
                .json()
                .getJsonObject("case")
                .getString("id");
        assertThat(sender.post("/v1/reports/" + reportId + "/additions", new JsonObject().put("text", "今天早上又掉了几块琉璃瓦下来"))
                        .status())
                .isEqualTo(201);
        city.step(
                city.lead,
                id,
                "acknowledge",
                new JsonObject().put("text", "已派蓝鹊班组").put("visibility", "public"));
        city.lead.post("/v1/cases/" + id + "/comment", new JsonObject().put("text", "内部：怀疑瞒报鼋头渚"));

        finds(city.lead, "玉律桥", id);
        finds(city.lead, "琉璃", id);
        finds(city.lead, "蓝鹊", id);
        assertThat(items(city.lead, "琉璃").get(0).getString("found")).contains("又掉了几块琉璃瓦");
        assertThat(items(city.lead, "玉律桥").get(0).containsKey("found"))
                .as("the line shows it")
                .isFalse();
        assertThat(ids(city.lead, "鼋头渚")).as("internal words").isEmpty();
    }

    @Test
    void searchingStaysWithinWhatTheOfficerMaySee() {
        String id = caseWith("翡翠湾工地围挡倾斜");

        finds(city.lead, "翡翠湾", id);
        finds(city.support, "翡翠湾", id);
        finds(city.duty, "翡翠湾", id);
        assertThat(ids(city.foreign, "翡翠湾")).isEmpty();
    }

    @Test
    void pagesOfASearchFollowEachOtherInTheOrderOfTheQueue() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(caseWith("琥珀路第" + i + "盏路灯歪了"));
        }
        finds(city.lead, "琥珀路", made.toArray(String[]::new));
        List<String> read = new ArrayList<>();
        String next = "";
        while (next != null) {
            JsonObject page =
                    city.lead.get("/v1/cases?limit=3&" + query("琥珀路") + next).json();
            page.getJsonArray("items").forEach(item -> read.add(((JsonObject) item).getString("id")));
            next = page.getString("next") == null ? null : "&cursor=" + page.getString("next");
        }

        assertThat(read).hasSize(7);
        assertThat(new HashSet<>(read)).hasSize(7);
        assertThat(read).containsExactlyElementsOf(ids(city.lead, "琥珀路"));
    }

    @Test
    void whatIsFarDownTheQueueIsFoundAsWell() {
        String id = caseWith("独一无二的麒麟石像");
        finds(city.lead, "麒麟石像", id);
        for (int i = 0; i < 12; i++) {
            city.extremeCase();
        }

        assertThat(ids(city.lead, "麒麟石像")).containsExactly(id);
        assertThat(city.lead
                        .get("/v1/cases?severity=extreme&" + query("麒麟石像"))
                        .json()
                        .getJsonArray("items"))
                .isEmpty();
    }

    @Test
    void wordsThatAreNoneFindNothing() {
        for (String words : List.of("%", "_", "a", "。", "' OR 1=1 --", "\\", "<b>")) {
            assertThat(ids(city.lead, words)).as(words).isEmpty();
        }
    }

    @Test
    void casesFromBeforeThereWasASearchAreRead() {
        String id = caseWith("孔雀巷下水道井盖不见了");
        finds(city.lead, "孔雀巷", id);
        city.sql("DELETE FROM case_search WHERE case_id = $1", UUID.fromString(id));
        assertThat(ids(city.lead, "孔雀巷")).isEmpty();

        city.sql("INSERT INTO case_search_due (case_id) VALUES ($1)", UUID.fromString(id));

        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() -> assertThat(ids(city.lead, "孔雀巷")).containsExactly(id));
        assertThat(city.count("SELECT count(*) FROM case_search_due")).isZero();
    }

    @Test
    void namesOfTheAreaOfThoseAboveItAndOfTheCategoryFindACaseInBothLanguages() {
        String id = caseWith("鸳鸯石旁边的坡在掉土");
        finds(city.lead, "鸳鸯石", id);

        for (String name : List.of("光明区", "Guangming", "深圳", "SHENZHEN", "填埋场", "landfill", "深圳 填埋场")) {
            assertThat(ids(city.lead, "鸳鸯石 " + name)).as(name).containsExactly(id);
            assertThat(ids(city.lead, name)).as(name).contains(id);
            assertThat(ids(city.duty, name)).as(name + " in the whole city").contains(id);
        }
        for (String other : List.of("南山区", "Nanshan", "煤气", "深圳 煤气", "南山 填埋场")) {
            assertThat(ids(city.lead, "鸳鸯石 " + other)).as(other).isEmpty();
            assertThat(ids(city.duty, other)).as(other).doesNotContain(id);
        }
        assertThat(ids(city.foreign, "深圳 填埋场")).doesNotContain(id);
        assertThat(items(city.lead, "鸳鸯石 深圳").get(0).containsKey("found"))
                .as("names are no words to quote")
                .isFalse();
    }

    @Test
    void aTrackingCodeFindsItsCaseForThoseWhoMaySeeItWholeAndInNoPart() {
        JsonObject receipt =
                app.resident().put("/v1/reports/" + TestClient.id(), report()).json();
        String id = receipt.getJsonObject("case").getString("id");
        String code = receipt.getString("trackingCode");

        assertThat(ids(city.lead, code)).containsExactly(id);
        assertThat(ids(city.lead, code.toLowerCase().replace('-', ' '))).containsExactly(id);
        assertThat(ids(city.foreign, code)).isEmpty();
        assertThat(ids(city.lead, code.substring(0, 9))).doesNotContain(id);
    }

    @Test
    void aNumberAndACodeKeepToTheFilterAndSayWhereTheCaseIs() {
        JsonObject receipt =
                app.resident().put("/v1/reports/" + TestClient.id(), report()).json();
        String id = receipt.getJsonObject("case").getString("id");
        String number = city.read(id).getString("number");
        finds(city.lead, number, id);

        for (String typed : List.of(number, number.toLowerCase(), receipt.getString("trackingCode"))) {
            for (String filter : List.of("queue=overdue&", "status=on_hold&", "severity=low&")) {
                JsonObject page = page(city.lead, filter + query(typed));
                assertThat(page.getJsonArray("items")).as(filter + typed).isEmpty();
                assertThat(page.getJsonObject("elsewhere").getString("id")).isEqualTo(id);
                assertThat(page(city.foreign, filter + query(typed)).containsKey("elsewhere"))
                        .as("of another department")
                        .isFalse();
            }
            JsonObject here = page(city.lead, "status=assigned&" + query(typed));
            assertThat(here.getJsonArray("items")).hasSize(1);
            assertThat(here.containsKey("elsewhere")).isFalse();
        }
        assertThat(page(city.lead, "queue=overdue&" + query("QF-1999-000001")).containsKey("elsewhere"))
                .isFalse();
    }

    @Test
    void aNumberIsFoundAsItIsTypedWithoutHyphensOrInFullWidthInTheListAndElsewhere() {
        String id = city.caseOf(report());
        String number = city.read(id).getString("number");
        finds(city.lead, number, id);
        StringBuilder wide = new StringBuilder();
        number.chars().forEach(each -> wide.append((char) (each + 0xFEE0)));

        for (String typed : List.of(
                number.replace("-", ""),
                number.replace("-", "").toLowerCase(),
                number.replace('-', ' '),
                number.replace('-', '—'),
                " " + wide + "　",
                wide.toString().replace("－", ""))) {
            assertThat(ids(city.lead, typed)).as(typed).containsExactly(id);
            JsonObject page = page(city.lead, "queue=overdue&" + query(typed));
            assertThat(page.getJsonArray("items")).as(typed).isEmpty();
            assertThat(page.getJsonObject("elsewhere").getString("id"))
                    .as(typed)
                    .isEqualTo(id);
            assertThat(ids(city.foreign, typed)).isEmpty();
        }
        String code = city.sql("SELECT tracking_code FROM reports WHERE case_id = $1", UUID.fromString(id))
                .iterator()
                .next()
                .getString("tracking_code");
        StringBuilder wideCode = new StringBuilder();
        code.chars().forEach(each -> wideCode.append((char) (each + 0xFEE0)));
        assertThat(ids(city.lead, wideCode.toString())).containsExactly(id);
    }

    @Test
    void theNumberOfAMergedCaseLeadsToTheCaseThatItWentInto() {
        String ended = city.caseOf(report());
        String goesOn = city.caseOf(report());
        String number = city.read(ended).getString("number");
        assertThat(city.tryStep(
                                city.lead,
                                ended,
                                "merge",
                                new JsonObject().put("into", goesOn).put("apart", true))
                        .status())
                .isEqualTo(200);

        JsonObject found = page(city.lead, "queue=overdue&" + query(number)).getJsonObject("elsewhere");

        assertThat(found.getString("number")).isEqualTo(number);
        assertThat(found.getJsonObject("mergedInto").getString("id")).isEqualTo(goesOn);
    }

    @Test
    void aNumberIsFoundBeforeTheWordsOfItsCaseCanBeLookedThrough() {
        JsonObject receipt =
                app.resident().put("/v1/reports/" + TestClient.id(), report()).json();
        String id = receipt.getJsonObject("case").getString("id");
        String number = city.read(id).getString("number");
        finds(city.lead, number, id);
        city.sql("DELETE FROM case_search WHERE case_id = $1", UUID.fromString(id));

        assertThat(ids(city.lead, number)).containsExactly(id);
        assertThat(ids(city.foreign, number)).isEmpty();
    }

    private static JsonObject page(TestClient officer, String query) {
        return officer.get("/v1/cases?" + query).json();
    }
}
