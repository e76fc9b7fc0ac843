package org.qunfang.report;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Function;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.report.ReportService.Submitted;

/**
 * Lets what arrives while the lanes are busy share the next transaction. An arrival that finds a free lane is taken at
 * once and alone; in a rush one commit serves many. docs/adr/0022-intake-lanes.md
 */
final class IntakeLanes {
    private static final int LANES = 2;
    private static final int MOST_TOGETHER = 64;
    private static final int MOST_WAITING = 2_000;

    private final Function<List<Arrival>, Future<List<Future<Submitted>>>> transaction;
    private final Deque<Arrival> waiting = new ArrayDeque<>();
    private int busy;

    /** @param transaction takes all or none; answers in the order of the arrivals */
    IntakeLanes(Function<List<Arrival>, Future<List<Future<Submitted>>>> transaction) {
        this.transaction = transaction;
    }

    /** Fails with unavailable when 2,000 wait already. */
    Future<Submitted> take(Arrival arrival) {
        synchronized (this) {
            if (waiting.size() >= MOST_WAITING) {
                return Future.failedFuture(busyNow());
            }
            waiting.add(arrival);
        }
        fill();
        return arrival.answer().future();
    }

    static Problem busyNow() {
        return Problem.of(ProblemType.UNAVAILABLE, "上报太多，请稍后再试。", "Too much arrives at once; try again.")
                .retryAfter(2);
    }

    private void fill() {
        List<Arrival> together = next();
        if (!together.isEmpty()) {
            run(together).onComplete(done -> {
                free();
                fill();
            });
        }
    }

    private synchronized List<Arrival> next() {
        List<Arrival> together = new ArrayList<>();
        if (busy < LANES && !waiting.isEmpty()) {
            busy++;
            while (together.size() < MOST_TOGETHER && !waiting.isEmpty()) {
                together.add(waiting.poll());
            }
        }
        return together;
    }

    private synchronized void free() {
        busy--;
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
