package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import java.util.UUID;

/** What systems read in place of a message's text: the CAP message, byte for byte as it was published, whoever wrote it. */
@FunctionalInterface
public interface Documents {
    /** Empty for a message that has none. */
    Future<Optional<Buffer>> of(UUID messageId);
}
