package org.qunfang.db;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.logging.LogLevel;
import com.github.kagkarlsson.scheduler.task.Task;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Work that recurs and is done by one process at a time, whichever is first: db-scheduler on the JDBC connections. What
 * failed is tried again when it is due next; what a dead process left undone, another one does.
 */
public final class Schedule implements AutoCloseable {
    /** Good enough for deleting what nobody needs any more. */
    public static final Duration SWEEP = Duration.ofHours(1);

    /** How often it is looked for what is due. */
    public static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final int THREADS = 2;

    private final Scheduler scheduler;

    private Schedule(Scheduler scheduler) {
        this.scheduler = scheduler;
    }

    /**
     * Something that recurs.
     *
     * @param name unique and stable: it is stored
     * @param pause from the end of one run to the begin of the next; at least five seconds, for that is how often it is
     *     looked
     */
    public record Job(String name, Duration pause, Supplier<? extends Future<?>> work) {
        private RecurringTask<Void> task() {
            return Tasks.recurring(name, FixedDelay.of(pause)).execute((instance, context) -> run());
        }

        private void run() {
            try {
                work.get().await(LONGEST.toSeconds(), TimeUnit.SECONDS);
            } catch (java.util.concurrent.TimeoutException endless) {
                throw new IllegalStateException(name + " is not done after " + LONGEST, endless);
            }
        }
    }

    /**
     * Runs each job at once if it never ran, and then with its pauses, until {@link #close}.
     *
     * @param lookEvery {@link #LOOK_EVERY}, or less where a test moves the clock
     */
    public static Schedule start(DataSource source, Clock clock, Duration lookEvery, Collection<Job> jobs) {
        List<RecurringTask<Void>> tasks = jobs.stream().map(Job::task).toList();
        Scheduler scheduler = Scheduler.create(source, List.<Task<?>>of())
                .startTasks(tasks)
                .clock(clock::instant)
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .threads(THREADS)
                .pollingInterval(lookEvery)
                .shutdownMaxWait(STOP_WITHIN)
                .failureLogging(LogLevel.WARN, false)
                .build();
        scheduler.start();
        return new Schedule(scheduler);
    }

    /** Begins nothing new and waits a few seconds for what runs. Blocks: not for the event loop. */
    @Override
    public void close() {
        scheduler.stop();
    }
}
