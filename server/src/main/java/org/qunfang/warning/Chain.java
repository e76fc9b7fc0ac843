package org.qunfang.warning;

import java.util.List;
import java.util.UUID;

/**
 * What went out for one warning, and for those before and after it.
 *
 * @param alert what was published for it, an Alert or an Update; null before
 * @param cancel what took it back, or null
 * @param all every message of the chain, oldest first
 */
record Chain(CapMessage alert, CapMessage cancel, List<CapMessage> all) {

    /** @param all messages of the warning's chain, oldest first */
    static Chain of(UUID warningId, List<CapMessage> all) {
        List<CapMessage> own = all.stream()
                .filter(message -> message.warningId().equals(warningId))
                .toList();
        CapMessage cancel = own.stream()
                .filter(message -> CapMessage.CANCEL.equals(message.msgType()))
                .findFirst()
                .orElse(null);
        return new Chain(own.isEmpty() ? null : own.get(0), cancel, List.copyOf(all));
    }

    CapMessage latest() {
        return cancel == null ? alert : cancel;
    }

    /** Without what was never meant for everybody's eyes. */
    Chain ofThePublic() {
        return new Chain(
                alert, cancel, all.stream().filter(CapMessage::isPublic).toList());
    }
}
