package org.qunfang.casework;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.qunfang.casework.CaseSteps.Step;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** The officials' side of cases over HTTP. */
public final class CaseApi {
    private static final Map<String, Step> OPERATION_TO_STEP = Map.of(
            "acknowledgeCase", CaseSteps::acknowledge,
            "startCase", CaseSteps::start,
            "holdCase", CaseSteps::hold,
            "closeCase", CaseSteps::close,
            "reopenCase", CaseSteps::reopen);

    private final CaseService cases;
    private final RejectService rejections;
    private final QueueService queues;
    private final CasePhotos photos;
    private final Registry registry;
    private final Clock clock;
    private final CaseReply reply;

    CaseApi(
            CaseService cases,
            RejectService rejections,
            QueueService queues,
            CasePhotos photos,
            Registry registry,
            Clock clock) {
        this.cases = cases;
        this.rejections = rejections;
        this.queues = queues;
        this.photos = photos;
        this.registry = registry;
        this.clock = clock;
        this.reply = new CaseReply(registry, clock);
    }

    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("listCases", this::list);
        operations.put("getCase", this::get);
        operations.put("commentCase", this::comment);
        operations.put("putCasePhoto", this::putPhoto);
        operations.put("rejectCase", this::reject);
        OPERATION_TO_STEP.forEach((id, step) -> operations.put(id, call -> step(call, step)));
        return operations;
    }

    private Future<Reply> list(Call call) {
        QueueFilter filter = QueueFilter.of(call, registry.matrix());
        Queue queue = call.query("queue").map(Queue::of).orElse(Queue.ALL);
        CaseListView view = new CaseListView(new References(registry.matrix()), clock.instant());
        return queues.read(call.caller(), queue, filter)
                .map(read -> Reply.ok(view.page(read, filter.limit(), call::next)));
    }

    private Future<Reply> get(Call call) {
        return cases.details(call.caller(), call.pathId("caseId")).map(details -> reply.ok(call, details));
    }

    private Future<Reply> step(Call call, Step step) {
        return cases.step(call.caller(), call.pathId("caseId"), call.ifMatch(), step, call.body())
                .map(details -> reply.ok(call, details));
    }

    private Future<Reply> reject(Call call) {
        return rejections
                .reject(call.caller(), call.pathId("caseId"), call.ifMatch(), call.body())
                .map(details -> reply.ok(call, details));
    }

    private Future<Reply> comment(Call call) {
        return cases.comment(call.caller(), call.pathId("caseId"), call.body()).map(details -> reply.ok(call, details));
    }

    private Future<Reply> putPhoto(Call call) {
        return photos.put(call.caller(), call.pathId("caseId"), call.pathId("photoId"), call.rawBody())
                .map(put -> Reply.of(put.isNew() ? 201 : 200, CaseView.photo(put.photo())));
    }
}
