package org.qunfang.report;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.report.ReportService.Submitted;

/**
 * Lets what arrives while its lane is busy share the lane's next transaction. An arrival that finds its lane free is
 * taken at once and alone; in a rush one commit serves many. The categories are spread over the lanes, so that lanes
 * never wait for each other's locks. docs/adr/0022-intake-lanes.md
 */
final class IntakeLanes {
    private static final int LANES = 2;
    private static final int MOST_TOGETHER = 64;
    private static final int MOST_WAITING = 1_000;

    private final Function<List<Arrival>, Future<List<Future<Submitted>>>> transaction;
    private final List<Lane> lanes = Stream.generate(Lane::new).limit(LANES).toList();

    /** @param transaction takes all or none; answers in the order of the arrivals */
    IntakeLanes(Function<List<Arrival>, Future<List<Future<Submitted>>>> transaction) {
        this.transaction = transaction;
    }

    /** Fails with unavailable when 1,000 wait already in the lane. */
    Future<Submitted> take(Arrival arrival) {
        return lanes.get(Math.floorMod(arrival.category().id().hashCode(), LANES))
                .take(arrival);
    }

    static Problem busyNow() {
        return Problem.of(ProblemType.UNAVAILABLE, "上报太多，请稍后再试。", "Too much arrives at once; try again.")
                .retryAfter(2);
    }

    private final class Lane {
        private final Deque<Arrival> waiting = new ArrayDeque<>();
        private boolean busy;

        Future<Submitted> take(Arrival arrival) {
            synchronized (this) {
                if (waiting.size() >= MOST_WAITING) {
                    return Future.failedFuture(busyNow());
                }
                waiting.add(arrival);
            }
            drive();
            return arrival.answer().future();
        }

        private void drive() {
            List<Arrival> together = next();
            if (!together.isEmpty()) {
                run(together).onComplete(done -> {
                    free();
                    drive();
                });
            }
        }

        private synchronized List<Arrival> next() {
            List<Arrival> together = new ArrayList<>();
            while (!busy && together.size() < MOST_TOGETHER && !waiting.isEmpty()) {
                together.add(waiting.poll());
            }
            busy = busy || !together.isEmpty();
            return together;
        }

        private synchronized void free() {
            busy = false;
        }

        /** What fails together is tried alone, so that nobody pays for another's fault. */
        private Future<Void> run(List<Arrival> together) {
            return transaction.apply(together).transform(done -> {
                if (done.succeeded()) {
                    for (int i = 0; i < together.size(); i++) {
                        done.result().get(i).onComplete(together.get(i).answer());
                    }
                    return Future.succeededFuture();
                }
                if (together.size() == 1) {
                    together.get(0).answer().fail(done.cause());
                    return Future.succeededFuture();
                }
                Future<Void> alone = Future.succeededFuture();
                for (Arrival each : together) {
                    alone = alone.compose(before -> run(List.of(each)));
                }
                return alone;
            });
        }
    }
}
