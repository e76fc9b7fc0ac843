package org.qunfang.delivery;

import io.vertx.core.Future;
import java.util.Optional;
import java.util.UUID;

/** What systems read in place of a message's text: the CAP message, byte for byte as it was published. */
@FunctionalInterface
public interface Documents {
    /** Empty for a message that has none. */
    Future<Optional<String>> of(UUID messageId);
}
