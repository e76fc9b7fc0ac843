package org.qunfang.casework;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.qunfang.geo.Location;

/**
 * A case with everything the official's screen shows of it.
 *
 * @param assignee the officer who sees to it, or null
 * @param handovers oldest first
 * @param rungs of the silence ladder, oldest first
 * @param mergedInto the case that goes on in its place, or null
 * @param merged the cases that went into it, oldest first
 * @param surge the newest one that it stood in, or null
 * @param consultations oldest first
 * @param supports those that help, and those that no longer do
 * @param consent what waits for a second officer, or null
 */
record CaseDetails(
        Case thing,
        Assignee assignee,
        List<CaseReport> reports,
        List<CasePhoto> photos,
        List<TimelineEntry> timeline,
        List<DecisionRecord> decisions,
        Consent consent,
        List<Handover> handovers,
        List<LadderStore.Climbed> rungs,
        Named mergedInto,
        List<Named> merged,
        Surge surge,
        TaskProgress tasks,
        List<Consultation> consultations,
        List<Support> supports) {

    /** Another case, as it is named. */
    record Named(UUID id, String number, CaseStatus status) {
        JsonObject json() {
            return new JsonObject()
                    .put("id", id.toString())
                    .put("number", number)
                    .put("status", status.code());
        }
    }

    /** Whether the department was told of the silence that still lasts: it reads what it is told of. */
    boolean tells(UUID departmentId) {
        return rungs.stream()
                .anyMatch(rung -> rung.endedAt() == null && rung.departmentId().equals(departmentId));
    }

    /**
     * A report as its case has it.
     *
     * @param place in words, or null
     * @param answers question id → option id, or true/false
     * @param contact null when the sender left none
     */
    record CaseReport(
            UUID id,
            UUID categoryId,
            String description,
            String language,
            Location location,
            String place,
            Instant observedAt,
            Instant receivedAt,
            String visibility,
            JsonObject answers,
            JsonObject contact) {

        boolean isProtected() {
            return "protected".equals(visibility);
        }
    }

    /**
     * A stored picture; sizes in pixels.
     *
     * @param reportId null for one that an officer put to the case
     */
    record CasePhoto(UUID id, UUID reportId, int width, int height) {}
}
