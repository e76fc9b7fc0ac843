package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.location;
import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.casework.CaseDetails.CasePhoto;
import org.qunfang.casework.CaseDetails.CaseReport;
import org.qunfang.casework.CaseDetails.Named;
import org.qunfang.casework.CaseStatus.Transition;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;

/** A case as the official's screen shows it to one caller. Fields without a value are left out. */
final class CaseView {
    private static final int MOST_PHOTOS_OF_REPORT = 5;

    private final CaseDetails details;
    private final Case thing;
    private final Caller caller;
    private final CaseScope scope;
    private final References references;
    private final Instant now;
    private final ConsentView consents;
    private final Map<UUID, CasePhoto> idToPhoto = new LinkedHashMap<>();

    CaseView(CaseDetails details, Caller caller, References references, Instant now) {
        this.details = details;
        this.thing = details.thing();
        this.caller = caller;
        this.scope = CaseScope.of(caller);
        this.references = references;
        this.now = now;
        this.consents = new ConsentView(thing, details.consent(), caller, references.matrix(), now);
        details.photos().forEach(photo -> idToPhoto.put(photo.id(), photo));
    }

    JsonObject json() {
        Assessment assessment = thing.progress().assessment();
        JsonObject json = new JsonObject()
                .put("id", thing.id().toString())
                .put("number", thing.number())
                .put("version", thing.version())
                .put("status", thing.status().code())
                .put("severity", thing.severity().code())
                .put("score", assessment.score())
                .put("likelihood", assessment.likelihood())
                .put("consequence", assessment.consequence())
                .put("factors", assessment.factorsJson())
                .put("category", references.category(thing.categoryId()))
                .put("lead", references.department(thing.leadDepartmentId()))
                .put("supporting", each(thing.supportDepartmentIds(), references::department))
                .put("why", thing.why())
                .put("routing", thing.routing())
                .put("deadlines", each(thing.progress().deadlines(), this::deadline))
                .put("rungs", each(details.rungs(), this::rung))
                .put("location", location(thing.location()))
                .put("openedAt", thing.openedAt().toString())
                .put("late", thing.progress().isLate(now))
                .put("reportCount", thing.reportCount())
                .put("reports", each(details.reports(), this::report))
                .put("timeline", each(details.timeline(), this::entry))
                .put("transitions", new JsonArray(actions()))
                .put("consentSteps", new JsonArray(consents.open()))
                .put("decisions", each(details.decisions(), this::decision));
        putIfKnown(
                json,
                "assignee",
                details.assignee() == null ? null : details.assignee().json());
        putIfKnown(json, "area", thing.areaId() == null ? null : references.area(thing.areaId()));
        putIfKnown(json, "boundaryNote", thing.boundaryNote());
        putIfKnown(json, "findingId", text(thing.findingId()));
        putIfKnown(json, "holdReviewAt", text(thing.progress().holdReviewAt()));
        json.put("holdDays", Holds.longest(thing.severity()).toDays());
        putIfKnown(json, "place", thing.place());
        putIfKnown(json, "tasks", details.tasks().json(now));
        Consent consent = details.consent();
        Handover handover = Handover.pending(details.handovers());
        putIfKnown(
                json,
                "mergedInto",
                details.mergedInto() == null ? null : details.mergedInto().json());
        json.put("merged", each(details.merged(), Named::json));
        putIfKnown(
                json, "surge", details.surge() == null ? null : details.surge().json());
        ConsultationView consulting = new ConsultationView(thing, caller, references, now);
        SupportView supporting = new SupportView(thing, caller, references);
        json.put("consultations", each(details.consultations(), consulting::json))
                .put("supports", each(details.supports(), supporting::json));
        json.put("handoverPending", handover != null);
        putIfKnown(json, "handover", handover == null ? null : view(handover).json());
        putIfKnown(json, "consent", consent == null ? null : consents.json(actor(consent.askedBy())));
        return json;
    }

    private HandoverView view(Handover handover) {
        return new HandoverView(handover, details.handovers(), caller, references, now);
    }

    /** What this caller may do now: a step that needs a second officer is not theirs to take. */
    List<String> actions() {
        List<String> actions = new ArrayList<>();
        boolean mayAct = caller.may("case.work") && thing.mergedIntoId() == null;
        if (mayAct && scope.works(thing)) {
            for (Transition transition : thing.status().open()) {
                boolean serious = switch (transition.to()) {
                    case CLOSED, REJECTED, ON_HOLD -> true;
                    default -> false;
                };
                boolean lightens = transition.to() == CaseStatus.REJECTED && thing.weighsOnSite();
                if (!lightens && (!serious || !thing.severity().needsSecondOfficer())) {
                    actions.add(transition.code());
                }
            }
            if (SeriousSteps.mayBeScored(thing)) {
                actions.add("triage");
                actions.add("recategorise");
                if (thing.reportCount() > 1) {
                    actions.add("split");
                }
            }
            if (Assignments.isOpen(thing.status()) && thing.leadDepartmentId().equals(caller.departmentId())) {
                actions.add("assign");
            }
            if (HandoverView.mayAsk(caller, thing, details.handovers())) {
                actions.add("handover");
            }
            if (Consultations.mayAsk(scope, thing)) {
                actions.add("consult");
                actions.add("support");
            }
        }
        if (mayAct && scope.participates(thing)) {
            actions.add("comment");
        }
        return actions;
    }

