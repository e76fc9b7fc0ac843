package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
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
     * @param arbiter who decides, and is never just asked
     * @param isArbiter the one who asks is of the duty office
     * @param isOutside it has no department above it in common with the lead, and the matrix does not name it for the case
     * @param onNewGrounds the case turned out to be of another kind: what was refused and decided before was about another one
     */
    record Asking(UUID to, String reason, UUID arbiter, boolean isArbiter, boolean isOutside, boolean onNewGrounds) {}

    /**
     * What goes in circles comes before the arbiter at once, as does what is meant for the duty office, which decides.
     *
     * @param history all of the case, oldest first
     * @throws Problem wrong-state while one is pending, where the case is resolved or ended, and after the arbiter decided;
     *     invalid to the lead itself, to one outside the tree unless the arbiter asks or is asked, and to one that has refused and nobody else was asked or decided since
     */
    static Outcome ask(Case before, List<Handover> history, Act act, Asking asking, Function<UUID, Localized> names) {
        mustBeAskable(before, history, asking);
        UUID from = before.leadDepartmentId();
        boolean refused = Handover.refusedBy(history, asking.to());
        if (refused && !asking.onNewGrounds()) {
            throw Problem.invalid(
                    "/toDepartmentId",
                    Localized.of(
                            "此部门刚拒绝过；请移交给其他部门，或移交给值班室裁定",
                            "It has just refused; name another department, or the duty office to have it decided"));
        }
        boolean straight = refused
                || asking.onNewGrounds() && Handover.wasDecided(history)
                || asking.to().equals(asking.arbiter())
                || Handover.wouldCircle(history, from, asking.to());
        Handover handover = new Handover(
                UuidCreator.getTimeOrderedEpoch(),
                before.id(),
                from,
                asking.to(),
                asking.reason(),
                act.actor(),
                act.at(),
                act.clocks(before).due(DeadlineKind.HANDOVER, before.severity(), act.at()),
                straight ? Handover.Status.ARBITRATION : Handover.Status.OPEN,
                null,
                null,
                null);
        TimelineKind kind = straight ? TimelineKind.HANDOVER_STRAIGHT : TimelineKind.HANDOVER_ASKED;
        Change change = Change.of(
                        "case.ask-handover",
                        act,
                        before,
                        before.progress(),
                        entry(kind, Visibility.PUBLIC, act, handover, names))
                .saying(asking.reason(), Visibility.INTERNAL);
        UUID told = straight ? asking.arbiter() : asking.to();
        return new Outcome(handover, told == null ? change : change.telling(told));
    }

    private static void mustBeAskable(Case before, List<Handover> history, Asking asking) {
        mustBeOpen(before);
        if (Handover.pending(history) != null) {
            throw before.status()
                    .refusal(Localized.of("再移交：已有一项移交在等待", "be handed over twice: one handover waits already"));
        }
        if (Handover.wasDecided(history) && !asking.isArbiter() && !asking.onNewGrounds()) {
            throw before.status()
                    .refusal(
                            Localized.of("再移交：值班室已裁定由谁负责", "be handed over: the duty office has decided who leads it"));
        }
        if (asking.to().equals(before.leadDepartmentId())) {
            throw Problem.invalid(
                    "/toDepartmentId", Localized.of("不能移交给牵头部门自己", "It is the department that leads already"));
        }
        if (asking.isOutside() && !asking.isArbiter() && !asking.to().equals(asking.arbiter())) {
            throw Problem.invalid(
                    "/toDepartmentId",
                    Localized.of(
                            "此部门与牵头部门没有共同的上级，职责清单也没有写明由它负责；请移交给值班室裁定",
                            "It has no superior in common with the department in charge, and the matrix does not name it here; hand the case to the duty office to have it decided"));
        }
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

    /** It was asked about a thing of another kind than the case is of now; whoever was asked hears of it. */
    static Change withdraw(Case before, Handover handover, Act act, Function<UUID, Localized> names) {
        TimelineEntry entry = entry(TimelineKind.HANDOVER_WITHDRAWN, Visibility.PUBLIC, act, handover, names);
        return Change.of("case.withdraw-handover", act, before, before.progress(), entry)
                .telling(handover.to());
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
