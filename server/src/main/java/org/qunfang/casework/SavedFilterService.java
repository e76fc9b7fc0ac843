package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Filters are kept under names here. Their owner changes them; whoever leads the department may take shared ones away. */
public final class SavedFilterService {
    private final Pool pool;
    private final AuditLog audit;
    private final Clock clock;

    public SavedFilterService(Pool pool, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
    }

    /** The caller's own ones, then those that colleagues share. */
    Future<List<SavedFilter>> all(Caller caller) {
        Future<List<SavedFilter>> own = SavedFilterStore.own(pool, caller.accountId());
        return own.compose(
                mine -> SavedFilterStore.shared(pool, CaseScope.of(caller).departmentId(), caller.accountId())
                        .map(shared -> {
                            List<SavedFilter> all = new ArrayList<>(mine);
                            all.addAll(shared);
                            return all;
                        }));
    }

    /** Fails with forbidden for who may not share, already-exists, and invalid for one too many. */
    Future<SavedFilter> create(Caller caller, JsonObject input) {
        SavedFilter next = from(caller, UuidCreator.getTimeOrderedEpoch(), 1, input);
        return pool.withTransaction(conn -> SavedFilterStore.count(conn, caller.accountId())
                .compose(kept -> {
                    if (kept >= SavedFilter.MOST) {
                        throw Problem.invalid(
                                "",
                                Localized.of(
                                        "最多保存 " + SavedFilter.MOST + " 个筛选，请先删除不用的",
                                        "You may keep " + SavedFilter.MOST + " filters; delete one first"));
                    }
                    return save(conn, caller, next, "saved-filter.create");
                }));
    }

    /** Fails as {@link #create}, with not-found, and with stale. */
    Future<SavedFilter> update(Caller caller, UUID id, long version, JsonObject input) {
        return pool.withTransaction(conn -> SavedFilterStore.count(conn, caller.accountId())
                .compose(kept -> SavedFilterStore.read(conn, id))
                .compose(known -> {
                    mustOwn(caller, known);
                    if (known.version() != version) {
                        throw SavedFilterStore.stale();
                    }
                    return save(conn, caller, from(caller, id, version + 1, input), "saved-filter.update");
                }));
    }

    /** Also when there is none any more. */
    Future<Void> delete(Caller caller, UUID id) {
        return pool.withTransaction(conn -> SavedFilterStore.read(conn, id).compose(known -> {
            if (known == null || !isSeen(caller, known)) {
                return Future.succeededFuture();
            }
            if (!known.ownerId().equals(caller.accountId()) && !caller.may("case.assign")) {
                throw notYours();
            }
            return SavedFilterStore.delete(conn, id)
                    .compose(gone ->
                            audit.append(conn, caller, "saved-filter.delete", "saved-filter", id, new JsonObject()));
        }));
    }

    private Future<SavedFilter> save(SqlConnection conn, Caller caller, SavedFilter next, String action) {
        JsonObject detail = new JsonObject().put("version", next.version()).put("shared", next.departmentId() != null);
        return SavedFilterStore.save(conn, next, clock.instant())
                .compose(saved -> audit.append(conn, caller, action, "saved-filter", next.id(), detail))
                .map(next);
    }

    private static SavedFilter from(Caller caller, UUID id, long version, JsonObject input) {
        boolean shared = input.getBoolean("shared", false);
        if (shared && (!caller.may("case.assign") || caller.departmentId() == null)) {
            throw Problem.of(
                    ProblemType.FORBIDDEN,
                    "与本部门共享筛选由部门负责人决定。",
                    "Sharing a filter with the department is for its lead.");
        }
        return new SavedFilter(
                id,
                version,
                caller.accountId(),
                caller.displayName(),
                shared ? caller.departmentId() : null,
                input.getString("name").strip(),
                input.getBoolean("isDefault", false),
                input.getJsonObject("filter"));
    }

    private static void mustOwn(Caller caller, SavedFilter known) {
        if (known == null || !isSeen(caller, known)) {
            throw Problem.notFound();
        }
        if (!known.ownerId().equals(caller.accountId())) {
            throw notYours();
        }
    }

    private static boolean isSeen(Caller caller, SavedFilter known) {
        return known.ownerId().equals(caller.accountId())
                || CaseScope.of(caller).departmentId().equals(known.departmentId());
    }

    private static Problem notYours() {
        return Problem.of(
                ProblemType.FORBIDDEN, "这是同事共享的筛选，只有本人能修改。", "A colleague shares this filter; only they change it.");
    }
}
