package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The rules of asking other departments: what asking, answering, concluding and withdrawing come to. Pure. */
final class Consultations {
    private static final Duration LONGEST = Duration.ofDays(90);
    private static final int LONGEST_EVIDENCE = 4_000;

    private Consultations() {}

    /** The consultation as it is then, and what that does to the case. */
    record Outcome(Consultation consultation, Change change) {}

    /**
     * @param from the department of the one who asks
     * @param departmentIds known ones, not empty, each once
     * @throws Problem wrong-state where the case is resolved or ended, or one of them is asked already; invalid for a due
     *     time that is over or more than 90 days away, and where the lead or the asking department is asked itself
     */
    static Outcome ask(
            Case before,
            Act act,
            UUID from,
            List<UUID> departmentIds,
            String question,
            Instant dueAt,
            Function<UUID, Localized> names) {
        mustBeWorkedOn(before);
        mustBeOthers(before, from, departmentIds, names);
        if (!dueAt.isAfter(act.at()) || dueAt.isAfter(act.at().plus(LONGEST))) {
            throw Problem.invalid(
                    "/dueAt", Localized.of("期限必须在将来，且不超过 90 天", "The time has to lie in the future, within 90 days"));
        }
        Consultation consultation = new Consultation(
                UuidCreator.getTimeOrderedEpoch(),
                before.id(),
                from,
                question,
                act.actor(),
                act.at(),
                dueAt,
                Consultation.Status.OPEN,
                null,
                null,
                null,
                1,
                departmentIds.stream().map(Opinion::askedOf).toList());
        Change change = change("case.ask-consultation", TimelineKind.CONSULTATION_ASKED, before, act, question);
        return new Outcome(consultation, told(change, departmentIds, names));
    }

    /**
     * @param department of the one who answers, one of those that are asked
     * @throws Problem wrong-state when it has answered before, or the consultation has ended
     */
    static Outcome answer(
            Case before, Consultation consultation, Act act, UUID department, boolean declines, String words) {
        if (!consultation.isOpen() || !consultation.of(department).isAwaited()) {
            throw over(consultation);
        }
        Opinion.Status status = declines ? Opinion.Status.DECLINED : Opinion.Status.GIVEN;
        TimelineKind kind = declines ? TimelineKind.CONSULTATION_DECLINED : TimelineKind.CONSULTATION_ANSWERED;
        Opinion opinion = new Opinion(department, status, act.actor(), act.at(), words);
        return new Outcome(
                consultation.answered(opinion),
                change(declines ? "case.decline-opinion" : "case.give-opinion", kind, before, act, words));
    }

    /** @throws Problem wrong-state when it has ended */
    static Outcome conclude(
            Case before, Consultation consultation, Act act, String conclusion, Function<UUID, Localized> names) {
        mustBeOpen(consultation);
        DecisionRecord record =
                act.decision(DecisionRecord.Kind.CONSULTATION, conclusion, evidence(consultation, names));
        Change change =
                change("case.conclude-consultation", TimelineKind.CONSULTATION_CONCLUDED, before, act, conclusion);
        return new Outcome(
                consultation.ended(Consultation.Status.CONCLUDED, act, conclusion),
                told(change, consultation.departmentIds(), names).decidedBy(record));
    }

    /** @throws Problem wrong-state when it has ended */
    static Outcome withdraw(
            Case before, Consultation consultation, Act act, String reason, Function<UUID, Localized> names) {
        mustBeOpen(consultation);
        Change change = change("case.withdraw-consultation", TimelineKind.CONSULTATION_WITHDRAWN, before, act, reason);
        return new Outcome(
                consultation.ended(Consultation.Status.WITHDRAWN, act, reason),
                told(change, consultation.departmentIds(), names));
    }

    /** What the thread says of those that end with the case. */
    static TimelineEntry lapse(Change settling) {
        return settling.act()
                .entry(TimelineKind.CONSULTATION_LAPSED, Visibility.INTERNAL)
                .saying(settling.reason());
    }

    /** Whether the caller may ask now. */
    static boolean mayAsk(CaseScope scope, Case thing) {
        return scope.works(thing) && SeriousSteps.mayBeScored(thing) && thing.mergedIntoId() == null;
    }

    static List<String> actions(Case thing, Consultation consultation, CaseScope scope) {
        if (!consultation.isOpen()) {
            return List.of();
        }
        Opinion own = consultation.of(scope.departmentId());
        // Who leads it meanwhile concludes and does not answer itself.
        boolean answers =
                own != null && own.isAwaited() && !scope.departmentId().equals(thing.leadDepartmentId());
        if (scope.works(thing)) {
            return answers ? List.of("answer", "conclude", "withdraw") : List.of("conclude", "withdraw");
        }
        return answers ? List.of("answer") : List.of();
    }

    private static Change change(String action, TimelineKind kind, Case before, Act act, String words) {
        return Change.of(
                action,
                act,
                before,
                before.progress(),
                act.entry(kind, Visibility.INTERNAL).saying(words));
    }

    private static Change told(Change change, List<UUID> departmentIds, Function<UUID, Localized> names) {
        Localized all = departmentIds.stream()
                .map(each -> Handovers.nameOf(names, each))
                .reduce((one, other) -> Localized.of(one.zhCn() + "、" + other.zhCn(), one.en() + ", " + other.en()))
                .orElseThrow();
        return change.naming("toName", all.toJson()).telling(departmentIds);
    }

    private static String evidence(Consultation consultation, Function<UUID, Localized> names) {
        String opinions = consultation.opinions().stream()
                .map(each -> Handovers.nameOf(names, each.departmentId()).zhCn() + "：" + said(each))
                .collect(Collectors.joining("\n"));
        String all = consultation.question() + "\n" + opinions;
        return all.substring(0, Math.min(all.length(), LONGEST_EVIDENCE));
    }

    private static String said(Opinion opinion) {
        return switch (opinion.status()) {
            case ASKED -> "（未答复）";
            case GIVEN -> opinion.words();
            case DECLINED -> "（不发表意见）" + opinion.words();
        };
    }

    private static void mustBeOthers(
            Case before, UUID from, List<UUID> departmentIds, Function<UUID, Localized> names) {
        for (int i = 0; i < departmentIds.size(); i++) {
            UUID department = departmentIds.get(i);
            if (department.equals(from) || department.equals(before.leadDepartmentId())) {
                throw Problem.invalid(
                        "/departmentIds/" + i,
                        Localized.of("不能向本部门或牵头部门会商", "It is your own department, or the one that leads"));
            }
            if (before.consultedDepartmentIds().contains(department)) {
                Localized name = Handovers.nameOf(names, department);
                throw before.status()
                        .refusal(Localized.of(
                                "再向" + name.zhCn() + "会商：已有一项会商在等待其结论",
                                "be asked of " + name.en() + " twice: one consultation is open already"));
            }
        }
    }

    private static void mustBeWorkedOn(Case thing) {
        Merges.mustGoOn(thing);
        if (!SeriousSteps.mayBeScored(thing)) {
            throw thing.status().refusal(Localized.of("会商", "be consulted on"));
        }
    }

    private static void mustBeOpen(Consultation consultation) {
        if (!consultation.isOpen()) {
            throw over(consultation);
        }
    }

    private static Problem over(Consultation consultation) {
        return Problem.of(
                        ProblemType.WRONG_STATE,
                        "该会商已结束，或贵部门已答复，现在不能这样做。",
                        "The consultation has ended, or your department has answered; this is not open now.")
                .with("state", consultation.status().code())
                .with("open", List.of());
    }
}
