package org.qunfang.audit;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * What recomputing the chain showed.
 *
 * @param entries entries in the log
 * @param head the last good seal; note it elsewhere and a cut tail can be proved
 * @param waiting entries committed but not sealed yet
 * @param firstBreak empty when the log is what was sealed
 */
record Verification(long entries, Seal head, long waiting, Optional<Break> firstBreak) {
    boolean ok() {
        return firstBreak.isEmpty();
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("ok", ok())
                .put("entries", entries)
                .put("sealed", head.position())
                .put("waiting", waiting)
                .put("head", head.hexHash());
        firstBreak.ifPresent(found -> json.put(
                "firstBreak",
                new JsonObject()
                        .put("position", found.position())
                        .put(
                                "entryId",
                                found.entryId() == null ? null : found.entryId().toString())
                        .put("reason", found.reason().name().toLowerCase(Locale.ROOT))));
        return json;
    }
}
