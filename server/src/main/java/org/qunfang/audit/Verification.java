package org.qunfang.audit;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Optional;

/**
 * What recomputing the chain showed.
 *
 * @param entries entries in the log
 * @param sealedEntries how many of them, from the first on, are what was sealed
 * @param head the hash of the last of these seals, 64 hexadecimal digits
 * @param waiting entries committed but not sealed yet
 * @param firstBreak empty when the log is what was sealed
 */
public record Verification(long entries, long sealedEntries, String head, long waiting, Optional<Break> firstBreak) {
    public boolean ok() {
        return firstBreak.isEmpty();
    }

    /** {@code POSITION:HASH}: noted outside the database, it proves later that the end of the log was cut off. */
    public String headToNote() {
        return sealedEntries + ":" + head;
    }

    JsonObject toJson() {
        JsonObject json = new JsonObject()
                .put("ok", ok())
                .put("entries", entries)
                .put("sealed", sealedEntries)
                .put("waiting", waiting)
                .put("head", head);
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
