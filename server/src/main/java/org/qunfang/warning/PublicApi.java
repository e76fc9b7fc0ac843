package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.geo.Location;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.http.TimeCursor;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What many ask for at once: lists and feeds, from memory, and what people answer. */
final class PublicApi {
    private static final String ATOM = "application/atom+xml";
    private static final String RSS = "application/rss+xml";
    private static final String PEM = "application/x-pem-file";
    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final Pool pool;
    private final WarningStore store;
    private final HistoryStore history;
    private final FeedbackStore feedback;
    private final ActiveWarnings active;
    private final RegularLook look;
    private final ListInForce inForce;
    private final Signatures signatures;
    private final RelayedStore relayedStore;
    private final Clock clock;

    PublicApi(
            Pool pool,
            WarningStore store,
            HistoryStore history,
            FeedbackStore feedback,
            ActiveWarnings active,
            RegularLook look,
            Signatures signatures,
            RelayedInForce relayed,
            RelayedStore relayedStore,
            Clock clock) {
        this.pool = pool;
        this.store = store;
        this.history = history;
        this.feedback = feedback;
        this.active = active;
        this.look = look;
        this.inForce = new ListInForce(active, relayed, clock);
        this.signatures = signatures;
        this.relayedStore = relayedStore;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "listWarnings", this::list,
                "capAtom", this::atom,
                "capRss", this::rss,
                "capMessage", this::capMessage,
                "capCertificates", this::certificates,
                "giveWarningFeedback", this::giveFeedback);
    }

    private Future<Reply> list(Call call) {
        boolean onlyActive = call.query("active").map(Boolean::parseBoolean).orElse(false);
        Optional<Location> place = place(call);
        if (onlyActive || place.isPresent()) {
            return Future.succeededFuture(look.dated(inForce.list(call, place)));
        }
        return listStored(call);
    }

    private Future<Reply> listStored(Call call) {
        WarningScope scope = WarningScope.of(call.caller());
        int limit = Math.min(call.queryInt("limit", USUAL), MOST);
        WarningStore.Filter filter = new WarningStore.Filter(
                call.query("status").orElse(null),
                call.query("mode").orElse(null),
                scope.officer() ? call.query("caseId").map(UUID::fromString).orElse(null) : null,
                false,
                scope);
        TimeCursor after = call.cursor(TimeCursor::of).orElse(null);
        return store.list(pool, filter, after, limit + 1, clock.instant()).compose(found -> {
            List<Warning> page = found.size() > limit ? found.subList(0, limit) : found;
            return history.messages(pool, page.stream().map(Warning::id).toList())
                    .map(messages -> Reply.ok(new JsonObject()
                            .put("items", items(page, messages, ListInForce.geometry(call), scope.officer()))
                            .put("next", found.size() > limit ? call.next(end(page.get(limit - 1))) : null)));
        });
    }

    private static JsonArray items(List<Warning> page, List<CapMessage> messages, boolean geometry, boolean officer) {
        Map<UUID, CapMessage> warningToAlert = new HashMap<>();
        messages.forEach(message -> warningToAlert.putIfAbsent(message.warningId(), message));
        JsonArray items = new JsonArray();
        page.forEach(warning ->
                items.add(WarningJson.listItem(warning, warningToAlert.get(warning.id()), geometry, officer)));
        return items;
    }

    private static Optional<Location> place(Call call) {
        Optional<Double> lat = call.queryNumber("lat");
        Optional<Double> lon = call.queryNumber("lon");
        if (lat.isPresent() != lon.isPresent()) {
            throw Problem.of(ProblemType.BAD_REQUEST, "lat 和 lon 要一起给出。", "lat and lon belong together.")
                    .error(lat.isPresent() ? "/query/lon" : "/query/lat", Localized.of("缺少", "missing"));
        }
        return lat.map(degrees -> Location.of(degrees, lon.get()));
    }

    private static TimeCursor end(Warning last) {
        return new TimeCursor(last.changedAt(), last.id());
    }

    private Future<Reply> atom(Call call) {
        return feed(active.now().atom().reply(call, ATOM));
    }

    private Future<Reply> rss(Call call) {
        return feed(active.now().rss().reply(call, RSS));
    }

    private Future<Reply> feed(Reply reply) {
        return Future.succeededFuture(look.dated(reply).header("Cache-Control", "public, max-age=10"));
    }

    /** What the signatures in CAP messages are held against. */
    private Future<Reply> certificates(Call call) {
        return Future.succeededFuture(
                signatures.certificates().reply(call, PEM).header("Cache-Control", "public, max-age=3600"));
    }

    private Future<Reply> capMessage(Call call) {
        String file = call.path("file");
        String identifier = file.substring(0, file.length() - ".xml".length());
        return active.message(identifier)
                .map(known -> Future.succeededFuture(Optional.of(known)))
                .orElseGet(() -> history.message(pool, identifier))
                .map(found -> found.filter(CapMessage::isPublic).orElseThrow(Problem::notFound))
                .map(message -> CapReply.of(call, message, CapReply.FOR_EVER));
    }

    private Future<Reply> giveFeedback(Call call) {
        JsonObject body = call.body();
        List<String> said = new ArrayList<>();
        List<String> unsaid = new ArrayList<>();
        for (String kind : FeedbackStore.KINDS) {
            if (body.containsKey(kind)) {
                (body.getBoolean(kind) ? said : unsaid).add(kind);
            }
        }
        if (said.isEmpty() && unsaid.isEmpty()) {
            throw Problem.invalid("", Localized.of("请至少选择一项。", "Say at least one of the four."));
        }
        UUID id = call.pathId("warningId");
        String device = body.getString("deviceId");
        return isRelayed(id)
                .compose(isRelayed -> feedback.put(
                        pool,
                        id,
                        isRelayed,
                        call.caller().accountId(),
                        said,
                        unsaid,
                        device == null ? null : UUID.fromString(device),
                        body.getString("comment"),
                        clock.instant()))
                .map(done -> Reply.noContent());
    }

    /** False for one of our own that the public sees; whoever issued a warning, people answer it in the same way. */
    private Future<Boolean> isRelayed(UUID id) {
        return store.find(pool, id)
                .compose(own -> own.filter(Warning::isPublic).isPresent()
                        ? Future.succeededFuture(false)
                        : relayedStore
                                .find(pool, id)
                                .map(found -> found.map(warning -> true).orElseThrow(Problem::notFound)));
    }
}
