package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Registry;

/** Playbooks over HTTP. They are few and listed whole, out of memory. */
public final class PlaybookApi {
    private static final int MOST_LISTED = 1_000;

    private final PlaybookService service;
    private final PlaybookShelf shelf;
    private final Registry registry;

    public PlaybookApi(PlaybookService service, PlaybookShelf shelf, Registry registry) {
        this.service = service;
        this.shelf = shelf;
        this.registry = registry;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "listPlaybooks", this::list,
                "getPlaybook", this::get,
                "createPlaybook", this::create,
                "updatePlaybook", this::update);
    }

    private Future<Reply> list(Call call) {
        JsonArray items = new JsonArray();
        shelf.all().stream()
                .sorted(Comparator.comparing(Playbook::id))
                .limit(MOST_LISTED)
                .forEach(each -> items.add(json(each)));
        return Future.succeededFuture(Reply.ok(new JsonObject().put("items", items)));
    }

    private Future<Reply> get(Call call) {
        Playbook playbook = shelf.byId(call.pathId("playbookId")).orElseThrow(Problem::notFound);
        return Future.succeededFuture(Reply.ok(json(playbook)).etag(playbook.version()));
    }

    private Future<Reply> create(Call call) {
        return service.create(call.caller(), call.body())
                .map(made -> Reply.created(json(made)).etag(made.version()));
    }

    private Future<Reply> update(Call call) {
        return service.replace(call.caller(), call.pathId("playbookId"), call.ifMatch(), call.body())
                .map(now -> Reply.ok(json(now)).etag(now.version()));
    }

    private JsonObject json(Playbook playbook) {
        return PlaybookView.json(playbook, registry.matrix());
    }
}
