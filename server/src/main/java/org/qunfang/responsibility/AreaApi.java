package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;

/** The list of areas and their import over HTTP. */
final class AreaApi {
    private final Registry registry;
    private final AreaImport areaImport;
    private final WorkerExecutor worker;
    private final Outlines outlines = new Outlines();

    /** @param worker simplifies boundaries and reads imports */
    AreaApi(Registry registry, AreaImport areaImport, WorkerExecutor worker) {
        this.registry = registry;
        this.areaImport = areaImport;
        this.worker = worker;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("listAreas", this::list);
        operations.put("importAreas", this::importAreas);
        return operations;
    }

    private Future<Reply> list(Call call) {
        Matrix matrix = registry.matrix();
        String etag = ResponsibilityApi.etag(matrix);
        if (call.hasCurrent(etag)) {
            return Future.succeededFuture(ResponsibilityApi.unchanged(etag));
        }
        Page<Area> page = Page.of(call, matching(call, matrix), Area::code);
        boolean withOutline = call.query("geometry").map(Boolean::valueOf).orElse(false);
        Future<JsonObject> json = withOutline
                ? worker.executeBlocking(() -> page.toJson(area -> withOutline(matrix, area)), false)
                : Future.succeededFuture(page.toJson(area -> MatrixJson.area(matrix, area)));
        return json.map(body -> ResponsibilityApi.kept(Reply.ok(body), etag));
    }

    private static Stream<Area> matching(Call call, Matrix matrix) {
        Stream<Area> areas =
                matrix.areas().stream().filter(area -> ResponsibilityApi.matches(call, area.code(), area.name()));
        if (call.query("level").isPresent()) {
            String level = call.query("level").get();
            areas = areas.filter(area -> level.equals(area.level()));
        }
        if (call.query("parent").isPresent()) {
            UUID parent =
                    matrix.areaByCode(call.query("parent").get()).map(Area::id).orElse(null);
            areas = areas.filter(area -> parent != null && parent.equals(area.parentId()));
        }
        return areas;
    }

    private JsonObject withOutline(Matrix matrix, Area area) {
        return MatrixJson.area(matrix, area).put("geometry", outlines.of(matrix, area));
    }

    private Future<Reply> importAreas(Call call) {
        AreaColumns columns = AreaColumns.of(
                call.query("code").orElse("code"),
                call.query("name").orElse("name"),
                call.query("nameEn").orElse(null),
                call.query("parent").orElse(null),
                call.query("level").orElse(null),
                call.query("parentByCode").map(Boolean::valueOf).orElse(false),
                Map.of());
        boolean strict = call.query("strict").map(Boolean::valueOf).orElse(false);
        return areaImport.run(call.caller(), columns, strict, call.rawBody()).map(result -> Reply.ok(json(result)));
    }

    private static JsonObject json(AreaImport.Result result) {
        return new JsonObject()
                .put("stored", result.stored())
                .put("read", result.read())
                .put("created", result.added())
                .put("updated", result.changed())
                .put("unchanged", result.unchanged())
                .put("refused", result.refused())
                .put("left", result.left())
                .put("refusals", notes(result.refusals()))
                .put("repairs", notes(result.repairs()));
    }

    private static JsonArray notes(List<AreaImport.Note> notes) {
        JsonArray array = new JsonArray();
        for (AreaImport.Note note : notes) {
            JsonObject json = new JsonObject()
                    .put("feature", note.feature())
                    .put("reason", note.reason().toJson());
            if (note.code() != null) {
                json.put("code", note.code());
            }
            array.add(json);
        }
        return array;
    }
}
