package org.qunfang.report;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.qunfang.casework.Grounds;

/** Stores what the decisions of the intake rest on, and remembers what is stored already. */
final class IntakeGrounds {
    /** Ids of 16 bytes each; a city has some for each category and area. */
    private static final int MOST_REMEMBERED = 100_000;

    private final Set<UUID> committed = ConcurrentHashMap.newKeySet();

    /** Before the cases and decision records, which refer to them. */
    Future<Void> store(SqlConnection conn, List<Draft> drafts) {
        Map<UUID, Grounds> fresh = new HashMap<>();
        of(drafts).filter(each -> !committed.contains(each.id())).forEach(each -> fresh.put(each.id(), each));
        return Grounds.store(conn, fresh.values());
    }

    /** After the transaction: rows of this table are never deleted. */
    void committed(List<Draft> drafts) {
        if (committed.size() > MOST_REMEMBERED) {
            committed.clear();
        }
        of(drafts).forEach(each -> committed.add(each.id()));
    }

    private static Stream<Grounds> of(List<Draft> drafts) {
        return drafts.stream()
                .flatMap(each -> Stream.of(each.why(), each.factors()))
                .filter(Objects::nonNull);
    }
}
