package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.casework.SearchNames.Sought;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** A page of a queue for words, with where they were found. */
final class Searching {
    /** Milliseconds; a search among a million cases takes some tens of them. */
    private static final String AT_MOST = "SET LOCAL statement_timeout = 3000";

    private static final String QUERY_CANCELED = "57014";
    private static final int RETRY_SECONDS = 5;

    private Searching() {}

    /** Fails with unavailable when it takes too long. */
    static Future<List<QueueItem>> page(Pool pool, QueuePlan plan, QueueFilter filter, Sought sought) {
        return pool.withTransaction(conn -> {
                    Future<?> bounded = conn.query(AT_MOST).execute();
                    return bounded.compose(set -> QueueStore.search(conn, plan, filter, sought))
                            .compose(items -> quoted(conn, items, sought));
                })
                .recover(failure -> Future.failedFuture(wasTooLong(failure) ? tooLong() : failure));
    }

    private static boolean wasTooLong(Throwable failure) {
        return failure instanceof PgException pg && QUERY_CANCELED.equals(pg.getSqlState());
    }

    private static Problem tooLong() {
        return Problem.of(
                        ProblemType.UNAVAILABLE,
                        "查找时间过长。请多写几个字，或再选状态、类别、辖区。",
                        "The search took too long. Write more words, or choose a status, category or area.")
                .retryAfter(RETRY_SECONDS);
    }

    /** Of lines that do not show the words, what has them is read. */
    private static Future<List<QueueItem>> quoted(SqlConnection conn, List<QueueItem> items, Sought sought) {
        List<UUID> silent = items.stream()
                .filter(item -> !hidden(item, sought).pieces().isEmpty())
                .map(QueueItem::id)
                .toList();
        return silent.isEmpty()
                ? Future.succeededFuture(items)
                : SearchStore.written(conn, silent).map(texts -> quote(items, sought, texts));
    }

    private static List<QueueItem> quote(List<QueueItem> items, Sought sought, Map<UUID, String> texts) {
        List<QueueItem> quoted = new ArrayList<>();
        for (QueueItem item : items) {
            String text = texts.get(item.id());
            quoted.add(text == null ? item : item.finding(SearchQuote.of(text, hidden(item, sought))));
        }
        return quoted;
    }

    /** What of the words the line does not show, names and all. */
    private static SearchWords hidden(QueueItem item, Sought sought) {
        List<String> shown = new ArrayList<>(List.of(item.number()));
        if (item.place() != null) {
            shown.add(item.place());
        }
        if (item.excerpt() != null) {
            shown.add(item.excerpt());
        }
        return sought.beside(item.areaId(), item.categoryId()).without(shown);
    }
}
