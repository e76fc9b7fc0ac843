package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** Changes of lines that begin on a day, and what a change would do before it is saved. */
final class LineService {
    /** Looking up that many takes about a tenth of a second. */
    private static final int MOST_CASES = 20_000;

    private static final int MOST_SHOWN = 50;

    private final MatrixEdit edit;
    private final Registry registry;
    private final PlacedCase.Finder cases;
    private final WorkerExecutor worker;
    private final Clock clock;

    LineService(MatrixEdit edit, Registry registry, PlacedCase.Finder cases, WorkerExecutor worker, Clock clock) {
        this.edit = edit;
        this.registry = registry;
        this.cases = cases;
        this.worker = worker;
        this.clock = clock;
    }

    /** Ends the line on the day on which the new one begins; both stay. */
    Future<JsonObject> succeed(Caller caller, UUID id, long version, JsonObject input) {
        return edit.run((conn, matrix) -> {
            Responsibility known = matrix.responsibility(id).orElseThrow(Problem::notFound);
            if (known.version() != version) {
                throw MatrixWriter.stale();
            }
            LineChange change = LineChange.of(matrix, LineChange.Way.SUCCEED, known, input);
            LinePast.mustFollowFromToday(known, change.line(), Lookup.today(clock));
            JsonObject now = MatrixJson.responsibility(matrix, change.line());
            JsonObject detail = new JsonObject()
                    .put("before", MatrixJson.responsibility(matrix, known))
                    .put("ended", MatrixJson.responsibility(matrix, change.ended()))
                    .put("after", now);
            return MatrixWriter.save(conn, change.ended())
                    .compose(ended -> MatrixWriter.save(conn, change.line()))
                    .compose(saved -> edit.log(
                            conn,
                            caller,
                            "responsibility.succeed",
                            change.line().id(),
                            detail))
                    .map(logged -> now);
        });
    }

    /** Nothing is stored. */
    Future<JsonObject> preview(JsonObject input) {
        Matrix matrix = registry.matrix();
        LineChange change = change(matrix, input);
        return affected(matrix, change)
                .compose(found -> worker.executeBlocking(() -> foresee(matrix, change, found), false));
    }

    private LineChange change(Matrix matrix, JsonObject input) {
        LineChange.Way way =
                LineChange.Way.valueOf(input.getString("way", "create").toUpperCase(Locale.ROOT));
        String id = input.getString("responsibilityId");
        Responsibility known =
                id == null ? null : matrix.responsibility(UUID.fromString(id)).orElse(null);
        if ((known == null) != (way == LineChange.Way.CREATE)) {
            throw Problem.invalid(
                    "/responsibilityId",
                    Localized.of(
                            "更正或接续须指明现有的职责，新建则不填",
                            "Correcting and succeeding name a line there is, creating names none"));
        }
        LineChange change = LineChange.of(matrix, way, known, input.getJsonObject("line"));
        switch (way) {
            case CORRECT -> LinePast.mustStay(known, change.line(), Lookup.today(clock));
            case SUCCEED -> LinePast.mustFollowFromToday(known, change.line(), Lookup.today(clock));
            case CREATE -> {}
        }
        return change;
    }

    /** Reports are routed by who responds: other duties move no case. */
    private Future<List<PlacedCase>> affected(Matrix matrix, LineChange change) {
        Set<UUID> categories = new HashSet<>();
        Envelope box = new Envelope();
        for (Responsibility line : java.util.stream.Stream.of(change.line(), change.before())
                .filter(java.util.Objects::nonNull)
                .filter(each -> each.duty() == Duty.RESPOND)
                .toList()) {
            categories.addAll(matrix.categoriesBelow(
                    matrix.category(line.categoryId()).orElseThrow().code()));
            box.expandToInclude(
                    matrix.area(line.areaId()).orElseThrow().boundary().getEnvelopeInternal());
        }
        return categories.isEmpty() || matrix.dutyOffice() == null
                ? Future.succeededFuture(List.of())
                : cases.find(categories, box, MOST_CASES);
    }

    private JsonObject foresee(Matrix matrix, LineChange change, List<PlacedCase> found) {
        LocalDate day = change.day(Lookup.today(clock));
        Matrix after = change.after(matrix);
        Foresight foresight = Foresight.of(matrix, after, day, Duty.RESPOND, found);
        JsonArray items = new JsonArray();
        foresight.rerouted().stream()
                .limit(MOST_SHOWN)
                .forEach(each -> items.add(new JsonObject()
                        .put("caseId", each.found().id().toString())
                        .put("number", each.found().number())
                        .put(
                                "category",
                                MatrixJson.categoryRef(
                                        matrix.category(each.found().categoryId())
                                                .orElseThrow()))
                        .put("before", MatrixJson.departmentRef(each.before()))
                        .put("after", MatrixJson.departmentRef(each.after()))));
        JsonObject json = new JsonObject()
                .put("day", day.toString())
                .put("line", MatrixJson.responsibility(matrix, change.line()))
                .put(
                        "cases",
                        new JsonObject()
                                .put("count", foresight.rerouted().size())
                                .put("isAll", found.size() < MOST_CASES)
                                .put("items", items))
                .put("opens", findings(matrix, foresight.opens()))
                .put("mends", findings(matrix, foresight.mends()));
        if (change.ended() != null) {
            json.put("ended", MatrixJson.responsibility(matrix, change.ended()));
        }
        return json;
    }

    private static JsonObject findings(Matrix matrix, List<Found> found) {
        JsonArray items = new JsonArray();
        found.stream().limit(MOST_SHOWN).forEach(each -> items.add(MatrixJson.found(matrix, each)));
        return new JsonObject().put("count", found.size()).put("items", items);
    }
}