    private JsonObject report(CaseReport report) {
        List<CasePhoto> photos = details.photos().stream()
                .filter(photo -> report.id().equals(photo.reportId()))
                .limit(MOST_PHOTOS_OF_REPORT)
                .toList();
        JsonObject json = new JsonObject()
                .put("id", report.id().toString())
                .put("description", report.description())
                .put("language", report.language())
                .put("location", location(report.location()))
                .put("observedAt", report.observedAt().toString())
                .put("receivedAt", report.receivedAt().toString())
                .put("visibility", report.visibility())
                .put("answers", AnswersInWords.of(references.matrix(), report.categoryId(), report.answers()))
                .put("photos", each(photos, CaseView::photo));
        putIfKnown(json, "place", report.place());
        if (scope.seesContact(thing, report.isProtected())) {
            putIfKnown(json, "contact", report.contact());
        }
        return json;
    }

    private JsonObject deadline(Deadline deadline) {
        JsonObject json = deadline.json(now);
        Progress progress = thing.progress();
        if (deadline.kind() == Deadline.Kind.RESOLVE) {
            json.put("time", progress.resolveTime().code());
        }
        if (deadline.equals(progress.running()) && progress.ladder().rung() > 0) {
            json.put("rung", progress.ladder().rung());
            putIfKnown(json, "nextRungAt", text(progress.ladder().nextAt()));
        }
        return json;
    }

    private JsonObject rung(LadderStore.Climbed climbed) {
        JsonObject json = new JsonObject()
                .put("rung", climbed.rung().number())
                .put("name", climbed.rung().label().toJson())
                .put("deadline", climbed.kind().code())
                .put("due", climbed.due().toString())
                .put("department", references.department(climbed.departmentId()))
                .put("at", climbed.at().toString());
        putIfKnown(json, "endedAt", text(climbed.endedAt()));
        return json;
    }

    private JsonObject entry(TimelineEntry entry) {
        Localized department = references.departmentName(entry.actor().departmentId());
        List<CasePhoto> photos = entry.photoIds().stream()
                .map(idToPhoto::get)
                .filter(photo -> photo != null)
                .toList();
        JsonObject json = new JsonObject()
                .put("id", entry.id().toString())
                .put("at", entry.at().toString())
                .put("kind", entry.kind().code())
                .put("visibility", entry.visibility().code())
                .put("actor", actor(entry.kind().isOfSender() ? entry.actor().asSender() : entry.actor()))
                .put(
                        "summary",
                        entry.kind().officialText(department, entry.data()).toJson())
                .put("photos", each(photos, CaseView::photo));
        putIfKnown(json, "text", entry.text());
        return json;
    }

    private JsonObject decision(DecisionRecord record) {
        JsonObject json = new JsonObject()
                .put("id", record.id().toString())
                .put("kind", record.kind().code())
                .put("at", record.at().toString())
                .put("author", actor(record.author()))
                .put("rationale", record.rationale())
                .put("factors", record.factors());
        putIfKnown(json, "evidence", record.evidence());
        putIfKnown(json, "dissent", record.dissent());
        putIfKnown(json, "severityBefore", record.severityBefore());
        putIfKnown(json, "severityAfter", record.severityAfter());
        putIfKnown(json, "secondOfficer", record.secondOfficer() == null ? null : actor(record.secondOfficer()));
        putIfKnown(json, "secondWords", record.secondWords());
        return json;
    }

    private JsonObject actor(Actor actor) {
        JsonObject json = new JsonObject().put("kind", actor.kind().name().toLowerCase(java.util.Locale.ROOT));
        if (actor.kind() == Actor.Kind.OFFICER) {
            json.put("accountId", actor.accountId().toString());
            putIfKnown(json, "name", actor.name());
        }
        if (actor.kind() != Actor.Kind.RESIDENT && actor.departmentId() != null) {
            json.put("department", references.department(actor.departmentId()));
        }
        return json;
    }

    static JsonObject photo(CasePhoto photo) {
        return new JsonObject()
                .put("id", photo.id().toString())
                .put("url", "/v1/photos/" + photo.id())
                .put("width", photo.width())
                .put("height", photo.height());
    }

    private static <T> JsonArray each(Collection<T> things, Function<T, JsonObject> view) {
        JsonArray json = new JsonArray();
        things.forEach(each -> json.add(view.apply(each)));
        return json;
    }

    private static String text(Object value) {
        return value == null ? null : value.toString();
    }
}
