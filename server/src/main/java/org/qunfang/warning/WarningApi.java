package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.delivery.Severity;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Single warnings over HTTP: what officers do with them, and what everybody reads. */
final class WarningApi {
    private static final String READ = WarningScope.READ;

    private final Pool pool;
    private final WarningService service;
    private final Publishing publishing;
    private final WarningStore store;
    private final HistoryStore history;
    private final FeedbackStore feedback;
    private final ActiveWarnings active;
    private final RegularLook look;
    private final AudienceView audiences;
    private final Beside beside;
    private final DeliveriesView deliveries;

    WarningApi(
            Pool pool,
            WarningService service,
            Publishing publishing,
            WarningStore store,
            HistoryStore history,
            FeedbackStore feedback,
            ActiveWarnings active,
            RegularLook look,
            AudienceView audiences,
            Beside beside,
            DeliveriesView deliveries) {
        this.pool = pool;
        this.service = service;
        this.publishing = publishing;
        this.store = store;
        this.history = history;
        this.feedback = feedback;
        this.active = active;
        this.look = look;
        this.audiences = audiences;
        this.beside = beside;
        this.deliveries = deliveries;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("createWarning", this::create);
        operations.put("updateWarningDraft", this::update);
        operations.put("getWarning", this::get);
        operations.put("getWarningAudience", this::audience);
        operations.put("estimateWarningAudience", this::estimate);
        operations.put("submitWarning", this::submit);
        operations.put("approveWarning", this::approve);
        operations.put("returnWarning", this::sendBack);
        operations.put("rejectWarning", this::reject);
        operations.put("cancelWarning", this::cancel);
        operations.put("createWarningUpdate", this::createUpdate);
        operations.put("getDeliveries", this::deliveries);
        return operations;
    }

    private Future<Reply> create(Call call) {
        return service.create(call.caller(), call.body()).compose(warning -> full(call, warning, 201));
    }

    private Future<Reply> update(Call call) {
        return service.update(call.caller(), id(call), call.ifMatch(), call.body())
                .compose(warning -> full(call, warning, 200));
    }

    private Future<Reply> createUpdate(Call call) {
        return service.createUpdate(call.caller(), id(call), optionalVersion(call), call.body())
                .compose(warning -> full(call, warning, 201));
    }

    private Future<Reply> submit(Call call) {
        String rationale = call.body().getString("rationale");
        return service.submit(
                        call.caller(),
                        id(call),
                        call.ifMatch(),
                        rationale,
                        call.body().getString("areaName"))
                .compose(warning -> full(call, warning, 200));
    }

    private Future<Reply> approve(Call call) {
        JsonObject body = call.body();
        Publishing.Agreement agreement = new Publishing.Agreement(
                body.getString("contentHash"),
                body.getBoolean("exerciseConfirmed", false),
                body.getString("rationale"),
                body.getString("areaName"));
        return publishing
                .approve(call.caller(), id(call), optionalVersion(call), agreement)
                .compose(warning -> full(call, warning, 200));
    }

    private Future<Reply> sendBack(Call call) {
        return service.sendBack(call.caller(), id(call), call.ifMatch(), rationale(call))
                .compose(warning -> full(call, warning, 200));
    }

    private Future<Reply> reject(Call call) {
        return service.reject(call.caller(), id(call), call.ifMatch(), rationale(call))
                .compose(warning -> full(call, warning, 200));
    }

    private Future<Reply> cancel(Call call) {
        Localized note = Optional.ofNullable(call.body().getJsonObject("note"))
                .map(Localized::fromJson)
                .orElse(null);
        return publishing
                .cancel(call.caller(), id(call), optionalVersion(call), rationale(call), note)
                .compose(warning -> full(call, warning, 200));
    }

    private Future<Reply> audience(Call call) {
        return found(call)
                .compose(warning -> service.count(warning).compose(count -> audiences.of(warning, count)))
                .map(Reply::ok);
    }

    private Future<Reply> estimate(Call call) {
        JsonObject body = call.body();
        return audiences
                .estimate(body.getJsonObject("area"), Severity.named(body.getString("severity")))
                .map(Reply::ok);
    }

    private Future<Reply> deliveries(Call call) {
        return found(call).compose(deliveries::of).map(Reply::ok);
    }

    private Future<Reply> get(Call call) {
        boolean officer = call.caller().may(READ);
        Optional<InForce.Entry> entry =
                officer ? Optional.empty() : active.now().entry(id(call));
        if (entry.isPresent()) {
            return Future.succeededFuture(
                    look.dated(view(call, entry.get().warning(), entry.get().chain())));
        }
        return found(call)
                .compose(warning -> officer && !call.accepts(CapReply.TYPE)
                        ? full(call, warning, 200)
                        : chain(warning).map(chain -> view(call, warning, officer ? chain : chain.ofThePublic())));
    }

    /** As the public sees it: CAP when asked for by name, else JSON. */
    private Reply view(Call call, Warning warning, Chain chain) {
        if (!call.accepts(CapReply.TYPE)) {
            return Reply.ok(WarningJson.publicView(
                            warning, chain, beside.lessons(warning.content()), beside.sender(warning)))
                    .header("Vary", "Accept")
                    .etag(warning.version());
        }
        if (chain.latest() == null) {
            throw Problem.of(
                    ProblemType.NOT_ACCEPTABLE, "发布之后才有 CAP 报文。", "There is a CAP message only after publication.");
        }
        return CapReply.of(call, chain.latest(), CapReply.FOR_NOW);
    }

    /** As officers see it. */
    private Future<Reply> full(Call call, Warning warning, int status) {
        return chain(warning)
                .compose(chain -> history.decisions(pool, warning.id())
                        .compose(decisions -> feedback.counts(pool, warning.id())
                                .map(counts -> Reply.of(
                                                status,
                                                WarningJson.officerView(
                                                        warning,
                                                        chain,
                                                        beside.lessons(warning.content()),
                                                        beside.sender(warning),
                                                        decisions,
                                                        counts,
                                                        call.caller()))
                                        .etag(warning.version()))));
    }

    private Future<Chain> chain(Warning warning) {
        return history.messagesOfChains(pool, List.of(warning.chainId())).map(all -> Chain.of(warning.id(), all));
    }

    /** The warning of the path, as long as the one who asks may see it. */
    private Future<Warning> found(Call call) {
        WarningScope scope = WarningScope.of(call.caller());
        return store.find(pool, id(call))
                .map(warning -> warning.filter(scope::sees).orElseThrow(Problem::notFound));
    }

    private static UUID id(Call call) {
        return call.pathId("warningId");
    }

    private static String rationale(Call call) {
        return call.body().getString("rationale");
    }

    /** 0 without If-Match. */
    private static long optionalVersion(Call call) {
        return call.header("If-Match").isPresent() ? call.ifMatch() : 0;
    }
}
