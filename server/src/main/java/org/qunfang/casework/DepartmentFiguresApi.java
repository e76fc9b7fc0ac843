package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.qunfang.casework.HandoverStore.Figures;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.identity.Staff;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;
import org.qunfang.responsibility.Responsibility;

/** Departments side by side: their officers, their lines of responsibility, and what became of handovers to them. */
public final class DepartmentFiguresApi {
    private static final int USUAL_LIMIT = 50;

    private final Pool pool;
    private final Registry registry;
    private final Clock clock;

    public DepartmentFiguresApi(Pool pool, Registry registry, Clock clock) {
        this.pool = pool;
        this.registry = registry;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        return Map.of("listDepartmentFigures", this::list);
    }

    private Future<Reply> list(Call call) {
        Matrix matrix = registry.matrix();
        int limit = call.queryInt("limit", USUAL_LIMIT);
        String after = call.cursor(Function.identity()).orElse("");
        List<Department> found = matrix.departments().stream()
                .filter(department -> department.code().compareTo(after) > 0)
                .sorted(Comparator.comparing(Department::code))
                .limit(limit + 1L)
                .toList();
        List<Department> page = found.subList(0, Math.min(limit, found.size()));
        String next = found.size() > limit ? call.next(page.get(limit - 1).code()) : null;
        return Future.all(HandoverStore.figuresOfEach(pool), Staff.ofEach(pool))
                .map(both -> Reply.ok(new JsonObject()
                        .put("items", items(matrix, page, both.resultAt(0), both.resultAt(1)))
                        .put("next", next)));
    }

    private JsonArray items(
            Matrix matrix, List<Department> page, Map<UUID, Figures> toFigures, Map<UUID, Long> toOfficers) {
        LocalDate today = Lookup.today(clock);
        References references = new References(matrix);
        Map<UUID, Long> toLines = matrix.responsibilities().stream()
                .filter(line -> line.holdsOn(today))
                .collect(Collectors.groupingBy(Responsibility::departmentId, Collectors.counting()));
        JsonArray items = new JsonArray();
        for (Department department : page) {
            items.add(json(toFigures.getOrDefault(department.id(), Figures.NONE))
                    .put("department", references.department(department.id()))
                    .put("officers", toOfficers.getOrDefault(department.id(), 0L))
                    .put("responsibilities", toLines.getOrDefault(department.id(), 0L)));
        }
        return items;
    }

    static JsonObject json(Figures figures) {
        return new JsonObject()
                .put("received", figures.received())
                .put("accepted", figures.accepted())
                .put("refused", figures.refused())
                .put("missed", figures.missed())
                .put("open", figures.open());
    }
}
