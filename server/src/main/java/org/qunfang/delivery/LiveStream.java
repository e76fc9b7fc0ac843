package org.qunfang.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One open page. Everything is written on the connection's own event loop. A page that does not read keeps at most
 * {@value #QUEUE} events waiting; then it is closed, and comes back by itself.
 */
final class LiveStream {
    static final int QUEUE = 256;

    /** Shorter than an access token lives: whoever lost a right loses the stream soon, and comes back without it. */
    private static final long LONGEST_LIFE_NANOS = TimeUnit.MINUTES.toNanos(10);

    private record Waiting(String frame, Promise<Void> written) {}

    private final HttpServerResponse response;
    private final Context context;
    private final Set<String> topics;
    private final UUID account;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final long opened = System.nanoTime();

    LiveStream(HttpServerResponse response, Context context, UUID account, Set<String> topics) {
        this.response = response;
        this.context = context;
        this.topics = topics;
        this.account = account;
        response.drainHandler(ready -> writeWaiting());
    }

    Set<String> topics() {
        return topics;
    }

    UUID account() {
        return account;
    }

    /** Succeeds when the connection took the frame; fails when the page is gone or too slow. Safe from any thread. */
    Future<Void> send(String frame) {
        Promise<Void> written = Promise.promise();
        context.runOnContext(turn -> {
            if (response.ended() || response.closed()) {
                written.fail("the page is gone");
            } else if (queue.size() >= QUEUE) {
                written.fail("the page does not read");
                close();
            } else {
                queue.add(new Waiting(frame, written));
                writeWaiting();
            }
        });
        return written.future();
    }

    private void writeWaiting() {
        while (!queue.isEmpty() && !response.writeQueueFull()) {
            Waiting next = queue.poll();
            response.write(next.frame()).onComplete(next.written());
        }
    }

    boolean isOld() {
        return System.nanoTime() - opened > LONGEST_LIFE_NANOS;
    }

    /** Ends the stream in order; the page connects again. */
    void end() {
        context.runOnContext(turn -> {
            if (!response.ended() && !response.closed()) {
                response.end();
            }
        });
    }

    /** Cuts the stream; what still waits fails. */
    void close() {
        context.runOnContext(turn -> {
            queue.forEach(waiting -> waiting.written().tryFail("the stream was closed"));
            queue.clear();
            if (!response.ended() && !response.closed()) {
                // end() would wait for a reader that does not read.
                response.reset();
            }
        });
    }

    /** Called when the connection is gone. */
    void closed() {
        queue.forEach(waiting -> waiting.written().tryFail("the page is gone"));
        queue.clear();
    }
}
