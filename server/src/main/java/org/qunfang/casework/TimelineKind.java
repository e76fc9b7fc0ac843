package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import org.qunfang.problem.Localized;

/**
 * What happened to a case, and the one table of the words for it: for officials and for everybody. {@code {department}}
 * stands for the name of the entry's department, {@code {detail}} for what the entry's data says.
 */
public enum TimelineKind {
    OPENED(
            Localized.of("收到上报，案件已建立", "Reported; the case was opened"),
            Localized.of("已收到上报", "The report has arrived")),
    REPORT_ATTACHED(
            Localized.of("又收到一份关于此事的上报", "Another report of the same thing was added"),
            Localized.of("又有人上报了同一件事", "Somebody else reported the same thing")),
    ADDITION(
            Localized.of("上报人补充了情况", "The sender added to the report"),
            Localized.of("上报人补充了情况", "The sender added to the report")),
    ASSIGNED(
            Localized.of("由{department}牵头负责", "{department} leads"),
            Localized.of("已交由{department}负责", "{department} is responsible")),
    OFFICER_ASSIGNED(
            Localized.of("由{officer}经办", "{officer} sees to it"), Localized.of("已指定经办人", "An officer sees to it")),
    OFFICER_UNASSIGNED(
            Localized.of("{officer}不再经办", "{officer} no longer sees to it"),
            Localized.of("经办人有变动", "Another officer will see to it")),
    ACKNOWLEDGED(
            Localized.of("{department}已受理", "{department} acknowledged the case"),
            Localized.of("{department}已受理，将安排处理", "{department} has it and will see to it")),
    STARTED(
            Localized.of("{department}开始处理", "{department} began work"),
            Localized.of("{department}已开始处理", "{department} has begun work")),
    ON_HOLD(
            Localized.of("{department}暂停处理", "{department} put the case on hold"),
            Localized.of("处理暂停，条件具备后继续", "Work has to wait and will go on later")),
    HOLD_ENDED(
            Localized.of("暂停超出了此等级允许的时间，自动恢复处理", "On hold for longer than its severity allows; work goes on"),
            Localized.of("暂停结束，继续处理", "Waiting is over; work goes on")),
    RESOLVED(
            Localized.of("{department}报告已解决", "{department} reports it fixed"),
            Localized.of("{department}表示问题已解决，请确认是否属实{steps}", "{department} says it is fixed; please check{steps}")),
    CLOSED(Localized.of("案件办结", "The case was closed"), Localized.of("已办结", "The case is closed")),
    REJECTED(
            Localized.of("不受理{detail}", "Rejected{detail}"),
            Localized.of("经核实，不作为隐患处理{detail}", "Checked, and not taken on as a hazard{detail}")),
    REOPENED(
            Localized.of("案件重新打开", "The case was reopened"),
            Localized.of("案件已重新打开，将再次处理", "The case was reopened and will be worked on again")),
    COMMENT(Localized.of("备注", "A note"), Localized.of("有新的说明", "A note was added")),
    TRIAGED(
            Localized.of("重新评分{detail}", "The risk was scored anew{detail}"),
            Localized.of("重新评定了风险等级{detail}", "The level of risk was reviewed{detail}")),
    RECATEGORISED(
            Localized.of("类别由“{from}”更正为“{to}”", "The category was corrected from “{from}” to “{to}”"),
            Localized.of("经核实，这是“{to}”，不是“{from}”", "Found to be “{to}”, not “{from}”")),
    VERDICT(
            Localized.of("上报人的反馈{detail}", "The sender's verdict{detail}"),
            Localized.of("{teller}{detail}", "{teller}{detail}")),
    CONSENT_ASKED(
            Localized.of("请求第二人同意{detail}", "A second officer's consent was asked for{detail}"),
            Localized.of("请求第二人同意{detail}", "A second officer's consent was asked for{detail}")),
    CONSENT_CONFIRMED(
            Localized.of("第二人同意{detail}", "The second officer consented{detail}"),
            Localized.of("第二人同意{detail}", "The second officer consented{detail}")),
    CONSENT_DENIED(
            Localized.of("第二人不同意{detail}", "The second officer did not consent{detail}"),
            Localized.of("第二人不同意{detail}", "The second officer did not consent{detail}")),
    CONSENT_WITHDRAWN(
            Localized.of("撤回了同意请求{detail}", "The request for consent was withdrawn{detail}"),
            Localized.of("撤回了同意请求{detail}", "The request for consent was withdrawn{detail}")),
    CONSENT_LAPSED(
            Localized.of("同意请求已失效{detail}", "The request for consent lapsed{detail}"),
            Localized.of("同意请求已失效{detail}", "The request for consent lapsed{detail}")),
    HANDOVER_ASKED(
            Localized.of(
                    "{from}请{to}接手；在此之前仍由{from}负责",
                    "{from} asks {to} to take over; until then {from} stays answerable"),
            Localized.of(
                    "{from}已请{to}接手；在{to}接收之前，仍由{from}负责",
                    "{from} has asked {to} to take over; until that is accepted, {from} stays responsible")),
    HANDOVER_ACCEPTED(
            Localized.of("{to}接收了{from}移交的案件，由{to}牵头", "{to} accepted the case from {from} and leads"),
            Localized.of(
                    "已由{from}移交给{to}，{to}已接收并负责",
                    "Handed over from {from} to {to}, accepted; {to} is responsible now")),
    HANDOVER_REFUSED(
            Localized.of("{to}拒绝接收", "{to} refused to take over"),
            Localized.of("{to}没有接收，仍由{from}负责", "{to} did not take over; {from} stays responsible")),
    HANDOVER_MISSED(
            Localized.of("{to}未在时限内答复，转值班室裁定", "{to} did not answer in time; the duty office decides"),
            Localized.of("{to}没有答复，仍由{from}负责", "{to} did not answer; {from} stays responsible")),
    HANDOVER_DECIDED(
            Localized.of("值班室裁定由{to}牵头", "The duty office decided: {to} leads"),
            Localized.of("值班室裁定由{to}负责", "The duty office decided that {to} is responsible")),
    HANDOVER_WITHDRAWN(
            Localized.of(
                    "类别已更正，不再请{to}接手；仍由{from}负责",
                    "Of another kind now: {to} is no longer asked to take over; {from} stays answerable"),
            Localized.of(
                    "类别已更正，不再请{to}接手；仍由{from}负责",
                    "Of another kind now: {to} is no longer asked to take over; {from} stays responsible")),
    HANDOVER_STRAIGHT(
            Localized.of(
                    "{from}要移交给{to}，直接由值班室裁定；在此之前仍由{from}负责",
                    "{from} names {to}; the duty office decides at once, and until then {from} stays answerable"),
            Localized.of(
                    "由谁负责将由值班室裁定；在此之前仍由{from}负责",
                    "The duty office decides who is responsible; until then {from} stays responsible")),
    CONSULTATION_ASKED(
            Localized.of("向{to}征求意见", "{to} asked for an opinion"),
            Localized.of("征求了其他部门的意见", "Other departments were asked for their opinion")),
    CONSULTATION_ANSWERED(
            Localized.of("{department}发表了意见", "{department} gave its opinion"),
            Localized.of("其他部门发表了意见", "Another department gave its opinion")),
    CONSULTATION_DECLINED(
            Localized.of("{department}不发表意见", "{department} gives no opinion"),
            Localized.of("其他部门没有意见", "Another department has no opinion")),
    CONSULTATION_CONCLUDED(
            Localized.of("会商有了结论（{to}）", "The consultation was concluded ({to})"),
            Localized.of("部门之间的会商有了结论", "What other departments were asked was concluded")),
    CONSULTATION_WITHDRAWN(
            Localized.of("撤回了会商（{to}）", "The consultation was withdrawn ({to})"),
            Localized.of("撤回了会商", "A consultation was withdrawn")),
    CONSULTATION_LAPSED(
            Localized.of("案件已解决或结束，会商随之撤回", "The case was resolved or ended; open consultations were withdrawn"),
            Localized.of("会商已结束", "A consultation is over")),
    SUPPORT_ASKED(Localized.of("请{to}协助", "{to} was asked to help"), Localized.of("请{to}协助", "{to} was asked to help")),
    SUPPORT_ACCEPTED(Localized.of("{to}同意协助", "{to} agreed to help"), Localized.of("{to}同意协助", "{to} agreed to help")),
    SUPPORT_STARTED(Localized.of("{to}开始协助", "{to} began to help"), Localized.of("{to}也在协助处理", "{to} is helping, too")),
    SUPPORT_DONE(
            Localized.of("{to}完成了协助", "{to} has done its part"), Localized.of("{to}已完成协助", "{to} has done its part")),
    SUPPORT_REFUSED(Localized.of("{to}拒绝协助", "{to} refused to help"), Localized.of("{to}不参与协助", "{to} does not help")),
    SUPPORT_RELEASED(
            Localized.of("不再需要{to}协助", "The help of {to} is needed no more"),
            Localized.of("{to}不再协助", "{to} no longer helps")),
    MERGED(
            Localized.of("并入案件 {number}，由{to}继续办理", "Merged into case {number}; {to} goes on with it"),
            Localized.of(
                    "与关于同一件事的其他上报合在一起办理，由{to}负责",
                    "Put together with other reports of the same thing; {to} is responsible")),
    MERGED_IN(
            Localized.of(
                    "案件 {number} 并入本案，带来 {reports} 份上报", "Case {number} was merged into this one (reports: {reports})"),
            Localized.of("又有关于同一件事的上报并了进来", "More reports of the same thing were added")),
    SPLIT_OFF(
            Localized.of("{reports} 份上报分出，另立案件 {number}", "Taken out into case {number} (reports: {reports})"),
            Localized.of("有的上报说的是另一件事，已另行办理", "Some of the reports told of something else and are worked on apart")),
    SPLIT_FROM(
            Localized.of(
                    "{reports} 份上报由案件 {number} 分出，另立本案",
                    "Taken out of case {number} into this one (reports: {reports})"),
            Localized.of("查明是另一件事，单独办理", "Found to be a thing of its own, worked on apart")),
    SURGE(
            Localized.of(
                    "短时间内集中上报：{reports} 份，{senders} 人，{minutes} 分钟内",
                    "A surge: {reports} reports by {senders} people within {minutes} minutes"),
            Localized.of("短时间内有多人上报", "Several people reported it within a short time")),
    TASK_DONE(
            Localized.of("完成任务：{task}{standing}", "A step was done: {task}{standing}"),
            Localized.of("完成了一个处置步骤", "A step was done")),
    TASK_SKIPPED(
            Localized.of("跳过任务：{task}{standing}", "A step was skipped: {task}{standing}"),
            Localized.of("跳过了一个处置步骤", "A step was skipped")),
    TASK_REOPENED(
            Localized.of("任务重新打开：{task}", "A step was reopened: {task}"),
            Localized.of("一个处置步骤重新打开", "A step was reopened")),
    TASKS_REOPENED(
            Localized.of(
                    "案件重新打开，{opened} 个处置步骤重新待办，时限重新计算",
                    "With the case, steps are open again: {opened}; their times count anew"),
            Localized.of("处置步骤重新待办", "Steps are open again")),
    OVERDUE(
            Localized.of("{missed}；第{rung}级：{told}", "{missed}; rung {rung}: {told}"),
            Localized.of("{missed}，{told}", "{missed}; {told}")),
    WARNING(
            Localized.of("已就此发布预警", "A warning about it was published"),
            Localized.of("已就此发布预警", "A warning about it was published")),
    SITE_LINKED(
            Localized.of("归入隐患点{detail}", "Belongs to a site{detail}"),
            Localized.of("归入受监管的地点{detail}", "Belongs to a place that is watched{detail}")),
    SITE_LINK_ASKED(
            Localized.of("请值班室同意归入隐患点{detail}", "The duty office was asked to let it join a site{detail}"),
            Localized.of(
                    "正在核实是否属于受监管的地点{detail}", "Being checked: whether it belongs to a place that is watched{detail}")),
    SITE_LINK_DENIED(
            Localized.of("值班室不同意归入隐患点{detail}", "The duty office does not let it join the site{detail}"),
            Localized.of("不归入受监管的地点{detail}", "Does not belong to a place that is watched{detail}")),
    SITE_UNLINKED(
            Localized.of("不再归入隐患点{detail}", "No longer belongs to a site{detail}"),
            Localized.of("不再归入受监管的地点{detail}", "No longer belongs to a place that is watched{detail}")),
    SITE_UNLINK_ASKED(
            Localized.of("请值班室同意移出隐患点{detail}", "The duty office was asked to take it off a site{detail}"),
            Localized.of(
                    "正在核实是否属于受监管的地点{detail}", "Being checked: whether it belongs to a place that is watched{detail}")),
    SITE_UNLINK_DENIED(
            Localized.of("值班室不同意移出隐患点{detail}", "The duty office keeps it at the site{detail}"),
            Localized.of("仍归入受监管的地点{detail}", "Still belongs to a place that is watched{detail}")),
    SITE_ALERT(
            Localized.of(
                    "隐患点的风险指数超过立案线，自动立案{detail}",
                    "A site's risk index passed the threshold; this case was opened{detail}"),
            Localized.of(
                    "此处问题不断累积，已立案核查{detail}", "Signals from this place kept adding up; a case was opened{detail}"));

