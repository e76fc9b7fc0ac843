package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import org.qunfang.problem.Localized;

/** What the sender's "fixed" or "not fixed" does to a case. Pure. */
final class SenderVerdict {
    private static final String NOT_FIXED = "上报人表示问题未解决。";

    private SenderVerdict() {}

    /** @param body {@code fixed} and {@code comment}, which may be null */
    static Change take(Case before, Act act, JsonObject body) {
        if (!CaseStatus.Transition.REOPEN.opensFrom(before.status())) {
            throw before.status().refusal(Localized.of("评价", "be judged"));
        }
        boolean fixed = body.getBoolean("fixed");
        TimelineEntry verdict =
                act.entry(TimelineKind.VERDICT, Visibility.PUBLIC).with("fixed", fixed);
        Change change = fixed
                ? Change.of("case.confirm", act, before, before.progress(), verdict)
                : reopened(before, act, verdict, body.getString("comment"));
        return body.getString("comment") == null
                ? change
                : change.followedBy(act.entry(TimelineKind.ADDITION, Visibility.PARTICIPANTS)
                        .saying(body.getString("comment")));
    }

    /** The record names no author: the sender may be protected, and an officer too. */
    private static Change reopened(Case before, Act act, TimelineEntry verdict, String comment) {
        TimelineEntry reopened = TimelineEntry.of(TimelineKind.REOPENED, Visibility.PUBLIC, Actor.PROGRAM, act.at());
        DecisionRecord decision =
                DecisionRecord.of(DecisionRecord.Kind.REOPENING, Actor.PROGRAM, act.at(), NOT_FIXED, comment);
        return Change.of("case.reopen", act, before, before.progress().reopened(act.at(), act.clocks(before)), verdict)
                .followedBy(reopened)
                .decidedBy(decision);
    }
}
