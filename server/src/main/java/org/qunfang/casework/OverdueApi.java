package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.http.TimeCursor;
import org.qunfang.responsibility.Registry;

/** The last rung of the silence ladder: what everybody can read of cases about which their department stays silent. */
public final class OverdueApi {
    private static final int DEFAULT_LIMIT = 50;

    private final Pool pool;
    private final Registry registry;
    private final Clock clock;

    public OverdueApi(Pool pool, Registry registry, Clock clock) {
        this.pool = pool;
        this.registry = registry;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        return Map.of("listOverdue", this::list);
    }

    private Future<Reply> list(Call call) {
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        TimeCursor after = call.cursor(TimeCursor::of).orElse(OverdueStore.START);
        return OverdueStore.list(pool, after, limit + 1, clock.instant())
                .compose(found -> OverdueStore.withheld(pool, clock.instant()).map(withheld -> {
                    List<OverdueStore.Silent> page = found.subList(0, Math.min(limit, found.size()));
                    JsonArray items = new JsonArray();
                    page.forEach(each -> items.add(json(each)));
                    String next =
                            found.size() > limit ? call.next(page.get(limit - 1).end()) : null;
                    return Reply.ok(new JsonObject()
                                    .put("items", items)
                                    .put("next", next)
                                    .put("withheld", withheld))
                            .header("Cache-Control", "public, max-age=15");
                }));
    }

    /** Number, category, area, department and times: nothing that a resident wrote, and no place. */
    private JsonObject json(OverdueStore.Silent silent) {
        References references = new References(registry.matrix());
        JsonObject json = new JsonObject()
                .put("number", silent.number())
                .put("severity", silent.severity())
                .put("category", references.category(silent.categoryId()))
                .put("department", references.department(silent.departmentId()))
                .put("deadline", silent.deadline().code())
                .put("missed", Silence.missed(silent.deadline()).toJson())
                .put("since", silent.since().toString())
                .put("listedAt", silent.listedAt().toString())
                .put("rung", Rung.PUBLIC.number())
                .put("rungName", Rung.PUBLIC.label().toJson());
        CaseListView.putIfKnown(json, "area", silent.areaId() == null ? null : references.area(silent.areaId()));
        return json;
    }
}
