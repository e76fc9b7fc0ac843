package org.qunfang.warning;

import java.util.List;

/**
 * What went out for one warning.
 *
 * @param alert what was published; null before
 * @param cancel what took it back, or null
 */
record Chain(CapMessage alert, CapMessage cancel) {
    static final Chain NOTHING = new Chain(null, null);

    /** @param messages of one warning, oldest first */
    static Chain of(List<CapMessage> messages) {
        CapMessage cancel = messages.stream()
                .filter(message -> CapMessage.CANCEL.equals(message.msgType()))
                .findFirst()
                .orElse(null);
        return messages.isEmpty() ? NOTHING : new Chain(messages.get(0), cancel);
    }

    CapMessage latest() {
        return cancel == null ? alert : cancel;
    }
}
