package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What one step does to a case; pure data, stored as a whole or not at all.
 *
 * @param action for the audit log, such as {@code case.acknowledge}
 * @param decision null where the step is no decision
 * @param handing null unless it is about a handover
 * @param second null where one officer was enough
 * @param photoIds photos of the case that become as visible as {@code photoVisibility}
 */
record Change(
        String action,
        Act act,
        Case before,
        Progress after,
        List<TimelineEntry> entries,
        DecisionRecord decision,
        List<UUID> photoIds,
        Visibility photoVisibility,
        Second second,
        Handing handing) {

    /**
     * Another department is concerned, beside those of the case.
     *
     * @param why it leads from now on; null while it does not
     */
    record Handing(UUID departmentId, JsonArray why) {
        boolean moves() {
            return why != null;
        }
    }

    /** The consent that a change rests on, and the officer who gave it. */
    record Second(UUID consentId, Actor officer) {}

    /** @throws Problem wrong-state for a case that another one goes on for */
    static Change of(String action, Act act, Case before, Progress after, TimelineEntry entry) {
        Merges.mustGoOn(before);
        return new Change(action, act, before, after, List.of(entry), null, List.of(), Visibility.INTERNAL, null, null);
    }

    Change decidedBy(DecisionRecord record) {
        return new Change(action, act, before, after, entries, record, photoIds, photoVisibility, second, handing);
    }

    Change showing(List<UUID> photos, Visibility visibility) {
        return new Change(action, act, before, after, entries, decision, photos, visibility, second, handing);
    }

    Change followedBy(TimelineEntry entry) {
        List<TimelineEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return new Change(action, act, before, after, more, decision, photoIds, photoVisibility, second, handing);
    }

    /** Words to go with the step: public ones in its own entry, the others in a comment beside it. */
    Change saying(String words, Visibility visibility) {
        if (words == null) {
            return this;
        }
        List<TimelineEntry> said = new ArrayList<>(entries);
        if (visibility == Visibility.PUBLIC) {
            said.set(0, entries.get(0).saying(words));
        } else {
            said.add(act.entry(TimelineKind.COMMENT, visibility).saying(words));
        }
        return new Change(action, act, before, after, said, decision, photoIds, photoVisibility, second, handing);
    }

    /** The other department of a handover hears of it. */
    Change telling(UUID departmentId) {
        Handing told = new Handing(departmentId, null);
        return new Change(action, act, before, after, entries, decision, photoIds, photoVisibility, second, told);
    }

    /** The lead changes with it. */
    Change movedTo(UUID departmentId, JsonArray why) {
        Handing moved = new Handing(departmentId, why);
        return new Change(action, act, before, after, entries, decision, photoIds, photoVisibility, second, moved);
    }

    /** The case is resolved or over from now on. */
    boolean settles() {
        return switch (after.status()) {
            case RESOLVED, CLOSED, REJECTED -> after.status() != before.status();
            default -> false;
        };
    }

    /** The deadline whose silence was told of is met, moved or gone. */
    boolean endsLadder() {
        return before.progress().ladder().rung() > 0 && after.ladder().rung() == 0;
    }

    /** Why it was done, in its author's words; of a step that is a decision. */
    String reason() {
        return decision.rationale().getString(org.qunfang.problem.Localized.ZH_CN);
    }

    UUID leadAfter() {
        return handing != null && handing.moves() ? handing.departmentId() : before.leadDepartmentId();
    }

    /** The same, carried out because another officer consented to it. */
    Change consentedBy(Act confirming, UUID consentId, String words) {
        List<TimelineEntry> more = new ArrayList<>(entries);
        more.add(confirming
                .entry(TimelineKind.CONSENT_CONFIRMED, Visibility.INTERNAL)
                .saying(words));
        Second officer = new Second(consentId, confirming.actor());
        DecisionRecord record = decision.secondedBy(confirming.actor(), words);
        return new Change(action, confirming, before, after, more, record, photoIds, photoVisibility, officer, handing);
    }

    /** Rule 4: it lowers the severity, or ends a high or extreme case. */
    boolean needsSecondOfficer() {
        boolean ends = after.status() == CaseStatus.CLOSED || after.status() == CaseStatus.REJECTED;
        boolean lowers = after.assessment().severity().compareTo(before.severity()) < 0;
        return lowers || ends && before.severity().needsSecondOfficer();
    }

    /** For the audit log: states and scores, no words of anybody. */
    JsonObject auditDetail() {
        JsonObject detail = new JsonObject()
                .put("number", before.number())
                .put("version", before.version() + 1)
                .put("statusBefore", before.status().code())
                .put("statusAfter", after.status().code())
                .put("scoreBefore", before.progress().assessment().score())
                .put("scoreAfter", after.assessment().score());
        return second == null
                ? detail
                : detail.put("consentId", second.consentId().toString());
    }

    /** The data of {@code case.changed}. */
    JsonObject eventData() {
        JsonArray concerned = new JsonArray();
        if (handing != null) {
            concerned.add(handing.departmentId().toString());
            concerned.add(before.leadDepartmentId().toString());
        }
        return new JsonObject()
                .put("concernedDepartmentIds", concerned)
                .put("caseId", before.id().toString())
                .put("number", before.number())
                .put("status", after.status().code())
                .put("severity", after.assessment().severity().code())
                .put("severityBefore", before.severity().code())
                .put("leadDepartmentId", leadAfter().toString())
                .put(
                        "supportDepartmentIds",
                        new JsonArray(before.supportDepartmentIds().stream()
                                .map(UUID::toString)
                                .toList()));
    }
}
