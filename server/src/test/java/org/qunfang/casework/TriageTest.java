package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.SurgeRule;

/** What answers of yes and no do to the score. */
class TriageTest {
    /** A question whose first option adds two to the likelihood. */
    private static Category asking(String type, String yes, String no) {
        JsonObject text = new JsonObject().put("zh-CN", "有水吗").put("en", "Is there water?");
        JsonObject adds =
                new JsonObject().put("factor", "likelihood").put("add", 2).put("reason", text);
        JsonObject question = new JsonObject()
                .put("id", "water")
                .put("type", type)
                .put("text", text)
                .put(
                        "options",
                        new JsonArray()
                                .add(new JsonObject()
                                        .put("id", yes)
                                        .put("text", text)
                                        .put("effects", new JsonArray().add(adds)))
                                .add(new JsonObject().put("id", no).put("text", text)));
        return new Category(
                UUID.randomUUID(),
                "wet",
                Localized.of("湿", "Wet"),
                null,
                "water",
                null,
                true,
                false,
                "Geo",
                null,
                false,
                50,
                30,
                SurgeRule.USUAL,
                new JsonObject(),
                new JsonArray().add(question),
                1,
                0);
    }

    @ParameterizedTest
    @CsvSource({"boolean, true, false", "choice, yes, no"})
    void anAnswerOfYesOrNoMeetsItsOption(String type, String yes, String no) {
        Category category = asking(type, yes, no);

        assertThat(Triage.assess(category, new JsonObject().put("water", true)).likelihood())
                .isEqualTo(4);
        assertThat(Triage.assess(category, new JsonObject().put("water", false)).likelihood())
                .isEqualTo(2);
    }
}
