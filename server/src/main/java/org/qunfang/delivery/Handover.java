package org.qunfang.delivery;

import java.util.UUID;

/**
 * One message on its way to one device.
 *
 * @param token the provider's address of the device; null where the channel needs none, or the device is deregistered
 * @param attempt 1 for the first
 * @param place on the device's screen: what comes later with the same one takes it; at most 64 bytes
 * @param ahead it stops an earlier one, and waits for none of the others
 */
record Handover(
        Message message, UUID deviceId, String token, String language, int attempt, String place, boolean ahead) {

    Handover(Message message, UUID deviceId, String token, String language, int attempt) {
        this(message, deviceId, token, language, attempt, message.place(), false);
    }

    MessageText text() {
        return message.text(language);
    }
}
