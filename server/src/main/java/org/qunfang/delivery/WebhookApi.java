package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** Receivers of CAP messages over HTTP. */
final class WebhookApi {
    private final WebhookService service;

    WebhookApi(WebhookService service) {
        this.service = service;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "listWebhooks", this::list,
                "createWebhook", this::create,
                "updateWebhook", this::update,
                "renewWebhookSecret", this::renew);
    }

    private Future<Reply> list(Call call) {
        return service.all().map(all -> {
            JsonArray items = new JsonArray();
            all.forEach(each -> items.add(json(each)));
            return Reply.ok(new JsonObject().put("items", items));
        });
    }

    private Future<Reply> create(Call call) {
        return service.create(call.caller(), input(call.body()))
                .map(made -> Reply.created(withSecret(made)).etag(made.version()));
    }

    private Future<Reply> update(Call call) {
        return service.update(call.caller(), call.pathId("webhookId"), call.ifMatch(), input(call.body()))
                .map(now -> Reply.ok(json(now)).etag(now.version()));
    }

    private Future<Reply> renew(Call call) {
        return service.renewSecret(call.caller(), call.pathId("webhookId"), call.ifMatch())
                .map(now -> Reply.ok(withSecret(now)).etag(now.version()));
    }

    private static WebhookService.Input input(JsonObject body) {
        return new WebhookService.Input(
                body.getString("name").strip(),
                body.getString("url"),
                Severity.named(body.getString("minimumSeverity")),
                body.getBoolean("active"));
    }

    /** This once. */
    private static JsonObject withSecret(Webhook webhook) {
        return json(webhook).put("secret", webhook.secretText());
    }

    private static JsonObject json(Webhook webhook) {
        JsonObject json = new JsonObject()
                .put("id", webhook.id().toString())
                .put("version", webhook.version())
                .put("name", webhook.name())
                .put("url", webhook.url())
                .put("minimumSeverity", webhook.minimumSeverity().capName())
                .put("active", webhook.active());
        put(json, "lastSuccessAt", webhook.health().lastSuccessAt());
        put(json, "lastFailureAt", webhook.health().lastFailureAt());
        String failure = webhook.health().lastFailure();
        return failure == null ? json : json.put("lastFailure", failure);
    }

    private static void put(JsonObject json, String member, Instant value) {
        if (value != null) {
            json.put(member, value.toString());
        }
    }
}
