package org.qunfang.http;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * Idempotency-Key of POST requests, kept 24 hours. An attempt claims the key's row; the audit entry of its transaction
 * marks the row committed, so that an effect happens once even when a process dies between its commit and its answer.
 * Not for operations with secrets: their answers, and even a hash of a password, must not lie in the table.
 */
final class Idempotency {
    /** A try that neither committed nor answered within this time is taken over by the next one. */
    private static final String CLAIM = """
            INSERT INTO idempotency_keys AS k (account_id, key, operation_id, request_hash, attempt)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (account_id, key) DO UPDATE
               SET attempt = CASE WHEN NOT k.committed AND k.status IS NULL AND k.created_at < now() - interval '60 seconds'
                                  OR k.created_at < now() - interval '24 hours'
                                  THEN excluded.attempt ELSE k.attempt END,
                   operation_id = CASE WHEN k.created_at < now() - interval '24 hours' THEN excluded.operation_id ELSE k.operation_id END,
                   request_hash = CASE WHEN k.created_at < now() - interval '24 hours' THEN excluded.request_hash ELSE k.request_hash END,
                   status = CASE WHEN k.created_at < now() - interval '24 hours' THEN NULL ELSE k.status END,
                   committed = CASE WHEN k.created_at < now() - interval '24 hours' THEN false ELSE k.committed END,
                   created_at = CASE WHEN NOT k.committed AND k.status IS NULL AND k.created_at < now() - interval '60 seconds'
                                  OR k.created_at < now() - interval '24 hours'
                                  THEN now() ELSE k.created_at END
            RETURNING operation_id, request_hash, attempt, committed, status, reply
            """;

    private static final String KEEP = """
            UPDATE idempotency_keys
               SET status = $4, reply = $5
             WHERE account_id = $1 AND key = $2 AND attempt = $3
            """;

    private static final String FREE = """
            DELETE FROM idempotency_keys
             WHERE account_id = $1 AND key = $2 AND attempt = $3 AND NOT committed
            """;

    private static final String SWEEP = """
            DELETE FROM idempotency_keys
             WHERE ctid IN (SELECT ctid
                              FROM idempotency_keys
                             WHERE created_at < now() - interval '24 hours'
                             LIMIT $1)
            """;

    private static final int SWEPT_AT_ONCE = 5_000;

    private final Pool pool;

    Idempotency(Pool pool) {
        this.pool = pool;
    }

    /** Runs the operation at most once for this caller and key, and answers the same again. */
    Future<Reply> once(Call call, String key, String operationId, Operation operation) {
        UUID account = call.caller().accountId();
        Caller.Attempt attempt = new Caller.Attempt(key, UuidCreator.getTimeOrderedEpoch());
        byte[] hash = hash(call);
        Tuple claim = Tuple.of(account, key, operationId, Buffer.buffer(hash), attempt.id());
        return pool.preparedQuery(CLAIM).execute(claim).compose(rows -> {
            Row row = rows.iterator().next();
            if (attempt.id().equals(row.getUUID("attempt"))) {
                return run(
                        call,
                        attempt,
                        () -> operation.handle(call.as(call.caller().withAttempt(attempt))));
            }
            return Future.succeededFuture(replay(row, operationId, hash));
        });
    }

    /** Deletes the keys whose time is over; tells how many. */
    Future<Integer> sweep() {
        return pool.preparedQuery(SWEEP)
                .execute(Tuple.of(SWEPT_AT_ONCE))
                .compose(rows -> rows.rowCount() < SWEPT_AT_ONCE
                        ? Future.succeededFuture(rows.rowCount())
                        : sweep().map(more -> rows.rowCount() + more));
    }

    private Future<Reply> run(Call call, Caller.Attempt attempt, Supplier<Future<Reply>> operation) {
        UUID account = call.caller().accountId();
        return Future.succeededFuture()
                .compose(ready -> operation.get())
                .recover(failure -> pool.preparedQuery(FREE)
                        .execute(Tuple.of(account, attempt.key(), attempt.id()))
                        .transform(freed -> Future.failedFuture(failure)))
                .compose(reply -> pool.preparedQuery(KEEP)
                        .execute(Tuple.of(account, attempt.key(), attempt.id(), reply.status(), kept(reply)))
                        .map(reply));
    }

    private static JsonObject kept(Reply reply) {
        return new JsonObject()
                .put("headers", new JsonObject(Map.copyOf(reply.headers())))
                .put("body", reply.body() == null ? null : new JsonObject(reply.body()));
    }

    private static Reply replay(Row row, String operationId, byte[] hash) {
        byte[] known = row.getBuffer("request_hash").getBytes();
        if (!operationId.equals(row.getString("operation_id")) || !Arrays.equals(known, hash)) {
            throw Problem.of(
                    ProblemType.KEY_REUSED, "此幂等键已用于其他内容。", "This Idempotency-Key was used for other content.");
        }
        Integer status = row.getInteger("status");
        if (status == null) {
            boolean committed = row.getBoolean("committed");
            throw committed
                    ? Problem.of(
                            ProblemType.ALREADY_EXISTS,
                            "此请求已执行，请读取结果。",
                            "This request was carried out; read the thing for its result.")
                    : Failures.inProgress();
        }
        JsonObject reply = row.getJsonObject("reply");
        JsonObject body = reply.getJsonObject("body");
        Reply again = body == null ? Reply.noContent() : Reply.of(status, body);
        reply.getJsonObject("headers").forEach(header -> again.header(header.getKey(), (String) header.getValue()));
        return again.header("Idempotent-Replayed", "true");
    }

    private static byte[] hash(Call call) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(call.context().request().uri().getBytes(java.nio.charset.StandardCharsets.UTF_8));
            sha256.update(call.rawBody().getBytes());
            return sha256.digest();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
