package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** The missed deadline of a case as everybody may read it: what, since when, and who was told. */
public final class WhatIsLate {
    private WhatIsLate() {}

    /**
     * Null while nothing is late.
     *
     * @param due the next deadline
     * @param rung of the silence ladder, 0 to 4
     */
    public static JsonObject of(CaseStatus status, Instant due, int rung, Instant now) {
        Deadline.Kind kind = Deadline.next(status);
        if (kind == null || !now.isAfter(due)) {
            return null;
        }
        JsonObject json = new JsonObject()
                .put("deadline", kind.code())
                .put("missed", Silence.missed(kind).toJson())
                .put("since", due.toString())
                .put("rung", rung);
        CaseListView.putIfKnown(
                json, "told", rung == 0 ? null : Rung.ofNumber(rung).label().toJson());
        return json;
    }
}
