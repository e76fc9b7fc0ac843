package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestClient;

/** Who sees a warning before it is out. */
class WarningScopeTest extends WarningFixture {
    private static final String ELSEWHERE = "city-emergency";

    private final TestClient colleague = people.officer("officer", Set.of("warning.read"));
    private final TestClient foreigner = foreign("warning_author", "warning.read", "warning.draft");

    @Test
    void beforeItIsOutOnlyItsDepartmentItsApproversAndWhoOverseesAllSeeIt() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());
        String id = draft.json().getString("id");
        List<TestClient> insiders = List.of(
                author,
                colleague,
                foreign("warning_approver", "warning.read", "warning.approve"),
                foreign("duty_officer", "warning.read", "case.triage-all"),
                foreign("auditor", "warning.read", "case.read-all"));

        assertThat(insiders).allSatisfy(insider -> {
            assertThat(insider.get(path(draft)).status()).isEqualTo(200);
            assertThat(insider.get(path(draft) + "/audience").status()).isEqualTo(200);
            assertThat(listed(insider)).contains(id);
        });
        for (Answer step : (Iterable<Answer>)
                Stream.of("draft", "submitted", "returned", "rejected").map(state -> moved(draft, state))::iterator) {
            assertThat(foreigner.get(path(draft)).status())
                    .as(step.json().getString("status"))
                    .isEqualTo(404);
            assertThat(foreigner.get(path(draft) + "/audience").status()).isEqualTo(404);
            assertThat(foreigner.get(path(draft) + "/deliveries").status()).isEqualTo(404);
            assertThat(listed(foreigner)).doesNotContain(id);
        }
    }

    @Test
    void aForeignDraftIsNotThereForWhoeverWantsToChangeIt() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());

        assertThat(foreigner
                        .with("If-Match", draft.etag())
                        .put(path(draft), Drafts.landslide())
                        .status())
                .isEqualTo(404);
        assertThat(foreigner
                        .with("If-Match", draft.etag())
                        .post(path(draft) + "/submit", new JsonObject())
                        .status())
                .isEqualTo(404);
    }

    @Test
    void onceItIsOutEveryOfficerSeesIt() {
        Answer published = publish(Drafts.landslide());
        Answer exercise = publish(Drafts.landslide().put("mode", "exercise"));

        assertThat(foreigner.get(path(published)).status()).isEqualTo(200);
        assertThat(foreigner.get(path(published) + "/deliveries").status()).isEqualTo(200);
        assertThat(foreigner.get(path(exercise)).status()).isEqualTo(200);
        assertThat(listed(foreigner))
                .contains(published.json().getString("id"), exercise.json().getString("id"));
    }

    /** What the draft is after the way to that state. */
    private Answer moved(Answer draft, String state) {
        Answer now = author.get(path(draft));
        JsonObject reason = new JsonObject().put("rationale", "请写明方向");
        return switch (state) {
            case "submitted" -> submit(author, now);
            case "returned" -> approver.with("If-Match", now.etag()).post(path(draft) + "/return", reason);
            case "rejected" -> {
                Answer edited = author.with("If-Match", now.etag()).put(path(draft), Drafts.landslide());
                Answer again = submit(author, edited);
                yield approver.with("If-Match", again.etag()).post(path(draft) + "/reject", reason);
            }
            default -> now;
        };
    }

    private TestClient foreign(String role, String... permissions) {
        return people.officer(UUID.randomUUID(), ELSEWHERE, role, Set.of(permissions));
    }

    private static List<String> listed(TestClient client) {
        return client.get("/v1/warnings?limit=200").json().getJsonArray("items").stream()
                .map(item -> ((JsonObject) item).getString("id"))
                .toList();
    }
}
