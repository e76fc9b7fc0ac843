package org.qunfang.casework;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What one step does to a case; pure data, stored as a whole or not at all.
 *
 * @param action for the audit log, such as {@code case.acknowledge}
 * @param decision null where the step is no decision
 * @param handing null unless the lead changes
 * @param second null where one officer was enough
 * @param photoIds photos of the case that become as visible as {@code photoVisibility}
 * @param concerned departments that hear of it beside those of the case
 * @param categoryId the kind that it is of from now on; null unless that changes
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
        List<UUID> concerned,
        UUID categoryId) {

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
                List.of(),
                null);
    }

    Change decidedBy(DecisionRecord record) {
        return with(copy -> copy.decision = record);
    }

    Change showing(List<UUID> photos, Visibility visibility) {
        return with(copy -> {
            copy.photoIds = photos;
            copy.photoVisibility = visibility;
        });
    }

    Change followedBy(TimelineEntry entry) {
        List<TimelineEntry> more = new ArrayList<>(entries);
        more.add(entry);
        return with(copy -> copy.entries = more);
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
        return with(copy -> copy.entries = said);
    }

    /** What its first entry says beside the words. */
    Change naming(String name, Object value) {
        List<TimelineEntry> named = new ArrayList<>(entries);
        named.set(0, entries.get(0).with(name, value));
        return with(copy -> copy.entries = named);
    }

    /** A department beside those of the case hears of it. */
    Change telling(UUID departmentId) {
        return telling(List.of(departmentId));
    }

    Change telling(Collection<UUID> departmentIds) {
        List<UUID> more = new ArrayList<>(concerned);
        more.addAll(departmentIds);
        return with(copy -> copy.concerned = more);
    }

    /** It is a thing of another kind from now on. */
    Change recategorised(UUID category) {
        return with(copy -> copy.categoryId = category);
    }

    /** The lead changes with it. */
    Change movedTo(UUID departmentId, JsonArray why) {
        Handing moved = new Handing(departmentId, why);
        return with(copy -> copy.handing = moved);
    }

    /** The case is resolved or over from now on. */
    boolean settles() {
        return switch (after.status()) {
            case RESOLVED, CLOSED, REJECTED -> after.status() != before.status();
            default -> false;
        };
    }

    /** It is not fixed after all: the work goes on. */
    boolean reopens() {
        return after.status() == CaseStatus.REOPENED && before.status() != CaseStatus.REOPENED;
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
        return with(copy -> {
            copy.act = confirming;
            copy.entries = more;
            copy.decision = record;
            copy.second = officer;
        });
    }

    /** Rule 4: it lowers the severity, which is the product and not only its level, ends a high or extreme case or, in its spirit, lets one wait or a site look better. */
    boolean needsSecondOfficer() {
        boolean ends = after.status() == CaseStatus.CLOSED || after.status() == CaseStatus.REJECTED;
        boolean lowers =
                after.assessment().score() < before.progress().assessment().score();
        boolean waits = after.status() == CaseStatus.ON_HOLD && before.status() != CaseStatus.ON_HOLD;
        return lowers || lightensSite() || (ends || waits) && before.severity().needsSecondOfficer();
    }

    /** What is rejected stops counting at its site, as what is taken off it does: no department says so alone. */
    boolean lightensSite() {
        boolean rejects = after.status() == CaseStatus.REJECTED && before.status() != CaseStatus.REJECTED;
        return rejects && before.weighsOnSite();
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
                .put("recategorised", categoryId != null)
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

    private Change with(Consumer<Copy> edit) {
        Copy copy = new Copy(this);
        edit.accept(copy);
        return copy.done();
    }

    /** What a step may add to a change; the rest stays as it began. */
    private static final class Copy {
        private final Change of;
        private Act act;
        private List<TimelineEntry> entries;
        private DecisionRecord decision;
        private List<UUID> photoIds;
        private Visibility photoVisibility;
        private Second second;
        private Handing handing;
        private List<UUID> concerned;
        private UUID categoryId;

        private Copy(Change of) {
            this.of = of;
            this.act = of.act;
            this.entries = of.entries;
            this.decision = of.decision;
            this.photoIds = of.photoIds;
            this.photoVisibility = of.photoVisibility;
            this.second = of.second;
            this.handing = of.handing;
            this.concerned = of.concerned;
            this.categoryId = of.categoryId;
        }

        private Change done() {
            return new Change(
                    of.action,
                    act,
                    of.before,
                    of.after,
                    entries,
                    decision,
                    photoIds,
                    photoVisibility,
                    second,
                    handing,
                    concerned,
                    categoryId);
        }
    }
}
