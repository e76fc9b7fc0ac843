package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestClient;

/** What warnings begin with: kept by officers, found by category, and never sent with a gap. */
class TemplatesTest extends WarningFixture {
    private final TestClient keeper = people.officer("administrator", Set.of("warning.template", "warning.read"));

    @AfterEach
    void takeOutOfUse() {
        app.pool()
                .query("UPDATE warning_templates SET active = false WHERE category_id = "
                        + "(SELECT id FROM categories WHERE code = 'rockfall') OR category_id IS NULL")
                .execute()
                .await();
    }

    @Test
    void theSampleCityHasSixWhichKeepTheRulesAndLeaveOnlyKnownGaps() {
        JsonArray items =
                author.get("/v1/warning-templates?category=landslide").json().getJsonArray("items");

        assertThat(items).hasSize(1);
        JsonObject slope = items.getJsonObject(0);
        assertThat(slope.getJsonObject("category").getString("code")).isEqualTo("slope");
        assertThat(slope.getString("lesson")).isEqualTo("signs-of-a-moving-slope");
        for (String category : List.of("gas-smell", "flooding", "fire-risk", "chemical-leak", "road-collapse")) {
            assertThat(fitting(category)).as(category).isNotEmpty();
        }
        app.pool()
                .query("SELECT content FROM warning_template_versions")
                .execute()
                .await()
                .forEach(row -> {
                    JsonObject content = row.getJsonObject("content");
                    assertThat(TemplateRules.read(content, slug -> true)).isEqualTo(content);
                });
    }

    @Test
    void theNearestInUseComesFirstAndTheGeneralOneLast() {
        String own = id(create(template("rockfall")));
        String general = id(create(template(null)));

        assertThat(fitting("rockfall")).hasSize(3).startsWith(own).endsWith(general);
        assertThat(fitting("other")).containsExactly(general);

        Answer read = create(template("rockfall").put("active", false));
        assertThat(read.status()).as("one out of use stands in nobody's way").isEqualTo(201);
        assertThat(fitting("rockfall")).doesNotContain(id(read));
    }

    @Test
    void anEditIsANewVersionAndInTheAuditLogAndWhoWasSlowerIsTold() {
        Answer made = create(template("rockfall"));
        JsonObject next = template("rockfall").put("hours", 3);

        Answer now = keeper.with("If-Match", made.etag()).put(path("", made), next);
        Answer slower = keeper.with("If-Match", made.etag()).put(path("", made), next);

        assertThat(now.status()).as(now.body().toString()).isEqualTo(200);
        assertThat(now.json().getInteger("version")).isEqualTo(2);
        assertThat(slower.status()).isEqualTo(412);
        JsonObject detail = app.pool()
                .preparedQuery(
                        "SELECT detail FROM audit_entries WHERE action = 'warning-template.update' AND subject_id = $1")
                .execute(Tuple.of(UUID.fromString(id(made))))
                .await()
                .iterator()
                .next()
                .getJsonObject("detail");
        assertThat(detail.getJsonObject("before").getInteger("hours")).isEqualTo(6);
        assertThat(detail.getJsonObject("after").getInteger("hours")).isEqualTo(3);
        assertThat(app.pool()
                        .preparedQuery("SELECT FROM warning_template_versions WHERE template_id = $1")
                        .execute(Tuple.of(UUID.fromString(id(made))))
                        .await()
                        .size())
                .isEqualTo(2);
    }

    @Test
    void aSecondOneOfACategoryIsRefusedAndSoAreUnknownGapsLessonsAndCodes() {
        create(template("rockfall"));
        assertThat(keeper.post("/v1/warning-templates", template("rockfall")).status())
                .isEqualTo(409);

        JsonObject wrong = template("rockfall").put("eventCode", "OET-999").put("lesson", "no-such-lesson");
        wrong.getJsonObject("headline").put("zh-CN", "{where}落石");
        wrong.getJsonObject("instruction")
                .put("en", wrong.getJsonObject("instruction").getString("zh-CN"));
        Answer refused = keeper.post("/v1/warning-templates", wrong);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(pointers(refused))
                .containsExactlyInAnyOrder("/headline/zh-CN", "/instruction/en", "/eventCode", "/lesson");
        assertThat(refused.body().toString()).contains("{where}");
    }

    @Test
    void whoOnlyDraftsReadsThemAndEditsNone() {
        assertThat(author.get("/v1/warning-templates").status()).isEqualTo(200);
        assertThat(author.post("/v1/warning-templates", template("rockfall")).status())
                .isEqualTo(403);
        assertThat(people.resident().get("/v1/warning-templates").status()).isEqualTo(403);
    }

    @Test
    void aDraftMayHaveGapsAndIsNotSubmittedWithThem() {
        JsonObject draft = Drafts.landslide();
        draft.getJsonArray("infos").getJsonObject(0).put("headline", "{place}可能滑坡，立即撤离");
        Answer drafted = author.post("/v1/warnings", draft);
        assertThat(drafted.status()).as(drafted.body().toString()).isEqualTo(201);

        Answer refused = submit(author, drafted);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(pointers(refused)).containsExactly("/infos/0/headline");
        assertThat(refused.body().toString()).contains("{place}");
    }

    @Test
    void theChosenLessonStandsFirstAndIsPartOfWhatIsApproved() {
        String plain = hash(Drafts.landslide());
        String withLesson = hash(Drafts.landslide().put("lesson", "after-the-slide"));
        assertThat(withLesson).isNotEqualTo(plain);

        Answer published = publish(Drafts.landslide().put("lesson", "after-the-slide"));
        JsonObject seen = app.nobody().get(path(published)).json();

        assertThat(seen.getJsonArray("lessons").getJsonObject(0).getString("slug"))
                .isEqualTo("after-the-slide");
        assertThat(seen.containsKey("lesson")).isFalse();
    }

    private static List<String> pointers(Answer refused) {
        return refused.json().getJsonArray("errors").stream()
                .map(error -> ((JsonObject) error).getString("pointer"))
                .toList();
    }

    private String hash(JsonObject draft) {
        return submit(author, author.post("/v1/warnings", draft)).json().getString("contentHash");
    }

    private Answer create(JsonObject template) {
        Answer made = keeper.post("/v1/warning-templates", template);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made;
    }

    private List<String> fitting(String category) {
        return author.get("/v1/warning-templates?category=" + category).json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }

    private static String id(Answer template) {
        return template.json().getString("id");
    }

    private static String path(String part, Answer template) {
        return "/v1/warning-templates/" + id(template) + part;
    }

    private static JsonObject template(String category) {
        JsonObject template = new JsonObject()
                .put("eventCode", "OET-119")
                .put("urgency", "Immediate")
                .put("severity", "Severe")
                .put("certainty", "Observed")
                .put("hours", 6)
                .put("headline", new JsonObject().put("zh-CN", "{place}落石").put("en", "Rockfall at {place}"))
                .put("description", new JsonObject().put("zh-CN", "石块在掉。").put("en", "Rocks are falling."))
                .put("instruction", new JsonObject().put("zh-CN", "请绕行。").put("en", "Keep away."));
        return category == null ? template : template.put("categoryCode", category);
    }
}
