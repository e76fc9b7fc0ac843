package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.http.TimeCursor;
import org.qunfang.responsibility.Registry;

/** HTTP ↔ records for what a sender does with reports. */
public final class ReportApi {
    private static final int DEFAULT_LIMIT = 50;

    private final ReportService reports;
    private final Registry registry;
    private final Clock clock;
    private final Function<String, JsonArray> categoryToLessons;

    /** @param categoryToLessons summaries of the lessons that go with a category's code */
    public ReportApi(
            ReportService reports, Registry registry, Clock clock, Function<String, JsonArray> categoryToLessons) {
        this.reports = reports;
        this.registry = registry;
        this.clock = clock;
        this.categoryToLessons = categoryToLessons;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "submitReport", this::submit,
                "getReport", this::get,
                "listMyReports", this::mine,
                "addToReport", this::add,
                "giveVerdict", this::verdict);
    }

    private Future<Reply> submit(Call call) {
        Submission submission = Submission.fromJson(call.pathId("reportId"), call.body(), clock.instant());
        return reports.submit(call.caller(), submission)
                .compose(done -> done.isNew()
                        ? Future.succeededFuture(Reply.created(view().receipt(done.receipt())))
                        : reports.own(call.caller(), submission.id())
                                .map(report -> Reply.ok(view().receiptOf(report))));
    }

    private Future<Reply> get(Call call) {
        return reports.visible(call.caller(), call.pathId("reportId"))
                .map(report -> Reply.ok(view().full(report, clock.instant())));
    }

    private Future<Reply> mine(Call call) {
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        TimeCursor before = call.cursor(TimeCursor::of).orElse(null);
        return reports.ofSender(call.caller(), before, limit).map(found -> Reply.ok(page(call, found, limit)));
    }

    private JsonObject page(Call call, List<StoredReport> found, int limit) {
        boolean hasMore = found.size() > limit;
        List<StoredReport> shown = hasMore ? found.subList(0, limit) : found;
        JsonArray items = new JsonArray();
        shown.forEach(report -> items.add(view().listItem(report, clock.instant())));
        StoredReport last = hasMore ? shown.get(limit - 1) : null;
        return new JsonObject()
                .put("items", items)
                .put("next", last == null ? null : call.next(new TimeCursor(last.receivedAt(), last.id())));
    }

    private Future<Reply> add(Call call) {
        return reports.add(call.caller(), call.pathId("reportId"), call.body().getString("text"))
                .map(Reply::created);
    }

    private Future<Reply> verdict(Call call) {
        boolean isFixed = call.body().getBoolean("fixed");
        String comment = call.body().getString("comment");
        return reports.verdict(call.caller(), call.pathId("reportId"), isFixed, comment)
                .map(report -> Reply.ok(view().full(report, clock.instant())));
    }

    private ReportView view() {
        return new ReportView(registry.matrix(), categoryToLessons);
    }
}
