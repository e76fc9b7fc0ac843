package org.qunfang.casework;

import static org.qunfang.casework.CaseListView.putIfKnown;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.qunfang.http.Call;
import org.qunfang.http.Caller;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.http.TimeCursor;
import org.qunfang.responsibility.Registry;

/** Cases that leave their sites over HTTP. */
public final class SiteUnlinkApi {
    private static final int DEFAULT_LIMIT = 50;

    private final Pool pool;
    private final SiteUnlinkService unlinks;
    private final Registry registry;
    private final Clock clock;

    public SiteUnlinkApi(Pool pool, SiteUnlinkService unlinks, Registry registry, Clock clock) {
        this.pool = pool;
        this.unlinks = unlinks;
        this.registry = registry;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        Map<String, Operation> operations = new HashMap<>();
        operations.put("unlinkSite", this::ask);
        operations.put("listSiteUnlinks", this::list);
        operations.put("confirmSiteUnlink", call -> answer(call, true));
        operations.put("denySiteUnlink", call -> answer(call, false));
        return operations;
    }

    private Future<Reply> ask(Call call) {
        return unlinks.ask(
                        call.caller(),
                        call.pathId("caseId"),
                        call.ifMatch(),
                        call.pathId("siteId"),
                        call.body().getString("reason"))
                .map(details -> new CaseReply(registry, clock).ok(call, details));
    }

    private Future<Reply> list(Call call) {
        UUID siteId = call.query("site").map(UUID::fromString).orElse(null);
        boolean isWaiting = call.query("waiting").filter("true"::equals).isPresent();
        int limit = call.queryInt("limit", DEFAULT_LIMIT);
        TimeCursor end = call.cursor(TimeCursor::of).orElse(new TimeCursor(null, null));
        CaseScope scope = CaseScope.of(call.caller());
        return SiteUnlinkStore.list(pool, siteId, isWaiting, end.at(), end.id(), limit + 1, scope)
                .map(found -> Reply.ok(SiteApi.page(
                        call,
                        found,
                        limit,
                        each -> json(each, call.caller()),
                        last -> new TimeCursor(
                                last.unlink().askedAt(), last.unlink().id()))));
    }

    private Future<Reply> answer(Call call, boolean isConfirmed) {
        return unlinks.answer(
                        call.caller(),
                        call.pathId("unlinkId"),
                        isConfirmed,
                        call.body().getString("reason"))
                .map(listed -> Reply.ok(json(listed, call.caller())));
    }

    private JsonObject json(SiteUnlinkStore.Listed listed, Caller caller) {
        SiteUnlink unlink = listed.unlink();
        JsonObject json = new JsonObject()
                .put("id", unlink.id().toString())
                .put("kind", unlink.kind().code())
                .put("siteId", unlink.siteId().toString())
                .put("siteName", listed.siteName().toJson())
                .put("caseId", unlink.caseId().toString())
                .put("number", unlink.number())
                .put("reason", unlink.reason())
                .put("status", unlink.status().code())
                .put("askedAt", unlink.askedAt().toString())
                .put("indexWith", unlink.indexWith())
                .put("indexWithout", unlink.indexWithout())
                .put("mayAnswer", unlink.mayAnswer(caller, registry.matrix()));
        putPerson(json, "asked", unlink.askedBy());
        if (unlink.answeredAt() != null) {
            json.put("answeredAt", unlink.answeredAt().toString()).put("answer", unlink.answer());
            putPerson(json, "answered", unlink.answeredBy());
        }
        return json;
    }

    private void putPerson(JsonObject json, String did, Actor officer) {
        putIfKnown(json, did + "By", officer.name());
        UUID department = officer.departmentId();
        putIfKnown(
                json,
                did + "Department",
                department == null ? null : new References(registry.matrix()).department(department));
    }
}
