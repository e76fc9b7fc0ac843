package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;

/**
 * Many reported one kind of thing around a place within a short time.
 *
 * @param reports at its most so far, and {@code senders} who stood behind them, each counted once
 * @param radiusMeters around the place
 * @param running not over yet
 */
record Surge(UUID id, Instant beganAt, int reports, int senders, int radiusMeters, boolean running) {
    JsonObject json() {
        return new JsonObject()
                .put("beganAt", beganAt.toString())
                .put("reports", reports)
                .put("senders", senders)
                .put("radiusMeters", radiusMeters)
                .put("running", running);
    }
}
