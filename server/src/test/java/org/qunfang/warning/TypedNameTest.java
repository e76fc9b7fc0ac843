package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;

/** The officer types where a live warning goes: the server holds it against the area, too. */
class TypedNameTest extends WarningFixture {
    @Test
    void anotherNameSubmitsNothing() {
        Answer draft = author.post("/v1/warnings", Drafts.landslide());

        Answer refused = submitAs(draft, "宝安");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().toString()).contains("/areaName");
        assertThat(author.get(path(draft)).json().getString("status")).isEqualTo("draft");
    }

    @Test
    void theNameInEitherLanguageIsTakenHoweverItIsSpaced() {
        for (String typed : new String[] {"光明", " 光 明 ", "guangming", "Ｇuangming"}) {
            assertThat(submitAs(author.post("/v1/warnings", Drafts.landslide()), typed)
                            .status())
                    .as(typed)
                    .isEqualTo(200);
        }
    }

    @Test
    void anotherNameApprovesNothing() {
        Answer submitted = submit(author, author.post("/v1/warnings", Drafts.landslide()));

        Answer refused = approveAs(submitted, "Bao'an");

        assertThat(refused.status()).isEqualTo(422);
        assertThat(active("?active=true")).doesNotContain(submitted.json().getString("id"));
        assertThat(approveAs(submitted, "Guangming").status()).isEqualTo(200);
    }

    private Answer submitAs(Answer draft, String name) {
        return author.with("If-Match", draft.etag())
                .post(path(draft) + "/submit", new JsonObject().put("areaName", name));
    }

    private Answer approveAs(Answer submitted, String name) {
        return approver.post(
                path(submitted) + "/approve",
                new JsonObject()
                        .put("contentHash", submitted.json().getString("contentHash"))
                        .put("areaName", name));
    }
}
