package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Work that has to wait: for how long at most, and how it goes on. Pure. That a high or extreme case waits only with a second
 * officer's consent is {@link Change#needsSecondOfficer()}.
 */
final class Holds {
    private Holds() {}

    /** From when it begins to its review; the database holds the same limits. */
    static Duration longest(Severity severity) {
        return switch (severity) {
            case EXTREME -> Duration.ofDays(3);
            case HIGH -> Duration.ofDays(7);
            case MEDIUM -> Duration.ofDays(30);
            case LOW -> Duration.ofDays(90);
        };
    }

    /**
     * The reason is told to the senders, what is meant for everybody stands in the entry itself.
     *
     * @throws Problem wrong-state; invalid for a review in the past or beyond what the severity allows
     */
    static Change hold(Case before, Act act, JsonObject body) {
        Instant review = OffsetDateTime.parse(body.getString("reviewAt")).toInstant();
        Instant latest = act.at().plus(longest(before.severity()));
        Instant until = review.isAfter(latest) ? latest : review;
        Progress after = before.progress().held(act.at(), until, act.clocks(before));
        mustBeWithin(act.at(), review, latest, before.severity());
        String reason = body.getString("rationale", body.getString("reason"));
        TimelineEntry entry = act.entry(TimelineKind.ON_HOLD, Visibility.PUBLIC).with("until", review.toString());
        return Change.of("case.hold", act, before, after, entry)
                .saying(body.getString("publicReason"), Visibility.PUBLIC)
                .saying(reason, Visibility.PARTICIPANTS)
                .decidedBy(act.decision(DecisionRecord.Kind.HOLD, reason, body.getString("evidence")));
    }

    /** It is held longer than it may be, or became too serious to be held by one officer: work goes on. */
    static Change end(Case before, Act act) {
        Progress after = before.progress().started(act.at(), act.clocks(before));
        return Change.of("case.end-hold", act, before, after, act.entry(TimelineKind.HOLD_ENDED, Visibility.PUBLIC));
    }

    private static void mustBeWithin(Instant now, Instant review, Instant latest, Severity severity) {
        if (!review.isAfter(now)) {
            throw Problem.invalid("/reviewAt", Localized.of("复查时间必须在将来", "The review has to lie in the future"));
        }
        if (review.isAfter(latest)) {
            long days = longest(severity).toDays();
            throw Problem.invalid(
                    "/reviewAt",
                    Localized.of(
                            "“" + severity.label().zhCn() + "”风险的案件最多暂停 " + days + " 天",
                            "A case of " + severity.label().en() + " severity is put on hold for " + days
                                    + " days at most"));
        }
    }
}
