package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.event.Event;
import org.qunfang.problem.Localized;

/**
 * What one department is told of a case beside its queues: it is asked something, or another one has answered. Nothing
 * that a resident wrote, and no officer's words.
 *
 * @param id of the event, told again with the same one
 * @param to who is told
 * @param from the other department
 * @param due by when, or null
 */
public record DepartmentNotice(
        UUID id, UUID to, UUID from, UUID caseId, String number, Severity severity, What what, Instant due) {
    /** The event's type. */
    public static final String EVENT = "case.notice";

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    enum What {
        CONSULTATION_ASKED(
                Localized.of("会商请求：{number}", "Your opinion is asked: {number}"),
                Localized.of(
                        "{from}就案件 {number} 征求贵部门意见。", "{from} asks for your department's opinion on case {number}.")),
        CONSULTATION_ANSWERED(
                Localized.of("会商答复：{number}", "A consultation was answered: {number}"),
                Localized.of("{from}已就案件 {number} 的会商答复。", "{from} has answered your consultation on case {number}.")),
        SUPPORT_ASKED(
                Localized.of("请求协助：{number}", "Your help is asked for: {number}"),
                Localized.of("{from}请贵部门协助办理案件 {number}。", "{from} asks your department to help with case {number}.")),
        SUPPORT_DONE(
                Localized.of("协助完成：{number}", "Help is done: {number}"),
                Localized.of("{from}已完成案件 {number} 的协助。", "{from} has done its part of case {number}.")),
        SUPPORT_REFUSED(
                Localized.of("协助被拒绝：{number}", "Help was refused: {number}"),
                Localized.of(
                        "{from}不能协助案件 {number}，理由见案件。", "{from} cannot help with case {number}; the case says why."));

        private final Localized title;
        private final Localized text;

        What(Localized title, Localized text) {
            this.title = title;
            this.text = text;
        }
    }

    static Event event(Case thing, Act act, What what, UUID to, UUID from, Instant due) {
        JsonObject data = new JsonObject()
                .put("to", to.toString())
                .put("from", from.toString())
                .put("number", thing.number())
                .put("severity", thing.severity().code())
                .put("what", what.name());
        if (due != null) {
            data.put("due", due.toString());
        }
        return Event.of(EVENT, thing.id(), data, act.at());
    }

    public static DepartmentNotice of(Event event) {
        JsonObject data = event.data();
        String due = data.getString("due");
        return new DepartmentNotice(
                event.id(),
                UUID.fromString(data.getString("to")),
                UUID.fromString(data.getString("from")),
                event.subjectId(),
                data.getString("number"),
                Severity.of(data.getString("severity")),
                What.valueOf(data.getString("what")),
                due == null ? null : OffsetDateTime.parse(due).toInstant());
    }

    public Localized title() {
        return TimelineKind.put(what.title, "{number}", Localized.of(number, number));
    }

    /**
     * @param names department → its name
     * @param address of the official's screens, without a slash at the end
     */
    public Localized body(Function<UUID, Localized> names, String address) {
        Localized said = TimelineKind.put(what.text, "{from}", Handovers.nameOf(names, from));
        Localized text = TimelineKind.put(said, "{number}", Localized.of(number, number));
        String link = "\n" + address + "/office/cases/" + caseId + "\n";
        if (due == null) {
            return Localized.of(text.zhCn() + link, text.en() + link);
        }
        String time = due.atZone(WorkCalendar.CITY).format(TIME);
        return Localized.of(
                text.zhCn() + "请于 " + time + "（北京时间）前答复。" + link,
                text.en() + " Please answer by " + time + " (UTC+8)." + link);
    }
}
