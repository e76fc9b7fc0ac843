package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;

/** The stored models and which of them serves. Blocks: for the command line. */
public final class SuggestionShelf {
    /** The version that stands for the model made of the catalogue. */
    public static final long BUILT_IN = 0;

    private final Pool pool;
    private final AuditLog log;
    private final Clock clock;

    public SuggestionShelf(Pool pool, AuditLog log, Clock clock) {
        this.pool = pool;
        this.log = log;
        this.clock = clock;
    }

    /**
     * @param measures as stored with the training: {@code macroF1}, {@code precision}, {@code coverage}, {@code threshold}
     * @param serving whether it is the one that suggests
     */
    public record Model(long version, Instant trainedAt, int examples, JsonObject measures, boolean serving) {}

    /** Newest first; all of them at once, as an operator trains some dozens in years. */
    public List<Model> models() {
        return SuggestionStore.models(pool).await();
    }

    /** {@link #BUILT_IN} or the version of a stored model. */
    public long serving() {
        return SuggestionStore.serving(pool).await();
    }

    /**
     * From then on every process suggests with it, within seconds.
     *
     * @param version of a stored model, or {@link #BUILT_IN}
     * @return whether there is such a model; nothing changes where there is none
     */
    public boolean serve(long version) {
        return pool.withTransaction(conn -> SuggestionStore.exists(conn, version)
                        .compose(exists -> exists ? turn(conn, version).map(true) : Future.succeededFuture(false)))
                .await();
    }

    private Future<Void> turn(SqlClient conn, long version) {
        return SuggestionStore.serving(conn)
                .compose(before -> SuggestionStore.turn(conn, version, clock.instant())
                        .compose(turned -> log.append(
                                conn,
                                caller("models"),
                                "suggestion.served",
                                "suggestion-model",
                                null,
                                new JsonObject().put("version", version).put("before", before))))
                .mapEmpty();
    }

    static Caller caller(String command) {
        UUID id = UUID.nameUUIDFromBytes(command.getBytes(StandardCharsets.UTF_8));
        return new Caller(Caller.Kind.SERVICE, id, command, null, Set.of(), Set.of(), null);
    }
}
