package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.casework.CaseStatus;
import org.qunfang.casework.HelpingDepartments;
import org.qunfang.casework.TimelineEntry;
import org.qunfang.casework.TimelineStore;
import org.qunfang.casework.Visibility;
import org.qunfang.casework.WatchedPlaces;
import org.qunfang.casework.WhatIsLate;
import org.qunfang.casework.WhyLed;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/** The public view of a report, for whoever has its tracking code: plain words, who is responsible, by when. */
public final class TrackApi {
    private static final Localized FOR_SENDERS = Localized.of("给上报人的说明", "A note for those who reported");
    private static final int MOST_ENTRIES = 500;

    private final Pool pool;
    private final ReportService reports;
    private final Registry registry;
    private final Clock clock;
    private final Function<String, JsonArray> categoryToLessons;

    public TrackApi(
            Pool pool,
            ReportService reports,
            Registry registry,
            Clock clock,
            Function<String, JsonArray> categoryToLessons) {
        this.pool = pool;
        this.reports = reports;
        this.registry = registry;
        this.clock = clock;
        this.categoryToLessons = categoryToLessons;
    }

    public Map<String, Operation> operations() {
        return Map.of("track", this::track);
    }

    private Future<Reply> track(Call call) {
        return reports.byTrackingCode(call.path("trackingCode"))
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(report -> TimelineStore.ofReport(
                                pool, report.id(), ReportAccess.isSender(call.caller(), report), clock.instant())
                        .compose(entries -> photosOf(entries).map(idToPhoto -> view(call, report, entries, idToPhoto)))
                        .compose(view -> WhyLed.words(pool, report.caseId()).map(why -> view.put("why", why)))
                        .compose(view -> HelpingDepartments.of(pool, report.caseId(), registry.matrix())
                                .map(helping -> view.put("helping", helping)))
                        .compose(view -> WatchedPlaces.of(pool, report.caseId(), registry.matrix())
                                .map(places -> Reply.ok(view.put("watched", places)))));
    }

    private Future<Map<UUID, JsonObject>> photosOf(List<TimelineEntry> entries) {
        List<UUID> ids =
                entries.stream().flatMap(entry -> entry.photoIds().stream()).toList();
        return ids.isEmpty() ? Future.succeededFuture(Map.of()) : PhotoStore.publicOnes(pool, ids);
    }

    private JsonObject view(
            Call call, StoredReport report, List<TimelineEntry> entries, Map<UUID, JsonObject> idToPhoto) {
        Matrix matrix = registry.matrix();
        ReportView view = new ReportView(matrix, categoryToLessons);
        boolean isSender = ReportAccess.isSender(call.caller(), report);
        boolean mayGiveVerdict = isSender && CaseStatus.Transition.REOPEN.opensFrom(report.caseStatus());
        JsonObject json = new JsonObject()
                .put("trackingCode", report.trackingCode())
                .put("reportId", report.id().toString())
                .put("caseNumber", report.caseNumber())
                .put("status", report.caseStatus().code())
                .put("statusText", statusText(report.caseStatus()).toJson())
                .put("category", view.category(report.categoryId()))
                .put("sentAt", report.receivedAt().toString())
                .put("responsible", view.department(report.leadDepartmentId()))
                .put("acknowledgeBy", report.acknowledgeBy().toString())
                .put("late", report.isLate(clock.instant()))
                .put("timeline", timeline(matrix, view, entries, idToPhoto, isSender))
                .put("photos", report.isPublic() ? report.photos() : new JsonArray())
                .put("lessons", view.lessons(report))
                .put("mayGiveVerdict", mayGiveVerdict);
        if (report.isPublic()) {
            json.put("description", report.description()).put("location", ReportView.location(report.location()));
            ReportView.putIfPresent(json, "place", report.place());
        } else if (!report.isProtected()) {
            json.put("location", ReportView.blurred(report.location()));
        }
        if (report.acknowledgedAt() != null) {
            json.put("acknowledgedAt", report.acknowledgedAt().toString());
        }
        putClocks(json, report);
        Instant now = clock.instant();
        ReportView.putIfPresent(
                json, "overdue", WhatIsLate.of(report.caseStatus(), report.dueAt(), report.toldRung(now), now));
        ReportView.putIfPresent(json, "verdict", isSender ? ReportView.verdict(report) : null);
        return json;
    }

    /** By when it should be solved, and until when it waits; nothing of what is over. */
    private static void putClocks(JsonObject json, StoredReport report) {
        boolean works = switch (report.caseStatus()) {
            case NEW, ASSIGNED, ACKNOWLEDGED, IN_PROGRESS, ON_HOLD, REOPENED -> true;
            case RESOLVED, CLOSED, REJECTED -> false;
        };
        if (works && report.resolveBy() != null) {
            json.put("resolveBy", report.resolveBy().toString());
        }
        if (report.caseStatus() == CaseStatus.ON_HOLD) {
            json.put("waitsUntil", report.waitsUntil().toString());
        }
    }

    private static JsonArray timeline(
            Matrix matrix,
            ReportView view,
            List<TimelineEntry> entries,
            Map<UUID, JsonObject> idToPhoto,
            boolean isSender) {
        JsonArray timeline = new JsonArray();
        entries.stream().skip(Math.max(0, entries.size() - MOST_ENTRIES)).forEach(entry -> {
            Department department =
                    matrix.department(entry.actor().departmentId()).orElse(null);
            JsonArray photos = new JsonArray();
            entry.photoIds().stream().filter(idToPhoto::containsKey).forEach(id -> photos.add(idToPhoto.get(id)));
            JsonObject json = new JsonObject()
                    .put("at", entry.at().toString())
                    .put("kind", entry.kind().code())
                    .put("text", text(entry, department, isSender).toJson())
                    .put("photos", photos);
            ReportView.putIfPresent(json, "note", entry.text());
            if (department != null) {
                json.put("department", view.department(department.id()));
            }
            timeline.add(json);
        });
        return timeline;
    }

    private static Localized text(TimelineEntry entry, Department department, boolean isSender) {
        return entry.visibility() == Visibility.PARTICIPANTS
                ? FOR_SENDERS
                : entry.kind().publicText(department == null ? null : department.name(), told(entry, isSender));
    }

    /** Whose verdict it is: a case has many senders, and each reads on a page of their own. */
    private static JsonObject told(TimelineEntry entry, boolean isSender) {
        boolean isOwn = entry.data().getBoolean("own", false);
        return entry.with("teller", !isOwn ? "other" : isSender ? "self" : "sender")
                .data();
    }

    /** What the state means to somebody who waits for it. */
    private static Localized statusText(CaseStatus status) {
        return switch (status) {
            case NEW -> Localized.of("已收到，正在分派", "Received, being assigned");
            case ASSIGNED -> Localized.of("已交责任部门，等待受理", "With the responsible department, not yet acknowledged");
            case ACKNOWLEDGED -> Localized.of("责任部门已受理", "The department has acknowledged it");
            case IN_PROGRESS -> Localized.of("正在处理", "Work is under way");
            case ON_HOLD -> Localized.of("暂停处理，到期再看", "Work has to wait until it is looked at again");
            case RESOLVED -> Localized.of("部门认为已解决，请您确认", "The department says it is fixed; tell us whether it is");
            case CLOSED -> Localized.of("已办结", "Closed");
            case REOPENED -> Localized.of("重新打开，将再次处理", "Reopened, to be worked on again");
            case REJECTED -> Localized.of("未作为隐患受理，原因见下", "Not taken on as a hazard; see below why");
        };
    }
}
