package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class SavedFilterTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    static CaseworkCity city;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
    }

    private static JsonObject input(String name) {
        return new JsonObject()
                .put("name", name)
                .put(
                        "filter",
                        new JsonObject()
                                .put("queue", "department")
                                .put("severity", "high")
                                .put("category", "landfill-slope")
                                .put("q", "裂缝"));
    }

    private static JsonObject save(TestClient officer, JsonObject input) {
        Answer answer = officer.post("/v1/saved-filters", input);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(201);
        return answer.json();
    }

    private static List<JsonObject> list(TestClient officer) {
        return officer.get("/v1/saved-filters").json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .toList();
    }

    private static List<String> names(TestClient officer) {
        return list(officer).stream().map(each -> each.getString("name")).toList();
    }

    private static TestClient newcomer() {
        return city.named("新人", CaseworkCity.LEAD, "officer", CaseworkCity.OFFICER);
    }

    @Test
    void aFilterIsKeptChangedAndDeletedByItsOwnerAlone() {
        TestClient officer = newcomer();
        JsonObject made = save(officer, input("我的边坡"));
        String path = "/v1/saved-filters/" + made.getString("id");

        assertThat(list(officer).get(0).getJsonObject("filter").getString("q")).isEqualTo("裂缝");
        assertThat(names(newcomer())).doesNotContain("我的边坡");
        assertThat(newcomer().with("If-Match", "\"1\"").put(path, input("抢来的")).status())
                .isEqualTo(404);
        Answer changed = officer.with("If-Match", "\"1\"").put(path, input("改名"));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(changed.json().getLong("version")).isEqualTo(2);
        assertThat(officer.with("If-Match", "\"1\"").put(path, input("又改")).status())
                .isEqualTo(412);
        assertThat(newcomer().delete(path).status()).isEqualTo(204);
        assertThat(names(officer)).as("deleted by nobody else").containsExactly("改名");
        assertThat(officer.delete(path).status()).isEqualTo(204);
        assertThat(names(officer)).isEmpty();
    }

    @Test
    void aNameIsTakenOncePerOfficerAndThereAreAtMostThirty() {
        TestClient officer = newcomer();
        save(officer, input("同名"));
        assertThat(officer.post("/v1/saved-filters", input("同名")).status()).isEqualTo(409);
        save(newcomer(), input("同名"));
        for (int i = 1; i < SavedFilter.MOST; i++) {
            save(officer, input("筛选" + i));
        }

        assertThat(officer.post("/v1/saved-filters", input("多余")).status()).isEqualTo(422);
        assertThat(list(officer)).hasSize(SavedFilter.MOST);
    }

    @Test
    void oneIsTheDefaultAndANewOneTakesItsPlace() {
        TestClient officer = newcomer();
        save(officer, input("甲").put("isDefault", true));
        save(officer, input("乙").put("isDefault", true));

        assertThat(list(officer).stream()
                        .filter(each -> each.getBoolean("isDefault"))
                        .map(each -> each.getString("name")))
                .containsExactly("乙");
    }

    @Test
    void theLeadSharesAFilterWithTheDepartmentAndNoOtherDepartmentSeesIt() {
        TestClient officer = newcomer();
        assertThat(officer.post("/v1/saved-filters", input("不许共享").put("shared", true))
                        .status())
                .isEqualTo(403);

        JsonObject shared = save(city.chief, input("全科重点").put("shared", true));

        JsonObject seen = list(officer).stream()
                .filter(each -> each.getString("name").equals("全科重点"))
                .findFirst()
                .orElseThrow();
        assertThat(seen.getBoolean("own")).isFalse();
        assertThat(seen.getString("ownerName")).isEqualTo("何勇");
        String path = "/v1/saved-filters/" + shared.getString("id");
        assertThat(officer.with("If-Match", "\"1\"").put(path, input("改")).status())
                .isEqualTo(403);
        assertThat(officer.delete(path).status()).isEqualTo(403);
        assertThat(names(city.support)).doesNotContain("全科重点");
        assertThat(names(city.foreign)).doesNotContain("全科重点");
        TestClient otherChief = city.named("副科长", CaseworkCity.LEAD, "department_lead", CaseworkCity.CHIEF);
        assertThat(otherChief.delete(path).status()).isEqualTo(204);
        assertThat(names(officer)).doesNotContain("全科重点");
    }

    @Test
    void aCategoryThatIsGoneStaysReadableAndFindsNothing() {
        TestClient officer = newcomer();
        JsonObject input = input("旧类别");
        input.getJsonObject("filter").put("category", "no-longer-there");
        save(officer, input);

        assertThat(list(officer).get(0).getJsonObject("filter").getString("category"))
                .isEqualTo("no-longer-there");
        Answer answer = officer.get("/v1/cases?category=no-longer-there");
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/query/category");
    }

    @Test
    void residentsKeepNone() {
        assertThat(app.resident().get("/v1/saved-filters").status()).isEqualTo(403);
        TestClient nobody = app.resident();
        assertThat(nobody.post("/v1/saved-filters", input("甲")).status()).isEqualTo(403);
        assertThat(Set.of(401, 403))
                .contains(app.nobody().get("/v1/saved-filters").status());
    }
}
