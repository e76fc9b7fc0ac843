package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** The rules of "not ours": what asking, accepting, refusing, silence and the arbiter's decision come to. Pure. */
final class Handovers {
    /** The second refusal goes to the arbiter. */
    private static final int MOST_REFUSALS = 2;

    private static final int LONGEST_DISSENT = 4_000;

    private Handovers() {}

    /** The handover as it is then, and what that does to the case. */
    record Outcome(Handover handover, Change change) {}

    /**
     * @param history all of the case, oldest first
     * @param isArbiter the one who asks is of the duty office
     * @throws Problem wrong-state while one is pending, where the case is resolved or ended, and after the arbiter decided;
     *     invalid to the lead itself
     */
    static Outcome ask(
            Case before,
            List<Handover> history,
            Act act,
            boolean isArbiter,
            UUID to,
            String reason,
            Function<UUID, Localized> names) {
        mustBeOpen(before);
        if (Handover.pending(history) != null) {
            throw before.status()
                    .refusal(Localized.of("再移交：已有一项移交在等待", "be handed over twice: one handover waits already"));
        }
        if (Handover.wasDecided(history) && !isArbiter) {
            throw before.status()
                    .refusal(
                            Localized.of("再移交：值班室已裁定由谁负责", "be handed over: the duty office has decided who leads it"));
        }
        if (to.equals(before.leadDepartmentId())) {
            throw Problem.invalid(
                    "/toDepartmentId", Localized.of("不能移交给牵头部门自己", "It is the department that leads already"));
        }
        Instant due = act.clocks(before).due(DeadlineKind.HANDOVER, before.severity(), act.at());
        Handover handover = new Handover(
                UuidCreator.getTimeOrderedEpoch(),
                before.id(),
                before.leadDepartmentId(),
                to,
                reason,
                act.actor(),
                act.at(),
                due,
                Handover.Status.OPEN,
                null,
                null,
                null);
        Change change = Change.of(
                        "case.ask-handover",
                        act,
                        before,
                        before.progress(),
                        entry(TimelineKind.HANDOVER_ASKED, Visibility.PUBLIC, act, handover, names))
                .saying(reason, Visibility.INTERNAL)
                .telling(to);
        return new Outcome(handover, change);
    }

    /** The asked department leads from now on and acknowledges anew. */
    static Outcome accept(Case before, Handover handover, Act act, String words, Function<UUID, Localized> names) {
        mustWaitForAnswer(handover, act);
        mustBeOpen(before);
        DecisionRecord record = DecisionRecord.of(
                        DecisionRecord.Kind.ASSIGNMENT, handover.askedBy(), act.at(), handover.reason(), null)
                .secondedBy(act.actor(), words);
        TimelineEntry entry = entry(TimelineKind.HANDOVER_ACCEPTED, Visibility.PUBLIC, act, handover, names);
        Change change = Change.of(
                        "case.accept-handover",
                        act,
                        before,
                        before.progress().handedOver(act.at(), act.clocks(before)),
                        entry)
                .saying(words, Visibility.INTERNAL)
                .decidedBy(record)
                .movedTo(handover.to(), why(before, handover.to(), names, "移交并接收", "handed over and accepted"));
        return new Outcome(handover.answered(Handover.Status.ACCEPTED, act.at(), words), change);
    }

    /** @param history all of the case, oldest first, with this one */
    static Outcome refuse(
            Case before,
            Handover handover,
            List<Handover> history,
            Act act,
            String reason,
            Function<UUID, Localized> names) {
        mustWaitForAnswer(handover, act);
        long refused =
                Handover.round(history).stream().filter(Handover::wasRefused).count();
        boolean last = refused + 1 >= MOST_REFUSALS;
        Handover.Status then = last ? Handover.Status.ARBITRATION : Handover.Status.REFUSED;
        TimelineEntry entry = entry(TimelineKind.HANDOVER_REFUSED, Visibility.INTERNAL, act, handover, names)
                .saying(reason);
        Change change = Change.of("case.refuse-handover", act, before, before.progress(), entry)
                .telling(handover.to());
        return new Outcome(handover.answered(then, act.at(), reason), change);
    }

