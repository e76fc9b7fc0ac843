package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.UUID;
import org.qunfang.problem.Localized;

/** What one rung of the silence ladder does to a case. Pure. */
final class Silence {
    private Silence() {}

    private static final Map<Deadline.Kind, Localized> MISSED = Map.of(
            Deadline.Kind.ACKNOWLEDGE, Localized.of("未按时受理", "Not acknowledged in time"),
            Deadline.Kind.RESOLVE, Localized.of("未按时办结", "Not resolved in time"),
            Deadline.Kind.REVIEW, Localized.of("暂停已过复查时间", "On hold past its review"));

    private static final Map<Rung, Localized> TOLD = Map.of(
            Rung.LEAD, Localized.of("已通知{to}负责人", "{to}'s lead was told"),
            Rung.SUPERIOR, Localized.of("已通知上级{to}", "the superior, {to}, was told"),
            Rung.AUTHORITY, Localized.of("已通知监督机关{to}", "the supervising authority, {to}, was told"),
            Rung.PUBLIC, Localized.of("已列入公开逾期清单", "it is on the public overdue list"));

    private static final Localized PASSED = Localized.of("已超过办理期限", "A deadline has passed");

    /** What was missed, in plain words. */
    static Localized missed(Deadline.Kind kind) {
        return MISSED.get(kind);
    }

    /** Fills in what an entry about a rung says; entries without one say that a deadline has passed. */
    static Localized words(Localized template, JsonObject data) {
        if (!template.zhCn().contains("{missed}")) {
            return template;
        }
        if (!data.containsKey("rung")) {
            return PASSED;
        }
        Rung rung = Rung.ofNumber(data.getInteger("rung"));
        Deadline.Kind kind = Deadline.Kind.of(data.getString("deadline"));
        String number = Integer.toString(rung.number());
        Localized told = TimelineKind.put(TOLD.get(rung), "{to}", TimelineKind.name(data, "toName"));
        Localized numbered = TimelineKind.put(template, "{rung}", Localized.of(number, number));
        return TimelineKind.put(TimelineKind.put(numbered, "{missed}", missed(kind)), "{told}", told);
    }

    /** Whether the next rung is due. */
    static boolean isDue(Case thing, Act act) {
        Deadline running = thing.progress().running();
        return running != null && thing.progress().ladder().mayClimb(running.due(), act.at());
    }

    /**
     * The next rung is climbed. The time to the one after it counts from now, not from when it could have been: after a
     * standstill of the program nobody is passed over.
     *
     * @param told the department that hears of it
     * @param name of that department
     */
    static Change climb(Case before, Act act, UUID told, Localized name) {
        Progress progress = before.progress();
        Rung rung = progress.ladder().next();
        Ladder after =
                progress.ladder().climbed(act.clocks(before).due(DeadlineKind.RUNG, before.severity(), act.at()));
        Deadline missed = progress.running();
        TimelineEntry entry = act.entry(TimelineKind.OVERDUE, Visibility.PUBLIC)
                .with("rung", rung.number())
                .with("deadline", missed.kind().code())
                .with("due", missed.due().toString())
                .with("toName", name.toJson());
        return Change.of("case.climb", act, before, progress.climbed(after), entry)
                .telling(told);
    }
}