    private static final Localized SOME_DEPARTMENT = Localized.of("责任部门", "The responsible department");
    private static final List<String> COUNTED = List.of("number", "reports", "senders", "minutes", "officer", "opened");
    private static final Localized SOME_STEP = Localized.of("处置步骤", "a step of the playbook");
    private static final Localized NOTHING = Localized.of("", "");

    private final Localized forOfficials;
    private final Localized forEverybody;

    TimelineKind(Localized forOfficials, Localized forEverybody) {
        this.forOfficials = forOfficials;
        this.forEverybody = forEverybody;
    }

    public static TimelineKind of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Written in the name of a sender, who may be protected: whatever account stands there is nobody's to see. */
    public boolean isOfSender() {
        return this == OPENED || this == REPORT_ATTACHED || this == ADDITION || this == VERDICT;
    }

    /** What the public tracking page says; {@code department} is the entry's, or null. */
    public Localized publicText(Localized department, JsonObject data) {
        return fill(forEverybody, department, data);
    }

    /** What the officials' thread says; {@code department} is the entry's, or null. */
    public Localized officialText(Localized department, JsonObject data) {
        return fill(forOfficials, department, data);
    }

    private static Localized fill(Localized template, Localized department, JsonObject data) {
        Localized named = put(template, "{department}", department == null ? SOME_DEPARTMENT : department);
        Localized handed = put(put(named, "{from}", name(data, "fromName")), "{to}", name(data, "toName"));
        for (String member : COUNTED) {
            String value = String.valueOf(data.getValue(member, "—"));
            handed = put(handed, "{" + member + "}", Localized.of(value, value));
        }
        JsonObject task = data.getJsonObject("task");
        Localized tasked =
                put(Silence.words(handed, data), "{task}", task == null ? SOME_STEP : Localized.fromJson(task));
        Localized told = put(tasked, "{teller}", SenderVerdict.teller(data));
        Localized whole = put(put(told, "{standing}", standing(data)), "{steps}", steps(data));
        return put(whole, "{detail}", detail(data));
    }