    /** Nobody answered in time: the arbiter decides. */
    static Outcome miss(Case before, Handover handover, Act act, Function<UUID, Localized> names) {
        TimelineEntry entry = entry(TimelineKind.HANDOVER_MISSED, Visibility.INTERNAL, act, handover, names);
        Change change = Change.of("case.miss-handover", act, before, before.progress(), entry)
                .telling(handover.to());
        return new Outcome(handover.missed(act.at()), change);
    }

    /**
     * @param history all of the case, oldest first, with this one
     * @param leader who leads from now on, the present lead too
     * @throws Problem wrong-state unless it waits for the arbiter
     */
    static Outcome decide(
            Case before,
            Handover handover,
            List<Handover> history,
            Act act,
            UUID leader,
            String reason,
            Function<UUID, Localized> names) {
        if (handover.status() != Handover.Status.ARBITRATION) {
            throw answered(handover);
        }
        mustBeOpen(before);
        DecisionRecord record = act.decision(DecisionRecord.Kind.ASSIGNMENT, reason, null)
                .dissenting(dissent(Handover.round(history), names));
        TimelineEntry entry = entry(TimelineKind.HANDOVER_DECIDED, Visibility.PUBLIC, act, handover, names)
                .with("toName", name(names, leader));
        boolean moves = !leader.equals(before.leadDepartmentId());
        Progress after = moves ? before.progress().handedOver(act.at(), act.clocks(before)) : before.progress();
        Change change = Change.of("case.decide-handover", act, before, after, entry)
                .saying(reason, Visibility.INTERNAL)
                .decidedBy(record)
                .telling(handover.to());
        return new Outcome(
                handover.decided(),
                moves
                        ? change.movedTo(leader, why(before, leader, names, "值班室裁定", "decided by the duty office"))
                        : change);
    }

    private static String dissent(List<Handover> round, Function<UUID, Localized> names) {
        String words = round.stream()
                .filter(Handover::wasRefused)
                .map(each -> nameOf(names, each.to()).zhCn() + "：" + each.answer())
                .collect(Collectors.joining("\n"));
        String most = words.substring(0, Math.min(words.length(), LONGEST_DISSENT));
        return most.isEmpty() ? null : most;
    }

    private static TimelineEntry entry(
            TimelineKind kind, Visibility visibility, Act act, Handover handover, Function<UUID, Localized> names) {
        return act.entry(kind, visibility)
                .with("fromName", name(names, handover.from()))
                .with("toName", name(names, handover.to()));
    }

    private static JsonObject name(Function<UUID, Localized> names, UUID department) {
        return nameOf(names, department).toJson();
    }

    static Localized nameOf(Function<UUID, Localized> names, UUID department) {
        Localized known = names.apply(department);
        return known == null ? Localized.of(department.toString(), department.toString()) : known;
    }

    private static JsonArray why(Case before, UUID to, Function<UUID, Localized> names, String zhCn, String en) {
        Localized name = nameOf(names, to);
        return before.why()
                .copy()
                .add(new JsonObject()
                        .put("kind", "handover")
                        .put(
                                "text",
                                Localized.of("现由" + name.zhCn() + "牵头：" + zhCn, "Now led by " + name.en() + ": " + en)
                                        .toJson())
                        .put("departmentId", to.toString()));
    }

    private static void mustBeOpen(Case thing) {
        if (!SeriousSteps.mayBeScored(thing)) {
            throw thing.status().refusal(Localized.of("移交", "be handed over"));
        }
    }

    private static void mustWaitForAnswer(Handover handover, Act act) {
        if (handover.status() != Handover.Status.OPEN || !act.at().isBefore(handover.dueAt())) {
            throw answered(handover);
        }
    }

    private static Problem answered(Handover handover) {
        return Problem.of(
                        ProblemType.WRONG_STATE,
                        "该移交已有结果或已到时限，现在不能这样做。",
                        "The handover has been answered or its time is over; this is not open now.")
                .with("state", handover.status().code())
                .with("open", handover.status() == Handover.Status.ARBITRATION ? List.of("decide") : List.of());
    }
}
