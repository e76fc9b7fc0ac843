package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What one step does to a case; pure data, stored as a whole or not at all.
 *
 * @param action for the audit log, such as {@code case.acknowledge}
 * @param decision null where the step is no decision
 * @param handing null unless the lead changes
 * @param second null where one officer was enough
 * @param photoIds photos of the case that become as visible as {@code photoVisibility}
 * @param concerned departments that hear of it beside those of the case
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
        Handing handing,
        List<UUID> concerned) {

    /** Another department leads from now on, and why. */
    record Handing(UUID departmentId, JsonArray why) {}

    /** The consent that a change rests on, and the officer who gave it. */
    record Second(UUID consentId, Actor officer) {}

    /** @throws Problem wrong-state for a case that another one goes on for */
    static Change of(String action, Act act, Case before, Progress after, TimelineEntry entry) {
        Merges.mustGoOn(before);
        return new Change(
                action,
                act,
                before,
                after,
                List.of(entry),
                null,
                List.of(),
                Visibility.INTERNAL,
                null,
                null,
                List.of());
    }

    Change decidedBy(DecisionRecord record) {
        return new Change(
                action, act, before, after, entries, record, photoIds, photoVisibility, second, handing, concerned);
    }

    Change showing(List<UUID> photos, Visibility visibility) {
        return new Change(
                action, act, before, after, entries, decision, photos, visibility, second, handing, concerned);
    }

    Change followedBy(TimelineEntry entry) {
        List<TimelineEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return new Change(
                action, act, before, after, more, decision, photoIds, photoVisibility, second, handing, concerned);
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
        return new Change(
                action, act, before, after, said, decision, photoIds, photoVisibility, second, handing, concerned);
    }

    /** What its first entry says beside the words. */
    Change naming(String name, Object value) {
        List<TimelineEntry> named = new ArrayList<>(entries);
        named.set(0, entries.get(0).with(name, value));
        return new Change(
                action, act, before, after, named, decision, photoIds, photoVisibility, second, handing, concerned);
    }

    /** A department beside those of the case hears of it. */
    Change telling(UUID departmentId) {
        return telling(List.of(departmentId));
    }

    Change telling(Collection<UUID> departmentIds) {
        List<UUID> more = new ArrayList<>(concerned);
        more.addAll(departmentIds);
        return new Change(
                action, act, before, after, entries, decision, photoIds, photoVisibility, second, handing, more);
    }

    /** The lead changes with it. */
    Change movedTo(UUID departmentId, JsonArray why) {
        Handing moved = new Handing(departmentId, why);
        return new Change(
                action, act, before, after, entries, decision, photoIds, photoVisibility, second, moved, concerned);
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
        return handing == null ? before.leadDepartmentId() : handing.departmentId();
    }

    /** The same, carried out because another officer consented to it. */
    Change consentedBy(Act confirming, UUID consentId, String words) {
        List<TimelineEntry> more = new ArrayList<>(entries);
        more.add(confirming
                .entry(TimelineKind.CONSENT_CONFIRMED, Visibility.INTERNAL)
                .saying(words));
        Second officer = new Second(consentId, confirming.actor());
        DecisionRecord record = decision.secondedBy(confirming.actor(), words);
        return new Change(
                action,
                confirming,
                before,
                after,
                more,
                record,
                photoIds,
                photoVisibility,
                officer,
                handing,
                concerned);
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
        Set<UUID> told = new LinkedHashSet<>(concerned);
        told.addAll(before.consultedDepartmentIds());
        told.add(before.leadDepartmentId());
        return new JsonObject()
                .put("concernedDepartmentIds", ids(told))
                .put("caseId", before.id().toString())
                .put("number", before.number())
                .put("status", after.status().code())
                .put("severity", after.assessment().severity().code())
                .put("severityBefore", before.severity().code())
                .put("leadDepartmentId", leadAfter().toString())
                .put("supportDepartmentIds", ids(before.supportDepartmentIds()));
    }

    private static JsonArray ids(Collection<UUID> departmentIds) {
        return new JsonArray(departmentIds.stream().map(UUID::toString).toList());
    }
}
