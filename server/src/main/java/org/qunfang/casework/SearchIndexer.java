package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.qunfang.event.Event;

/** Reads the words of cases after something happened to them, so that they are found. Doing it again changes nothing. */
public final class SearchIndexer {
    private static final int AT_ONCE = 500;

    private final Pool pool;

    public SearchIndexer(Pool pool) {
        this.pool = pool;
    }

    /** For events about cases, many at once: what a rush brings together costs the pump one look. */
    public Future<Void> happened(List<Event> events) {
        Set<UUID> caseIds = new LinkedHashSet<>();
        events.forEach(event -> caseIds.add(event.subjectId()));
        return pool.withTransaction(conn -> index(conn, caseIds));
    }

    /** Those that wait since before there was a search, or since somebody put them on the list; until none is left. */
    Future<Void> indexDue() {
        return pool.withTransaction(conn -> SearchStore.takeDue(conn, AT_ONCE)
                        .compose(ids -> index(conn, ids).map(ids.size())))
                .compose(count -> count < AT_ONCE ? Future.succeededFuture() : indexDue());
    }

    private static Future<Void> index(SqlConnection conn, Collection<UUID> caseIds) {
        return caseIds.isEmpty()
                ? Future.succeededFuture()
                : SearchStore.texts(conn, caseIds).compose(texts -> SearchStore.save(conn, texts));
    }
}
