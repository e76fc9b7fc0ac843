package org.qunfang.delivery;

import com.google.firebase.messaging.AndroidConfig;
import com.google.firebase.messaging.AndroidNotification;
import com.google.firebase.messaging.ApnsConfig;
import com.google.firebase.messaging.Aps;
import com.google.firebase.messaging.Notification;
import com.google.firebase.messaging.WebpushConfig;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** Our message in FCM's words. */
final class FcmMessages {
    /** FCM takes 4,096 bytes in all; notification, data and the platform parts share them. */
    private static final int TITLE_BYTES = 400;

    private static final int BODY_BYTES = 1_500;

    /** FCM keeps nothing longer and refuses to be asked. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(28);

    private FcmMessages() {}

    /** The message id stands in every platform's de-duplication field: a repeat replaces what the device shows. */
    static com.google.firebase.messaging.Message of(Handover handover, Instant now) {
        Message message = handover.message();
        String id = message.id().toString();
        Duration left = Duration.between(now, message.expiresAt());
        Duration keep = left.compareTo(LONGEST_LIFE) < 0 ? left : LONGEST_LIFE;
        return com.google.firebase.messaging.Message.builder()
                .setToken(handover.token())
                .setNotification(Notification.builder()
                        .setTitle(cut(handover.text().title(), TITLE_BYTES))
                        .setBody(cut(handover.text().body(), BODY_BYTES))
                        .build())
                .putAllData(data(handover))
                .setAndroidConfig(AndroidConfig.builder()
                        .setPriority(AndroidConfig.Priority.HIGH)
                        .setTtl(keep.toMillis())
                        .setNotification(
                                AndroidNotification.builder().setTag(id).build())
                        .build())
                .setApnsConfig(ApnsConfig.builder()
                        .putHeader("apns-priority", "10")
                        .putHeader("apns-collapse-id", id)
                        .putHeader(
                                "apns-expiration",
                                Long.toString(message.expiresAt().getEpochSecond()))
                        .setAps(Aps.builder().setSound("default").build())
                        .build())
                .setWebpushConfig(WebpushConfig.builder()
                        .putHeader("TTL", Long.toString(keep.toSeconds()))
                        .putHeader("Urgency", "high")
                        .build())
                .build();
    }

    private static Map<String, String> data(Handover handover) {
        Message message = handover.message();
        Map<String, String> data = new LinkedHashMap<>();
        message.data().forEach(entry -> data.put(entry.getKey(), String.valueOf(entry.getValue())));
        data.put("messageId", message.id().toString());
        data.put("sourceKind", message.sourceKind());
        data.put("sourceId", message.sourceId().toString());
        data.put("severity", message.severity().capName());
        data.put("language", handover.language());
        data.put("expires", message.expiresAt().toString());
        return data;
    }

    /** At most so many bytes of UTF-8, never half a character; what was cut ends with an ellipsis. */
    static String cut(String text, int bytes) {
        if (text.getBytes(StandardCharsets.UTF_8).length <= bytes) {
            return text;
        }
        StringBuilder kept = new StringBuilder();
        int left = bytes - 3;
        for (int i = 0; i < text.length(); i = text.offsetByCodePoints(i, 1)) {
            String character = Character.toString(text.codePointAt(i));
            left -= character.getBytes(StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            kept.append(character);
        }
        return kept.append('…').toString();
    }
}
