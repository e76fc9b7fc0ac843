package org.qunfang.delivery;

import java.util.UUID;

/**
 * One message on its way to one device.
 *
 * @param token the provider's address of the device; null where the channel needs none, or the device is deregistered
 * @param attempt 1 for the first
 */
record Handover(Message message, UUID deviceId, String token, String language, int attempt) {

    MessageText text() {
        return message.text(language);
    }
}
