package org.qunfang;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end in order when the process is told to stop (SIGTERM or Ctrl-C): the process waits until the
 * command has closed what it opened, whatever it was doing when the signal came.
 */
final class StopSignal {
    /** Longer than the embedded PostgreSQL's stop may take; a service manager that is less patient kills. */
    private static final long LONGEST_STOP_SECONDS = 150;

    private final CountDownLatch requested = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    /** From now on the process does not end before {@link #finished()} was called. */
    static StopSignal listening() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::stop, "stop"));
        return signal;
    }

    /** Blocks until the process is told to stop. */
    void await() throws InterruptedException {
        requested.await();
    }

    /** Whether a long work should end early. */
    boolean isRequested() {
        return requested.getCount() == 0;
    }

    /** As if the signal had come. */
    void request() {
        requested.countDown();
    }

    /** The command has closed everything. */
    void finished() {
        finished.countDown();
    }

    private void stop() {
        request();
        try {
            finished.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException interruption) {
            Thread.currentThread().interrupt();
        }
    }
}
