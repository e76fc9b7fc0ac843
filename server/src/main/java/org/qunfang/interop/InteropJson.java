package org.qunfang.interop;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Matrix;

/** Messages from elsewhere and their senders in the contract's words. */
final class InteropJson {
    private InteropJson() {}

    /** @param senders the trusted one of an id, if it is there */
    static JsonObject message(CapImport message, Function<UUID, Optional<CapSender>> senders) {
        JsonArray repairs = new JsonArray();
        message.repairs().forEach(repair -> repairs.add(repair.toJson()));
        JsonObject json = new JsonObject()
                .put("id", message.id().toString())
                .put("receivedAt", message.receivedAt().toString())
                .put("lastAt", message.lastAt().toString())
                .put("times", message.times())
                .put("via", message.by() == null ? "feed" : "hand")
                .put("accepted", message.isAccepted())
                .put("repairs", repairs);
        if (message.by() != null) {
            json.put("by", officer(message.by()));
        }
        if (!message.isAccepted()) {
            json.put(
                    "reason",
                    new JsonObject()
                            .put("code", message.reason().code())
                            .put("path", message.path())
                            .put("text", message.reason().text().toJson()));
        }
        if (message.senderId() != null) {
            senders.apply(message.senderId())
                    .ifPresent(sender -> json.put("senderName", sender.name().toJson()));
        }
        put(
                json,
                "signature",
                message.signature() == null ? null : message.signature().code());
        head(json, message.head());
        relaying(json, message);
        return json;
    }

    private static void head(JsonObject json, CapImport.Head head) {
        put(json, "sender", head.sender());
        put(json, "identifier", head.identifier());
        put(json, "sent", head.sent());
        put(json, "msgType", head.msgType());
        put(json, "status", head.status());
        put(json, "scope", head.scope());
        put(json, "severity", head.severity());
        put(json, "event", head.event());
        put(json, "headline", head.headline());
        put(json, "expires", head.expires());
    }

    private static void relaying(JsonObject json, CapImport message) {
        if (message.relaying() == null) {
            return;
        }
        json.put("relaying", message.relaying().code());
        if (message.relaying() == Relaying.RELAYED) {
            json.put("warningId", message.id().toString());
        }
        put(json, "relayedAt", message.relayedAt());
        if (message.relayedBy() != null) {
            json.put("relayedBy", officer(message.relayedBy()));
        }
    }

    static JsonObject sender(CapSender sender, Matrix matrix) {
        JsonObject json = new JsonObject()
                .put("id", sender.id().toString())
                .put("version", sender.version())
                .put("sender", sender.sender())
                .put("name", sender.name().toJson())
                .put("relay", sender.relay())
                .put("active", sender.active());
        matrix.area(sender.areaId()).ifPresent(area -> area(json, area));
        if (sender.signingKey() != null) {
            json.put("signingKey", key(sender.signingKey()));
        }
        if (sender.feedUrl() != null) {
            json.put("feedUrl", sender.feedUrl()).put("feed", health(sender.health()));
        }
        return json;
    }

    private static JsonObject key(SigningKey key) {
        JsonObject json = new JsonObject()
                .put("pem", key.pem())
                .put("algorithm", key.algorithm())
                .put("fingerprint", key.fingerprint());
        key.subject().ifPresent(subject -> json.put("subject", subject));
        key.expires().ifPresent(expires -> put(json, "expires", expires));
        return json;
    }

    private static void area(JsonObject json, Area area) {
        json.put("areaCode", area.code()).put("areaName", area.name().toJson());
    }

    private static JsonObject health(CapSender.Health health) {
        JsonObject json = new JsonObject().put("failures", health.failures());
        put(json, "triedAt", health.triedAt());
        put(json, "okAt", health.okAt());
        put(json, "dueAt", health.dueAt());
        if (health.failures() > 0 && health.failure() != null) {
            FeedFailure failure = FeedFailure.of(health.failure());
            json.put(
                    "failure",
                    new JsonObject()
                            .put("code", failure.code())
                            .put("text", failure.text().toJson()));
        }
        return json;
    }

    private static JsonObject officer(CapImport.Officer officer) {
        JsonObject json = new JsonObject().put("accountId", officer.accountId().toString());
        return officer.name() == null ? json : json.put("name", officer.name());
    }

    private static void put(JsonObject json, String name, Object value) {
        if (value instanceof Instant at) {
            json.put(name, at.toString());
        } else if (value != null) {
            json.put(name, value);
        }
    }
}
