package org.qunfang.warning;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.event.Event;
import org.qunfang.event.Outbox;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** What every step with a stored warning does alike: it reads, locks, checks the version, and keeps the record. */
final class WarningSteps {
    private final WarningStore store;
    private final HistoryStore history;
    private final AuditLog audit;
    private final Clock clock;

    WarningSteps(WarningStore store, HistoryStore history, AuditLog audit, Clock clock) {
        this.store = store;
        this.history = history;
        this.audit = audit;
        this.clock = clock;
    }

    Future<Warning> loaded(SqlClient conn, UUID id) {
        return store.find(conn, id).map(found -> found.orElseThrow(Problem::notFound));
    }

    /** As it is now, for whoever may see it; the step itself locks it. */
    Future<Warning> seen(SqlClient conn, Caller caller, UUID id) {
        return loaded(conn, id).map(warning -> {
            WarningScope.of(caller).mustSee(warning);
            return warning;
        });
    }

    /** @param version what the caller read, or 0 when none was named */
    Future<Warning> locked(SqlConnection conn, Caller caller, UUID id, long version) {
        return store.lock(conn, id).map(found -> {
            Warning warning = found.orElseThrow(Problem::notFound);
            WarningScope.of(caller).mustSee(warning);
            if (version != 0) {
                checkVersion(warning, version);
            }
            return warning;
        });
    }

    static void checkVersion(Warning warning, long version) {
        if (version != warning.version()) {
            throw Problem.of(
                    ProblemType.STALE, "这条预警已被更新，请重新读取。", "This warning changed since you read it; read it again.");
        }
    }

    Future<Void> decided(SqlConnection conn, Caller caller, UUID id, String decision, byte[] hash, String rationale) {
        return history.decided(
                conn,
                new HistoryStore.Decision(
                        UuidCreator.getTimeOrderedEpoch(),
                        id,
                        decision,
                        new Warning.Officer(caller.accountId(), caller.displayName()),
                        hash,
                        rationale,
                        clock.instant()));
    }

    Future<Void> audited(SqlConnection conn, Caller caller, String action, UUID id, JsonObject detail) {
        return audit.append(conn, caller, action, "warning", id, detail)
                .compose(audited ->
                        Outbox.append(conn, Event.of(WarningService.CHANGED, id, new JsonObject(), clock.instant())));
    }

    static Future<Void> told(SqlConnection conn, String type, UUID id, CapMessage message, Instant now) {
        JsonObject data = new JsonObject().put("messageId", message.id().toString());
        return Outbox.append(conn, Event.of(type, id, data, now));
    }
}
