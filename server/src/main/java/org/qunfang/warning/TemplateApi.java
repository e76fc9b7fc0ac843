package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** Templates of warnings over HTTP. */
final class TemplateApi {
    private final TemplateService templates;
    private final Registry registry;

    TemplateApi(TemplateService templates, Registry registry) {
        this.templates = templates;
        this.registry = registry;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "listWarningTemplates", this::list,
                "createWarningTemplate", this::create,
                "updateWarningTemplate", this::update);
    }

    private Future<Reply> list(Call call) {
        return call.query("category")
                .map(templates::fitting)
                .orElseGet(templates::all)
                .map(found -> {
                    JsonArray items = new JsonArray();
                    found.forEach(each -> items.add(json(each)));
                    return Reply.ok(new JsonObject().put("items", items));
                });
    }

    private Future<Reply> create(Call call) {
        return templates
                .create(call.caller(), call.body())
                .map(made -> Reply.created(json(made)).etag(made.version()));
    }

    private Future<Reply> update(Call call) {
        return templates
                .replace(call.caller(), call.pathId("templateId"), call.ifMatch(), call.body())
                .map(now -> Reply.ok(json(now)).etag(now.version()));
    }

    private JsonObject json(WarningTemplate template) {
        JsonObject json = new JsonObject()
                .put("id", template.id().toString())
                .put("version", template.version())
                .put("active", template.active())
                .mergeIn(template.content());
        if (template.categoryId() != null) {
            registry.matrix()
                    .category(template.categoryId())
                    .ifPresent(category -> json.put(
                            "category",
                            new JsonObject()
                                    .put("code", category.code())
                                    .put("name", category.name().toJson())
                                    .put("icon", category.icon())));
        }
        return json;
    }
}
