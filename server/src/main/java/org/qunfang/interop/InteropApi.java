package org.qunfang.interop;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.http.TimeCursor;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Registry;

/** Messages from elsewhere and their senders over HTTP. */
final class InteropApi {
    private static final int MOST = 200;
    private static final int USUAL = 50;

    private final Pool pool;
    private final ImportService service;
    private final ImportStore imports;
    private final SenderService senders;
    private final Registry registry;

    InteropApi(Pool pool, ImportService service, ImportStore imports, SenderService senders, Registry registry) {
        this.pool = pool;
        this.service = service;
        this.imports = imports;
        this.senders = senders;
        this.registry = registry;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "importCap", this::take,
                "listCapImports", this::list,
                "getCapImport", this::get,
                "getCapImportXml", this::xml,
                "relayCapImport", this::relay,
                "listCapSenders", this::listSenders,
                "createCapSender", this::createSender,
                "updateCapSender", this::updateSender);
    }

    private Future<Reply> take(Call call) {
        if (isBlank(call.rawBody())) {
            throw Problem.malformed("", Localized.of("没有正文", "There is no body"));
        }
        return service.take(call.caller(), call.rawBody().getBytes(), null).compose(taken -> {
            if (!taken.message().isAccepted()) {
                throw refusal(taken.message());
            }
            return named().map(
                            names -> Reply.of(taken.isNew() ? 201 : 200, InteropJson.message(taken.message(), names)));
        });
    }

    /** Nothing to refuse, and nothing to keep. */
    private static boolean isBlank(Buffer body) {
        for (int i = 0; i < body.length(); i++) {
            if (body.getByte(i) > ' ' || body.getByte(i) < 0) {
                return false;
            }
        }
        return true;
    }

    private static Problem refusal(CapImport refused) {
        ProblemType type =
                refused.reason() == Reason.REUSED_IDENTIFIER ? ProblemType.ALREADY_EXISTS : ProblemType.INVALID;
        return Problem.of(type, refused.reason().text())
                .error(refused.path(), refused.reason().text())
                .with("reason", refused.reason().code())
                .with("importId", refused.id().toString());
    }

    private Future<Reply> list(Call call) {
        int limit = Math.min(call.queryInt("limit", USUAL), MOST);
        TimeCursor after = call.cursor(TimeCursor::of).orElse(null);
        return imports.list(pool, call.query("outcome").orElse(null), after, limit + 1)
                .compose(found -> named().map(names -> {
                    List<CapImport> page = found.size() > limit ? found.subList(0, limit) : found;
                    JsonArray items = new JsonArray();
                    page.forEach(each -> items.add(InteropJson.message(each, names)));
                    return Reply.ok(new JsonObject()
                            .put("items", items)
                            .put("next", found.size() > limit ? call.next(end(page.get(limit - 1))) : null));
                }));
    }

    private static TimeCursor end(CapImport last) {
        return new TimeCursor(last.lastAt(), last.id());
    }

    private Future<Reply> get(Call call) {
        return imports.find(pool, id(call))
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(this::whole);
    }

    private Future<Reply> whole(CapImport message) {
        return named().map(names -> {
            JsonObject json = InteropJson.message(message, names);
            return Reply.ok(message.area() == null ? json : json.put("geometry", message.area()));
        });
    }

    /** As it came, byte for byte; a download, for it may hold anything. */
    private Future<Reply> xml(Call call) {
        return imports.xml(pool, id(call))
                .map(found -> Reply.bytes("application/xml", found.orElseThrow(Problem::notFound))
                        .header("Content-Disposition", "attachment; filename=\"" + id(call) + ".xml\""));
    }

    private Future<Reply> relay(Call call) {
        return service.relay(call.caller(), id(call)).compose(this::whole);
    }

    private Future<Reply> listSenders(Call call) {
        return senders.all().map(all -> {
            JsonArray items = new JsonArray();
            all.forEach(each -> items.add(InteropJson.sender(each, registry.matrix())));
            return Reply.ok(new JsonObject().put("items", items));
        });
    }

    private Future<Reply> createSender(Call call) {
        return senders.create(call.caller(), call.body())
                .map(made -> Reply.created(InteropJson.sender(made, registry.matrix()))
                        .etag(made.version()));
    }

    private Future<Reply> updateSender(Call call) {
        return senders.update(call.caller(), call.pathId("capSenderId"), call.ifMatch(), call.body())
                .map(now -> Reply.ok(InteropJson.sender(now, registry.matrix())).etag(now.version()));
    }

    /** Their names; there are few. */
    private Future<Function<UUID, Optional<CapSender>>> named() {
        return senders.all().map(all -> {
            Map<UUID, CapSender> idToSender = new HashMap<>();
            all.forEach(each -> idToSender.put(each.id(), each));
            return id -> Optional.ofNullable(idToSender.get(id));
        });
    }

    private static UUID id(Call call) {
        return call.pathId("capImportId");
    }
}
