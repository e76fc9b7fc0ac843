package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.casework.CaseDetails.Named;

/**
 * Many reported one kind of thing around a place within a short time.
 *
 * @param reports at its most so far, and {@code senders} who stood behind them, each counted once
 * @param radiusMeters around the place
 * @param running not over yet
 * @param around the case in its middle, where it is another one; else null
 */
record Surge(UUID id, Instant beganAt, int reports, int senders, int radiusMeters, boolean running, Named around) {
    JsonObject json() {
        JsonObject json = new JsonObject()
                .put("beganAt", beganAt.toString())
                .put("reports", reports)
                .put("senders", senders)
                .put("radiusMeters", radiusMeters)
                .put("running", running);
        return around == null ? json : json.put("around", around.json());
    }
}
