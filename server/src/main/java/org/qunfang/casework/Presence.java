package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.qunfang.casework.Onlookers.Onlooker;
import org.qunfang.event.Broadcast;
import org.qunfang.event.Event;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Registry;

/**
 * Who else is looking at a case. Every process hears of every page and tells those that are connected to it; nothing is
 * stored, so there is nothing to clean up (docs/adr/0107).
 */
public final class Presence {
    /** Of the live event and of the word between processes. */
    public static final String EVENT = "case.presence";

    private static final long SWEEP_MILLIS = 5_000;
    /** As many as the contract lists. */
    private static final int MOST_SHOWN = 20;

    private final Vertx vertx;
    private final Pool pool;
    private final Registry registry;
    private final Broadcast broadcast;
    private final Clock clock;
    private final BiConsumer<UUID, JsonObject> tell;
    private final Onlookers onlookers = new Onlookers();
    private long timer = -1;

    /** @param tell hands the data of the live event to the open pages of an account */
    public Presence(
            Vertx vertx,
            Pool pool,
            Registry registry,
            Broadcast broadcast,
            Clock clock,
            BiConsumer<UUID, JsonObject> tell) {
        this.vertx = vertx;
        this.pool = pool;
        this.registry = registry;
        this.broadcast = broadcast;
        this.clock = clock;
        this.tell = tell;
    }

    /** Call before the broadcast starts. */
    public void start() {
        broadcast.listen(EVENT, this::hear);
        timer = vertx.setPeriodic(
                SWEEP_MILLIS, tick -> onlookers.forget(clock.instant()).forEach(this::show));
    }

    public void stop() {
        vertx.cancelTimer(timer);
    }

    /** Who else is looking, as far as this process has heard. Fails with not-found for a case that is not the caller's. */
    Future<JsonArray> look(Caller caller, UUID caseId, boolean writing) {
        return ReaderStore.mustRead(pool, CaseScope.of(caller), caseId)
                .compose(reads -> broadcast.tell(List.of(event(word(caller).put("writing", writing), caseId))))
                .map(told -> others(caseId, caller.accountId()));
    }

    /** No need to ask whose case it is: only who was let in is there. */
    Future<Void> leave(Caller caller, UUID caseId) {
        return broadcast.tell(List.of(event(word(caller).put("left", true), caseId)));
    }

    private static JsonObject word(Caller caller) {
        JsonObject word = new JsonObject().put("accountId", caller.accountId().toString());
        CaseListView.putIfKnown(word, "name", caller.displayName());
        CaseListView.putIfKnown(
                word,
                "departmentId",
                caller.departmentId() == null ? null : caller.departmentId().toString());
        return word;
    }

    private Event event(JsonObject data, UUID caseId) {
        return Event.of(EVENT, caseId, data, clock.instant());
    }

    /** Also what this process said itself. Clocks of processes differ: each counts from when it heard. */
    private void hear(Event event) {
        UUID caseId = event.subjectId();
        JsonObject word = event.data();
        UUID account = UUID.fromString(word.getString("accountId"));
        boolean changed = word.getBoolean("left", false)
                ? onlookers.left(caseId, account)
                : onlookers.heard(caseId, onlooker(account, word), clock.instant());
        if (changed) {
            show(caseId);
        }
    }

    private static Onlooker onlooker(UUID account, JsonObject word) {
        String department = word.getString("departmentId");
        return new Onlooker(
                account,
                word.getString("name", "—"),
                department == null ? null : UUID.fromString(department),
                word.getBoolean("writing"));
    }

    /** To each of them the others, and to nobody else. */
    private void show(UUID caseId) {
        onlookers
                .at(caseId)
                .forEach(each -> tell.accept(
                        each.accountId(),
                        new JsonObject()
                                .put("caseId", caseId.toString())
                                .put("others", others(caseId, each.accountId()))));
    }

    private JsonArray others(UUID caseId, UUID accountId) {
        References references = new References(registry.matrix());
        JsonArray others = new JsonArray();
        onlookers.at(caseId).stream()
                .filter(each -> !each.accountId().equals(accountId))
                .limit(MOST_SHOWN)
                .forEach(each -> {
                    JsonObject json = new JsonObject()
                            .put("accountId", each.accountId().toString())
                            .put("name", each.name())
                            .put("writing", each.writing());
                    CaseListView.putIfKnown(
                            json,
                            "department",
                            each.departmentId() == null ? null : references.department(each.departmentId()));
                    others.add(json);
                });
        return others;
    }
}
