package org.qunfang.casework;

import java.time.Instant;
import org.qunfang.http.Caller;

/** Somebody does something at a moment. */
record Act(Caller caller, Instant at) {
    Actor actor() {
        return Actor.of(caller);
    }

    TimelineEntry entry(TimelineKind kind, Visibility visibility) {
        return TimelineEntry.of(kind, visibility, actor(), at);
    }

    DecisionRecord decision(DecisionRecord.Kind kind, String rationale, String evidence) {
        return DecisionRecord.of(kind, actor(), at, rationale, evidence);
    }
}
