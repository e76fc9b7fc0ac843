package org.qunfang.delivery;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
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

    /** A phone in a tunnel: longer than a lift or a change of masts. */
    private static final long TAKES_NOTHING_NANOS = TimeUnit.SECONDS.toNanos(20);

    /** @param written null when nobody asks */
    private record Waiting(Buffer frame, Promise<Void> written) {}

    private final HttpServerResponse response;
    private final Context context;
    private final Set<String> topics;
    private final UUID account;
    private final Deque<Waiting> queue = new ArrayDeque<>();
    private final long opened = System.nanoTime();
    /** Only on the context; so is what waits. */
    private boolean closed;
    /** Since when something waits and nothing of it was taken; null while nothing does. */
    private volatile Long stuckSince;

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
    Future<Void> send(Buffer frame) {
        Promise<Void> written = Promise.promise();
        context.runOnContext(turn -> sendNow(new Waiting(frame, written)));
        return written.future();
    }

    /**
     * As above, without word of what became of it: a page that did not hear it is gone, and reads anew when it is back.
     *
     * @param frame may be shared by all pages
     */
    void tell(Buffer frame) {
        context.runOnContext(turn -> {
            if (queue.isEmpty() && !response.writeQueueFull() && !isGone()) {
                response.write(frame);
            } else {
                sendNow(new Waiting(frame, null));
            }
        });
    }

    private void sendNow(Waiting waiting) {
        if (isGone()) {
            fail(waiting, "the page is gone");
        } else if (queue.size() >= QUEUE) {
            fail(waiting, "the page does not read");
            close();
        } else {
            queue.add(waiting);
            writeWaiting();
        }
    }

    private boolean isGone() {
        return closed || response.ended() || response.closed();
    }

    private static void fail(Waiting waiting, String reason) {
        if (waiting.written() != null) {
            waiting.written().tryFail(reason);
        }
    }

    private void writeWaiting() {
        while (!queue.isEmpty() && !response.writeQueueFull()) {
            stuckSince = null;
            Waiting next = queue.poll();
            Future<Void> write = response.write(next.frame());
            if (next.written() != null) {
                write.onComplete(next.written());
            }
        }
        if (!queue.isEmpty() && stuckSince == null) {
            stuckSince = System.nanoTime();
        }
    }

    /** Its connection has taken nothing of what waits for twenty seconds. Safe from any thread. */
    boolean takesNothing() {
        Long since = stuckSince;
        return since != null && System.nanoTime() - since > TAKES_NOTHING_NANOS;
    }

    boolean isOld() {
        return System.nanoTime() - opened > LONGEST_LIFE_NANOS;
    }

    /** Ends the stream in order; the page connects again. */
    void end() {
        context.runOnContext(turn -> {
            if (!isGone()) {
                response.end();
            }
        });
    }

    /**
     * Cuts the stream; what still waits fails. A connection that takes nothing goes once it takes something, or when it was idle
     * for long: Vert.x closes none before what it holds is written.
     */
    void close() {
        context.runOnContext(turn -> {
            queue.forEach(waiting -> fail(waiting, "the stream was closed"));
            queue.clear();
            if (!isGone()) {
                // end() would wait for a reader that does not read.
                response.reset();
            }
            closed = true;
        });
    }

    /** Called when the connection is gone. */
    void closed() {
        queue.forEach(waiting -> fail(waiting, "the page is gone"));
        queue.clear();
    }
}
