package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import org.qunfang.problem.Localized;

/** What the sender's "fixed" or "not fixed" does to a case. Pure. */
final class SenderVerdict {
    private static final String NOT_FIXED = "上报人表示问题未解决。";

    private SenderVerdict() {}

    /**
     * @param body {@code fixed} and {@code comment}, which may be null
     * @param inConfidence the sender's report is protected: that there is such a sender is nobody's to know
     */
    static Change take(Case before, Act act, JsonObject body, boolean inConfidence) {
        if (!CaseStatus.Transition.REOPEN.opensFrom(before.status())) {
            throw before.status().refusal(Localized.of("评价", "be judged"));
        }
        boolean fixed = body.getBoolean("fixed");
        TimelineEntry verdict = act.entry(TimelineKind.VERDICT, inConfidence ? Visibility.INTERNAL : Visibility.PUBLIC)
                .with("fixed", fixed);
        Change change = fixed
                ? Change.of("case.confirm", act, before, before.progress(), verdict)
                : reopened(before, act, verdict, body.getString("comment"));
        return body.getString("comment") == null
                ? change
                : change.followedBy(act.entry(TimelineKind.ADDITION, Visibility.PARTICIPANTS)
                        .saying(body.getString("comment")));
    }

    /** Whose verdict it is, to who reads a tracking page; {@code teller} is self, other, or the page's sender. */
    static Localized teller(JsonObject data) {
        return switch (data.getString("teller", "sender")) {
            case "self" -> Localized.of("您的反馈", "You said");
            case "other" -> Localized.of("其他上报人的反馈", "Another sender's verdict");
            default -> Localized.of("上报人的反馈", "The sender's verdict");
        };
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
