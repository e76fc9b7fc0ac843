package org.qunfang.casework;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Map;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.responsibility.Registry;

/** Which cases may be of one thing, and merging and splitting them, over HTTP. */
public final class MergeApi {
    private final MergeService merges;
    private final SplitService splits;
    private final DuplicateService duplicates;
    private final Registry registry;
    private final CaseReply reply;

    public MergeApi(
            MergeService merges, SplitService splits, DuplicateService duplicates, Registry registry, Clock clock) {
        this.merges = merges;
        this.splits = splits;
        this.duplicates = duplicates;
        this.registry = registry;
        this.reply = new CaseReply(registry, clock);
    }

    public Map<String, Operation> operations() {
        return Map.of("mergeCase", this::merge, "splitCase", this::split, "listDuplicates", this::duplicates);
    }

    private Future<Reply> merge(Call call) {
        return merges.merge(call.caller(), call.pathId("caseId"), call.ifMatch(), call.body())
                .map(details -> reply.ok(call, details));
    }

    private Future<Reply> split(Call call) {
        return splits.split(call.caller(), call.pathId("caseId"), call.ifMatch(), call.body())
                .map(details -> reply.of(201, call, details));
    }

    private Future<Reply> duplicates(Call call) {
        return duplicates
                .of(call.caller(), call.pathId("caseId"))
                .map(found ->
                        Reply.ok(new DuplicateView(new References(registry.matrix()), call.caller()).page(found)));
    }
}
