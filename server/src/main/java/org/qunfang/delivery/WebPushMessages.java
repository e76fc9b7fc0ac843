package org.qunfang.delivery;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;

/** Our message as the service worker of the web app reads it. */
final class WebPushMessages {
    /** Push services take 4,096 bytes with 103 of encryption; texts and data share the rest. */
    private static final int TITLE_BYTES = 400;

    private static final int BODY_BYTES = 1_500;

    private WebPushMessages() {}

    /** {@code tag}: a notification takes the place of an earlier one that has it alike. */
    static byte[] of(Handover handover) {
        Message message = handover.message();
        JsonObject json = new JsonObject()
                .put("title", FcmMessages.cut(handover.text().title(), TITLE_BYTES))
                .put("body", FcmMessages.cut(handover.text().body(), BODY_BYTES))
                .put("language", handover.language())
                .put("tag", handover.place())
                .put("severity", message.severity().capName())
                .put("event", message.event())
                .put("messageId", message.id().toString())
                .put("expires", message.expiresAt().toString());
        String url = message.data().getString("url");
        if (url != null) {
            json.put("url", url);
        }
        return json.encode().getBytes(StandardCharsets.UTF_8);
    }

    /** RFC 8030 section 5.4: at most 32 characters of base64url. A message that waits at the service is replaced by a later one. */
    static String topic(Handover handover) {
        String place = handover.place().replaceAll("[^A-Za-z0-9_]", "");
        return place.length() > 32 ? place.substring(0, 32) : place;
    }
}
