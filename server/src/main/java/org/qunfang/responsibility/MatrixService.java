package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import java.util.UUID;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;

/** Creating and replacing areas, departments, categories and responsibilities. */
final class MatrixService {
    /** Contact data stays out of the audit log. */
    private static final String CONTACTS = "channels";

    private final MatrixEdit edit;
    private final WorkerExecutor worker;

    /** @param worker decides there: checking a long boundary takes some hundred milliseconds */
    MatrixService(MatrixEdit edit, WorkerExecutor worker) {
        this.edit = edit;
        this.worker = worker;
    }

    /** @return the new thing as the contract shows it; fails with a problem that names the pointer */
    <T> Future<JsonObject> create(Kind<T> kind, Caller caller, JsonObject input) {
        return edit.run((conn, matrix) -> store(conn, kind, caller, matrix, null, input));
    }

    /**
     * @param version the one that was read
     * @return the thing as it is now; fails with not-found, stale, or a problem that names the pointer
     */
    <T> Future<JsonObject> replace(Kind<T> kind, Caller caller, UUID id, long version, JsonObject input) {
        return edit.run((conn, matrix) -> {
            T known = kind.find().apply(matrix, id).orElseThrow(Problem::notFound);
            if (kind.version().applyAsLong(known) != version) {
                throw MatrixWriter.stale();
            }
            return store(conn, kind, caller, matrix, known, input);
        });
    }

    private <T> Future<JsonObject> store(
            SqlConnection conn, Kind<T> kind, Caller caller, Matrix matrix, T known, JsonObject input) {
        String action = kind.name() + (known == null ? ".create" : ".update");
        return worker.executeBlocking(() -> kind.decide().decide(matrix, known, input), false)
                .compose(next -> {
                    JsonObject now = kind.json().apply(matrix, next);
                    JsonObject detail = new JsonObject().put("after", withoutContacts(now));
                    if (known != null) {
                        detail.put("before", withoutContacts(kind.json().apply(matrix, known)));
                    }
                    return kind.save()
                            .apply(conn, next)
                            .compose(saved ->
                                    edit.log(conn, caller, action, kind.id().apply(next), detail))
                            .map(logged -> now);
                });
    }

    private static JsonObject withoutContacts(JsonObject thing) {
        JsonObject copy = thing.copy();
        copy.remove(CONTACTS);
        return copy;
    }
}
