package org.qunfang.delivery;

import io.vertx.core.json.JsonObject;

/**
 * The ledger of one message in one channel, counted. {@code due} counts everybody who was to get it; the others say
 * how far that came.
 *
 * @param reason why deliveries failed, one of them; null when none did
 */
public record ChannelCounts(
        String channel, long due, long handedOver, long accepted, long failed, long gone, long expired, String reason) {

    static ChannelCounts none(String channel) {
        return new ChannelCounts(channel, 0, 0, 0, 0, 0, 0, null);
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("channel", channel)
                .put("due", due)
                .put("handedOver", handedOver)
                .put("accepted", accepted)
                .put("failed", failed)
                .put("gone", gone)
                .put("expired", expired);
        return reason == null ? json : json.put("reason", reason);
    }
}