    static Localized put(Localized template, String place, Localized words) {
        return Localized.of(
                template.zhCn().replace(place, words.zhCn()), template.en().replace(place, words.en()));
    }

    /** A department as it was called when the entry was written. */
    static Localized name(JsonObject data, String member) {
        JsonObject name = data.getJsonObject(member);
        return name == null ? SOME_DEPARTMENT : Localized.fromJson(name);
    }

    private static Localized standing(JsonObject data) {
        if (!data.containsKey("standsInFor")) {
            return NOTHING;
        }
        Localized role = StepOwners.name(data.getString("standsInFor"));
        return Localized.of("（代" + role.zhCn() + "）", " (standing in for " + role.en() + ")");
    }

    /** What of the playbook was done and what was left out. */
    private static Localized steps(JsonObject data) {
        if (!data.containsKey("stepsDone")) {
            return NOTHING;
        }
        int done = data.getInteger("stepsDone");
        int left = data.getInteger("stepsLeft");
        Localized told = Localized.of(
                "。处置步骤办完 " + done + " 项，未办 " + left + " 项", ". Steps done: " + done + ", left out: " + left);
        for (Object each : data.getJsonArray("forSafety", new JsonArray())) {
            Localized title = Localized.fromJson((JsonObject) each);
            told = Localized.of(told.zhCn() + "；" + title.zhCn(), told.en() + "; " + title.en());
        }
        return told;
    }

    private static Localized detail(JsonObject data) {
        if (data.containsKey("reason")) {
            return afterColon(RejectionReason.of(data.getString("reason")).label());
        }
        if (data.containsKey("fixed")) {
            boolean fixed = data.getBoolean("fixed");
            return afterColon(fixed ? Localized.of("已解决", "it is fixed") : Localized.of("未解决", "it is not fixed"));
        }
        if (data.containsKey("step")) {
            return afterColon(ConsentStep.of(data.getString("step")).label());
        }
        if (data.containsKey("siteName")) {
            return afterColon(Localized.fromJson(data.getJsonObject("siteName")));
        }
        if (data.containsKey("severityAfter")) {
            return afterColon(Severity.of(data.getString("severityAfter")).label());
        }
        return NOTHING;
    }

    private static Localized afterColon(Localized text) {
        return Localized.of("：" + text.zhCn(), ": " + text.en());
    }
}
