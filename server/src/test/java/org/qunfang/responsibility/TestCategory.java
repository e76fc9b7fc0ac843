package org.qunfang.responsibility;

import io.vertx.core.json.JsonObject;
import org.qunfang.testing.TestClient;

/** A kind of hazard that nobody is answerable for yet. */
final class TestCategory {
    private TestCategory() {}

    static void create(TestClient administrator, String code) {
        JsonObject score = new JsonObject().put("base", 3).put("reason", new JsonObject().put("zh-CN", "松散"));
        administrator.post(
                "/v1/categories",
                new JsonObject()
                        .put("code", code)
                        .put("name", new JsonObject().put("zh-CN", "测试类"))
                        .put("icon", "other")
                        .put("capCategory", "Geo")
                        .put("likelihood", score)
                        .put("consequence", score));
    }
}
