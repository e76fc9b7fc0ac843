package org.qunfang.warning;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.Answer;
import org.w3c.dom.Document;

/** The words of the Cancel, written when there was time to think and approved with the warning. */
class PreparedAllClearTest extends WarningFixture {
    @Test
    void aCancelSaysWhatWasPreparedAndApproved() {
        Answer published = publish(prepared("可以回家了，道路已清理。"));

        Answer cancelled = approver.post(path(published) + "/cancel", new JsonObject().put("rationale", "稳定"));

        Document cap = cancelMessage(cancelled);
        assertThat(CapXml.errors(cap)).isEmpty();
        assertThat(CapXml.text(cap, "/alert/info[1]/headline")).isEqualTo("红坳险情解除");
        assertThat(CapXml.text(cap, "/alert/info[1]/description")).isEqualTo("可以回家了，道路已清理。");
        assertThat(CapXml.text(cap, "/alert/info[2]/instruction")).isEqualTo("Go home by the main road.");
    }

    @Test
    void whatTheOfficerAddsThenTakesThePlaceOfThePreparedDescriptionOnly() {
        Answer published = publish(prepared("可以回家了。"));

        Answer cancelled = approver.post(
                path(published) + "/cancel",
                new JsonObject()
                        .put("rationale", "误报")
                        .put("note", new JsonObject().put("zh-CN", "是误报。").put("en", "It was a false alarm.")));

        Document cap = cancelMessage(cancelled);
        assertThat(CapXml.text(cap, "/alert/info[1]/headline")).isEqualTo("红坳险情解除");
        assertThat(CapXml.text(cap, "/alert/info[1]/description")).isEqualTo("是误报。");
    }

    @Test
    void anExercisesPreparedAllClearBeginsWithItsMark() {
        Answer published = publish(prepared("可以回家了。").put("mode", "exercise"));

        Answer cancelled = approver.post(path(published) + "/cancel", new JsonObject().put("rationale", "结束"));

        assertThat(cancelled
                        .json()
                        .getJsonObject("cancellation")
                        .getJsonArray("infos")
                        .getJsonObject(0)
                        .getString("headline"))
                .isEqualTo("【演练，并非真实险情】红坳险情解除");
    }

    @Test
    void itIsPartOfWhatIsApprovedAndTheOfficersSeeItAndNobodyElse() {
        Answer draft = author.post("/v1/warnings", prepared("可以回家了。"));
        String before = submit(author, draft).json().getString("contentHash");
        Answer read = author.get(path(draft));
        Answer edited = author.with("If-Match", read.etag()).put(path(draft), prepared("可以回家了。"));
        assertThat(edited.status()).as("what waits for approval is not edited").isEqualTo(409);
        Answer other = submit(author, author.post("/v1/warnings", prepared("暂时不要回家。")));

        assertThat(other.json().getString("contentHash")).isNotEqualTo(before);
        assertThat(other.json().getJsonArray("allClear")).hasSize(2);
        Answer published = approve(approver, other);
        assertThat(app.nobody().get(path(published)).json().containsKey("allClear"))
                .isFalse();
    }

    @Test
    void itKeepsTheRulesOfTexts() {
        JsonArray same = new JsonArray()
                .add(Drafts.info("zh-CN", "All clear", "Over.", "Go home."))
                .add(Drafts.info("en", "All clear", "Over.", "Go home."));

        Answer refused = author.post("/v1/warnings", Drafts.landslide().put("allClear", same));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().toString()).contains("/allClear/1/headline");
    }

    private static Document cancelMessage(Answer cancelled) {
        return CapXml.parse(app.nobody()
                .get("/feeds/cap/"
                        + cancelled.json().getJsonObject("cancellation").getString("identifier") + ".xml")
                .body()
                .toString());
    }

    private static JsonObject prepared(String description) {
        return Drafts.landslide()
                .put(
                        "allClear",
                        new JsonArray()
                                .add(Drafts.info("zh-CN", "红坳险情解除", description, "走主路回家。"))
                                .add(Drafts.info(
                                        "en", "Hong'ao is safe again", "It is over.", "Go home by the main road.")));
    }
}
