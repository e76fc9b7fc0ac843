package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Around 22.760, 113.900: far from the other cases of the city. */
class DuplicateTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private static JsonObject seen(String category, double north, String words, String at, String visibility) {
        return new JsonObject()
                .put("category", category)
                .put("description", words)
                .put(
                        "location",
                        new JsonObject()
                                .put("lat", 22.760 + north / 111_195)
                                .put("lon", 113.900)
                                .put("accuracyMeters", 10))
                .put("observedAt", at)
                .put("visibility", visibility);
    }

    private static JsonArray candidates(TestClient officer, String caseId) {
        var answer = officer.get("/v1/cases/" + caseId + "/duplicates");
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().getJsonArray("items");
    }

    private static List<String> reasons(JsonObject candidate) {
        return candidate.getJsonArray("reasons").stream()
                .map(reason -> ((JsonObject) reason).getString("en"))
                .toList();
    }

    @Test
    void relatedKindsWithinReachAreNamedWithTheReasonsAndWhatIsFarOrUnrelatedIsNot() {
        String slope = city.caseOf(seen("landfill-slope", 0, "坡顶裂缝在变宽，有水渗出", "2026-11-23T08:00:00+08:00", "public"));
        String sibling = city.caseOf(seen("landslide", 60, "坡顶裂缝变宽，渗水", "2026-11-23T08:41:00+08:00", "public"));
        String other = city.caseOf(seen("spoil-heap", 90, "渣土堆得太高", "2026-11-23T09:00:00+08:00", "public"));
        city.caseOf(seen("flooding", 10, "坡顶裂缝在变宽，有水渗出", "2026-11-23T08:10:00+08:00", "public"));
        city.caseOf(seen("landslide", 1_900, "坡顶裂缝在变宽，有水渗出", "2026-11-23T08:10:00+08:00", "public"));

        JsonArray found = candidates(city.duty, slope);

        assertThat(found.stream().map(each -> ((JsonObject) each).getString("id")))
                .containsExactly(sibling, other);
        JsonObject first = found.getJsonObject(0);
        assertThat(reasons(first))
                .containsExactly("60 m away", "a related kind", "41 minutes apart", "words 0.67 alike");
        assertThat(first.getString("words")).isEqualTo("坡顶裂缝变宽，渗水");
        assertThat(first.getBoolean("mayMerge")).isTrue();
        assertThat(first.getInteger("version")).isPositive();

        assertThat(city.tryStep(
                                city.duty,
                                slope,
                                "merge",
                                new JsonObject().put("into", sibling).put("apart", true))
                        .status())
                .isEqualTo(200);
        assertThat(candidates(city.duty, slope)).isEmpty();
        assertThat(candidates(city.duty, other).stream().map(each -> ((JsonObject) each).getString("id")))
                .contains(sibling)
                .doesNotContain(slope);
    }

    @Test
    void ofAnotherDepartmentsCaseOnlyWhatEverybodySeesIsNamed() {
        String own = city.caseOf(seen("landfill-slope", 4_000, "坡顶裂缝在变宽", "2026-11-23T08:00:00+08:00", "public"));
        String open = city.caseOf(seen("spoil-heap", 4_050, "渣土堆得太高，有裂缝", "2026-11-23T08:00:00+08:00", "public"));
        String secret = city.caseOf(seen("rockfall", 4_060, "我是工地上的人", "2026-11-23T08:00:00+08:00", "protected"));
        city.sql(
                "UPDATE cases SET lead_department_id = $1, support_department_ids = '{}' WHERE id = ANY ($2::uuid[])",
                app.departmentId(CaseworkCity.FOREIGN),
                new java.util.UUID[] {java.util.UUID.fromString(open), java.util.UUID.fromString(secret)});

        JsonArray found = candidates(city.lead, own);

        assertThat(found).hasSize(1);
        JsonObject named = found.getJsonObject(0);
        assertThat(named.containsKey("id")).isFalse();
        assertThat(named.getBoolean("mayMerge")).isFalse();
        assertThat(named.getString("words")).isEqualTo("渣土堆得太高，有裂缝");
        assertThat(found.encode()).doesNotContain("我是工地上的人");
        assertThat(candidates(city.duty, own)).hasSize(2);
        assertThat(city.foreign.get("/v1/cases/" + own + "/duplicates").status())
                .isEqualTo(404);
    }
}
