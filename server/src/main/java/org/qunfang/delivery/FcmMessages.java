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

    /** The same room for two languages. */
    private static final int TOPIC_TITLE_BYTES = 300;

    private static final int TOPIC_BODY_BYTES = 900;

    /** FCM keeps nothing longer and refuses to be asked. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(28);

    private FcmMessages() {}

    /**
     * What a device shows is replaced by a repeat of it, and by what comes later of the same chain. FCM's own collapse key
     * is left alone: an offline phone keeps four of them at most.
     */
    static com.google.firebase.messaging.Message of(Handover handover, Instant now) {
        Message message = handover.message();
        String place = handover.place();
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
                                AndroidNotification.builder().setTag(place).build())
                        .build())
                .setApnsConfig(ApnsConfig.builder()
                        .putHeader("apns-priority", "10")
                        .putHeader("apns-collapse-id", place)
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

    /**
     * What goes to everybody who subscribed to a topic: data alone, in both languages, and no place. The phone looks whether
     * one of its places lies in the area, and shows it or stays silent.
     */
    static com.google.firebase.messaging.Message ofTopics(Handover handover, Instant now) {
        Message message = handover.message();
        Duration left = Duration.between(now, message.expiresAt());
        Duration keep = left.compareTo(LONGEST_LIFE) < 0 ? left : LONGEST_LIFE;
        Map<String, String> data = data(handover);
        data.remove("language");
        data.put("collapse", message.collapse());
        data.put("titleZhCn", cut(message.zhCn().title(), TOPIC_TITLE_BYTES));
        data.put("bodyZhCn", cut(message.zhCn().body(), TOPIC_BODY_BYTES));
        data.put("titleEn", cut(message.en().title(), TOPIC_TITLE_BYTES));
        data.put("bodyEn", cut(message.en().body(), TOPIC_BODY_BYTES));
        return com.google.firebase.messaging.Message.builder()
                .setCondition(handover.token())
                .putAllData(data)
                .setAndroidConfig(AndroidConfig.builder()
                        .setPriority(AndroidConfig.Priority.HIGH)
                        .setTtl(keep.toMillis())
                        .build())
                .setApnsConfig(ApnsConfig.builder()
                        // Apple takes nothing more urgent that shows nothing by itself.
                        .putHeader("apns-priority", "5")
                        .putHeader("apns-push-type", "background")
                        .putHeader(
                                "apns-expiration",
                                Long.toString(message.expiresAt().getEpochSecond()))
                        .setAps(Aps.builder().setContentAvailable(true).build())
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
