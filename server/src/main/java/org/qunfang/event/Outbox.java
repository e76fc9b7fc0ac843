package org.qunfang.event;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.ZoneOffset;

/** Writes events in the caller's transaction. */
public final class Outbox {
    private static final String APPEND = """
            INSERT INTO events (id, type, subject_id, data, at)
            VALUES ($1, $2, $3, $4, $5)
            """;

    private Outbox() {}

    public static Future<Void> append(SqlClient conn, Event event) {
        return conn.preparedQuery(APPEND)
                .execute(Tuple.of(
                        event.id(),
                        event.type(),
                        event.subjectId(),
                        event.data(),
                        event.at().atOffset(ZoneOffset.UTC)))
                .mapEmpty();
    }
}
