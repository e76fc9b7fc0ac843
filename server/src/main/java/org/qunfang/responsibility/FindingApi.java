package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.http.TimeCursor;

/** Gaps and overlaps over HTTP: the list, one with its history, and what officers do to it. */
final class FindingApi {
    private static final int USUAL_LIMIT = 50;
    /** More than the fold gives for four duties and thirty categories. */
    private static final int MOST_ROWS = 10_000;

    private final Registry registry;
    private final FindingService service;
    private final Pool pool;
    private final WorkerExecutor worker;
    private final Clock clock;

    FindingApi(Registry registry, FindingService service, Pool pool, WorkerExecutor worker, Clock clock) {
        this.registry = registry;
        this.service = service;
        this.pool = pool;
        this.worker = worker;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("listFindings", this::list);
        operations.put("exportFindings", this::export);
        operations.put("getCoverageMatrix", this::table);
        operations.put("getFinding", this::get);
        operations.put("assignFinding", this::assign);
        operations.put("commentFinding", this::comment);
        operations.put("resolveFinding", this::resolve);
        return operations;
    }

    private Future<Reply> list(Call call) {
        Matrix matrix = registry.matrix();
        int limit = call.queryInt("limit", USUAL_LIMIT);
        return FindingStore.list(
                        pool, wanted(call, matrix), call.cursor(TimeCursor::of).orElse(null), limit + 1)
                .compose(found -> knowing(found)
                        .map(known -> Reply.ok(Page.of(
                                        call,
                                        found,
                                        limit,
                                        finding -> new TimeCursor(finding.openedAt(), finding.id()).toString())
                                .toJson(finding -> MatrixJson.finding(known, finding)))));
    }

    /** Another process may have told of a category or a department that this one has not read yet. */
    private Future<Matrix> knowing(List<Finding> found) {
        Matrix matrix = registry.matrix();
        boolean isKnown = found.stream()
                .allMatch(finding -> matrix.category(finding.categoryId()).isPresent()
                        && matrix.department(finding.ownerDepartmentId()).isPresent());
        return isKnown ? Future.succeededFuture(matrix) : registry.reload().map(read -> registry.matrix());
    }

    private static FindingStore.Wanted wanted(Call call, Matrix matrix) {
        return new FindingStore.Wanted(
                call.query("duty").orElse(null),
                call.query("status").orElse(null),
                call.query("kind").orElse(null),
                call.query("category").map(matrix::categoriesBelow).orElse(null),
                call.query("area").map(matrix::areasBelow).orElse(null),
                call.query("owner").map(UUID::fromString).orElse(null));
    }

    private Future<Reply> export(Call call) {
        Matrix matrix = registry.matrix();
        return FindingStore.list(pool, wanted(call, matrix), null, MOST_ROWS)
                .compose(found -> knowing(found).map(known -> FindingCsv.of(known, found, call.language())))
                .map(csv -> Reply.bytes("text/csv; charset=utf-8", Buffer.buffer(csv))
                        .header("Content-Disposition", "attachment; filename=\"coverage.csv\""));
    }

    private Future<Reply> table(Call call) {
        Matrix matrix = registry.matrix();
        Duty duty = Duty.of(call.query("duty").orElse(Duty.RESPOND.code()));
        String parent = call.query("parent").orElse(null);
        return worker.executeBlocking(
                        () -> CoverageTable.of(matrix, Coverage.of(matrix, Lookup.today(clock)), duty, parent), false)
                .map(Reply::ok);
    }

    private Future<Reply> get(Call call) {
        UUID id = call.pathId("findingId");
        return FindingStore.byId(pool, id)
                .map(found -> found.orElseThrow(org.qunfang.problem.Problem::notFound))
                .compose(this::answer);
    }

    private Future<Reply> assign(Call call) {
        String due = call.body().getString("due");
        Instant dueAt = due == null ? null : OffsetDateTime.parse(due).toInstant();
        UUID departmentId = UUID.fromString(call.body().getString("departmentId"));
        return service.assign(call.caller(), call.pathId("findingId"), call.ifMatch(), departmentId, dueAt)
                .compose(this::answer);
    }

    private Future<Reply> comment(Call call) {
        return service.comment(
                        call.caller(), call.pathId("findingId"), call.body().getString("text"))
                .compose(this::answer);
    }

    private Future<Reply> resolve(Call call) {
        return service.resolve(
                        call.caller(),
                        call.pathId("findingId"),
                        call.ifMatch(),
                        call.body().getString("text"))
                .compose(this::answer);
    }

    private Future<Reply> answer(Finding finding) {
        return knowing(List.of(finding))
                .compose(matrix -> FindingStore.history(pool, finding.id())
                        .map(history -> Reply.ok(
                                        MatrixJson.finding(matrix, finding).put("history", history(matrix, history)))
                                .etag(finding.version())));
    }

    private static JsonArray history(Matrix matrix, List<FindingStore.Told> history) {
        JsonArray array = new JsonArray();
        for (FindingStore.Told told : history) {
            JsonObject json = new JsonObject().put("at", told.at().toString()).put("kind", told.kind());
            matrix.department(told.departmentId())
                    .ifPresent(department -> json.put("department", MatrixJson.departmentRef(department)));
            String owner = told.data().getString("ownerDepartmentId");
            matrix.department(owner == null ? null : UUID.fromString(owner))
                    .ifPresent(department -> json.put("owner", MatrixJson.departmentRef(department)));
            MatrixJson.putIfThere(json, "due", told.data().getString("due"));
            MatrixJson.putIfThere(json, "text", told.text());
            MatrixJson.putIfThere(json, "by", told.data().getString("by"));
            MatrixJson.putIfThere(json, "cells", told.data().getInteger("cells"));
            MatrixJson.putIfThere(json, "of", told.data().getInteger("of"));
            if (told.data().containsKey("departments")) {
                json.put("departments", departments(matrix, told.data().getJsonArray("departments")));
            }
            array.add(json);
        }
        return array;
    }

    private static JsonArray departments(Matrix matrix, JsonArray ids) {
        JsonArray departments = new JsonArray();
        ids.forEach(id -> matrix.department(UUID.fromString((String) id))
                .ifPresent(department -> departments.add(MatrixJson.departmentRef(department))));
        return departments;
    }
}
