package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;

/** Changes of the matrix that meet other changes. */
class MatrixEditTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    @Test
    void aMatrixThatAnotherProcessHasJustChangedIsReadAgainBeforeItIsChanged() {
        app.pool()
                .query("UPDATE matrix_version SET version = version + 1")
                .execute()
                .await();
        JsonObject department =
                new JsonObject().put("code", "after-another").put("name", new JsonObject().put("zh-CN", "测试局"));

        Answer created = app.officer("city-emergency", Set.of("administrator"), Set.of("responsibility.edit"))
                .post("/v1/departments", department);

        assertThat(created.status()).as(created.body().toString()).isEqualTo(201);
    }
}
