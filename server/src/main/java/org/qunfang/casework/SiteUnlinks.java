package org.qunfang.casework;

import java.time.Instant;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Matrix;

/**
 * Taking a case off a site, and adding one to it: one officer may where the site's record stays as heavy as it is; else it
 * waits for a second one, of the duty office. Pure.
 */
final class SiteUnlinks {
    private SiteUnlinks() {}

    /**
     * Also what a limit of the index hides for now waits: of ten cases beyond a limit, each could go alone, and all would.
     *
     * @param as what is on record
     * @param without what would be without the case
     */
    static boolean waits(SiteFacts as, SiteFacts without, Instant now) {
        return SiteRisk.assess(without, now).index() < SiteRisk.assess(as, now).index()
                || without.openCases().size() < as.openCases().size()
                || without.recent().reports() < as.recent().reports();
    }

    /**
     * Whether a site gets quieter: its index falls, or what was heard in twelve months falls against the twelve before, also
     * where a limit of the index hides it or the records are too young to be compared yet.
     */
    static boolean lowers(SiteFacts before, SiteFacts after, Instant now) {
        return SiteRisk.assess(after, now).index()
                        < SiteRisk.assess(before, now).index()
                || morePeople(after) < morePeople(before)
                || moreReports(after) < moreReports(before);
    }

    private static int morePeople(SiteFacts facts) {
        return facts.recent().people() - facts.earlier().people();
    }

    private static int moreReports(SiteFacts facts) {
        return facts.recent().reports() - facts.earlier().reports();
    }

    /** A case that is to join; it waits. */
    static SiteUnlink askToJoin(
            UUID id, SiteLinking linking, String reason, SiteFacts as, SiteFacts with, Caller caller, Instant now) {
        return new SiteUnlink(
                id,
                SiteUnlink.Kind.LINK,
                linking.site().id(),
                linking.thing().id(),
                linking.thing().number(),
                reason,
                SiteUnlink.Status.WAITING,
                Actor.of(caller),
                now,
                SiteRisk.assess(with, now).index(),
                SiteRisk.assess(as, now).index(),
                null,
                null,
                null);
    }

    static SiteUnlink ask(
            UUID id,
            Site site,
            Case thing,
            String reason,
            SiteFacts as,
            SiteFacts without,
            Caller caller,
            Instant now) {
        SiteUnlink.Status status = waits(as, without, now) ? SiteUnlink.Status.WAITING : SiteUnlink.Status.DONE;
        return new SiteUnlink(
                id,
                SiteUnlink.Kind.UNLINK,
                site.id(),
                thing.id(),
                thing.number(),
                reason,
                status,
                Actor.of(caller),
                now,
                SiteRisk.assess(as, now).index(),
                SiteRisk.assess(without, now).index(),
                null,
                null,
                null);
    }

    /** @throws Problem forbidden but to the department that leads the case, and the duty office */
    static void mustBeAskable(Case thing, Caller caller, Matrix matrix) {
        CaseScope.of(caller).mustWork(thing);
        if (!thing.leadDepartmentId().equals(caller.departmentId()) && !SiteScope.isDutyOffice(caller, matrix)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "只有案件的牵头部门或值班室的人员可以移出；有值班员角色但属于其他部门的不可以。",
                    "Only the department that leads the case, or the duty office itself: the role in another department is not enough.");
        }
    }

    /** @throws Problem forbidden to the one who asked; wrong-state when it was answered */
    static void mustBeAnswerable(SiteUnlink unlink, Caller caller, Matrix matrix) {
        if (unlink.status() != SiteUnlink.Status.WAITING) {
            throw Problem.of(ProblemType.WRONG_STATE, "该请求已有结果，不能再答复。", "The request has been answered already.")
                    .with("state", unlink.status().code())
                    .with("open", java.util.List.of());
        }
        if (!unlink.mayAnswer(caller, matrix)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "须由值班室的另一位人员答复，不能答复自己的请求。",
                    "Another officer of the duty office has to answer; nobody answers their own request.");
        }
    }
}
