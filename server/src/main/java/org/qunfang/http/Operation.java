package org.qunfang.http;

import io.vertx.core.Future;

/** What one operationId of the contract does. */
@FunctionalInterface
public interface Operation {
    Future<Reply> handle(Call call);
}
