package org.qunfang.casework;

import java.time.Instant;
import org.qunfang.http.Caller;

/** Somebody does something at a moment, under the deadlines of that moment. */
record Act(Caller caller, Instant at, Deadlines deadlines) {
    /** The same moment, as somebody else. */
    Act by(Caller other) {
        return new Act(other, at, deadlines);
    }

    Deadlines.Clocks clocks(Case thing) {
        return deadlines.of(thing.categoryId());
    }

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
