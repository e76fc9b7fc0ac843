package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Matrix;

/** The two-person rule of cases: who asks, who answers, and what comes of it. Pure. */
final class Consents {
    private Consents() {}

    /** What asking comes to. */
    record Asked(Consent consent, Change change) {}

    /**
     * @param pending what is asked for already, or null
     * @throws Problem wrong-state while one is pending, or where the state refuses the step; invalid for a step that one
     *     officer may take alone; whether a site gets quieter by a merge only carrying it out tells
     */
    static Asked ask(Case before, Consent pending, Act act, JsonObject sent) {
        ConsentStep step = ConsentStep.of(sent.getString("step"));
        JsonObject body = step.bodyOf(sent);
        Change wanted = step.take(before, act, body);
        boolean mayLower = step == ConsentStep.MERGE && before.weighsOnSite();
        if (!wanted.needsSecondOfficer() && !mayLower) {
            throw Problem.invalid(
                    "/step", Localized.of("这一步不需要第二人，请直接办理", "This step needs no second officer; take it directly"));
        }
        if (pending != null && pending.stands(before, act.at())) {
            throw before.status()
                    .refusal(Localized.of("再请求同意：已有一项在等待", "have consent asked for twice: one waits already"));
        }
        TimelineEntry entry = entry(TimelineKind.CONSENT_ASKED, step, act).saying(body.getString("rationale"));
        Change change = Change.of("case.ask-consent", act, before, before.progress(), entry);
        return new Asked(Consent.asked(before, step, body, wanted), change);
    }

    /** Carries out exactly what was asked for. */
    static Change confirm(Case before, Consent consent, Act act, String words) {
        mustBePending(consent);
        mustBeAnother(consent, act.caller());
        if (!consent.stands(before, act.at())) {
            throw Problem.of(
                    ProblemType.CONTENT_CHANGED,
                    "请求已过期，或案件在请求之后有了变化，不能再确认；请重新请求。",
                    "The request has expired, or the case has changed since it was made; it cannot be confirmed any more. Ask anew.");
        }
        return consent.step()
                .take(before, act.by(consent.asker()), consent.body())
                .consentedBy(act, consent.id(), words);
    }

    /** The case stays as it is, and the record says who disagreed and why. */
    static Change deny(Case before, Consent consent, Act act, String words) {
        mustBePending(consent);
        mustBeAnother(consent, act.caller());
        TimelineEntry entry =
                entry(TimelineKind.CONSENT_DENIED, consent.step(), act).saying(words);
        return Change.of("case.deny-consent", act, before, before.progress(), entry)
                .decidedBy(denial(consent, act, words));
    }

    /** @throws Problem forbidden to anybody but the one who asked */
    static Change withdraw(Case before, Consent consent, Act act) {
        mustBePending(consent);
        if (!consent.isAskedBy(act.caller())) {
            throw Problem.of(
                    ProblemType.FORBIDDEN, "只有请求的人可以撤回。", "Only the officer who asked may withdraw the request.");
        }
        TimelineEntry entry = entry(TimelineKind.CONSENT_WITHDRAWN, consent.step(), act);
        return Change.of("case.withdraw-consent", act, before, before.progress(), entry);
    }

    /** It waited too long, or the case is no longer what it was about. */
    static Change lapse(Case before, Consent consent, Act act) {
        TimelineEntry entry = entry(TimelineKind.CONSENT_LAPSED, consent.step(), act);
        return Change.of("case.lapse-consent", act, before, before.progress(), entry);
    }

    /**
     * A lead of the department that leads the case, or the duty office; never the one who asked. What weighs on a site is
     * rejected with the duty office alone: the department may be the one that answers for the site.
     */
    static boolean mayAnswer(Caller caller, Matrix matrix, Case thing, Consent consent) {
        boolean isForDuty = consent.step() == ConsentStep.REJECT && thing.weighsOnSite();
        return caller.may("case.consent")
                && CaseScope.of(caller).works(thing)
                && (!isForDuty || SiteScope.isDutyOffice(caller, matrix))
                && !consent.isAskedBy(caller);
    }

    private static DecisionRecord denial(Consent consent, Act act, String words) {
        DecisionRecord record =
                SeriousSteps.decision(DecisionRecord.Kind.DENIAL, act.by(consent.asker()), consent.body());
        Severity before = consent.basis().scores().severity();
        DecisionRecord scored = consent.step() == ConsentStep.TRIAGE
                ? record.scoring(
                        new Assessment(
                                consent.after().likelihood(),
                                consent.after().consequence(),
                                SeriousSteps.scores(consent.body().getJsonArray("factors"))),
                        before,
                        null)
                : record;
        return scored.deniedBy(act.actor(), words);
    }

    private static TimelineEntry entry(TimelineKind kind, ConsentStep step, Act act) {
        return act.entry(kind, Visibility.INTERNAL).with("step", step.code());
    }

    private static void mustBeAnother(Consent consent, Caller caller) {
        if (consent.isAskedBy(caller)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "不能答复自己的请求，须由另一位有权限的人员答复。",
                    "You asked for it; another officer has to answer.");
        }
    }

    private static void mustBePending(Consent consent) {
        if (consent.status() != Consent.Status.PENDING) {
            throw Problem.of(ProblemType.WRONG_STATE, "该请求已有结果，不能再答复。", "The request has been answered already.")
                    .with("state", consent.status().code())
                    .with("open", java.util.List.of());
        }
    }
}
