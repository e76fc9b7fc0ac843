package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Registry;

/** Playbooks are made and edited here, one edit at a time. An edit is a new version; running cases keep theirs. */
public final class PlaybookService {
    private final Pool pool;
    private final PlaybookShelf shelf;
    private final Registry registry;
    private final AuditLog audit;
    private final Clock clock;

    public PlaybookService(Pool pool, PlaybookShelf shelf, Registry registry, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.shelf = shelf;
        this.registry = registry;
        this.audit = audit;
        this.clock = clock;
    }

    /** Fails with invalid, and with already-exists where another one is for the same cases. */
    Future<Playbook> create(Caller caller, JsonObject input) {
        return edit(conn -> store(conn, caller, null, input));
    }

    /**
     * @param version the one that was read
     * @return fails with not-found, stale, and as {@link #create}
     */
    Future<Playbook> replace(Caller caller, UUID id, long version, JsonObject input) {
        return edit(conn -> PlaybookStore.read(conn).compose(all -> {
            Playbook known = one(all, id);
            if (known.version() != version) {
                throw Problem.of(
                        ProblemType.STALE,
                        "预案已被他人修改，请重新读取。",
                        "Somebody changed the playbook meanwhile; read it again.");
            }
            return store(conn, caller, known, input);
        }));
    }

    private static Playbook one(List<Playbook> all, UUID id) {
        return all.stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow(Problem::notFound);
    }

    private interface Work {
        Future<Playbook> on(SqlConnection conn);
    }

    private Future<Playbook> edit(Work work) {
        return pool.withTransaction(conn -> PlaybookStore.lock(conn).compose(locked -> work.on(conn)))
                .compose(saved -> shelf.reload().map(saved));
    }

    private Future<Playbook> store(SqlConnection conn, Caller caller, Playbook known, JsonObject input) {
        Playbook next = PlaybookRules.read(registry.matrix(), known, input);
        String action = known == null ? "playbook.create" : "playbook.update";
        JsonObject detail = new JsonObject().put("after", PlaybookView.json(next, registry.matrix()));
        if (known != null) {
            detail.put("before", PlaybookView.json(known, registry.matrix()));
        }
        return PlaybookStore.save(conn, next, clock.instant())
                .compose(saved -> audit.append(conn, caller, action, "playbook", next.id(), detail))
                .map(next);
    }
}
