package org.qunfang.warning;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.qunfang.http.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the database every second, so that what is held in memory follows it, and knows when it last could. A
 * database that says nothing is not waited for: the look fails, and the next one tries again.
 */
final class RegularLook {
    private static final Logger LOG = LoggerFactory.getLogger(RegularLook.class);
    private static final String KNOWN_AT = "Known-At";
    /** RFC 9110 section 5.6.7. */
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final long EVERY_MILLIS = 1_000;
    private static final long LONGEST_SECONDS = 5;

    private final Vertx vertx;
    private final Clock clock;
    private final Supplier<Future<Void>> reading;
    private volatile Instant knownAt = Instant.EPOCH;
    private volatile String text = "";
    private volatile boolean looking;
    private long timer = -1;

    /** @param reading reads what changed, if anything did */
    RegularLook(Vertx vertx, Clock clock, Supplier<Future<Void>> reading) {
        this.vertx = vertx;
        this.clock = clock;
        this.reading = reading;
    }

    /** Succeeds after the first look; fails when that does. */
    Future<Void> start() {
        return now().onSuccess(read -> timer = vertx.setPeriodic(EVERY_MILLIS, tick -> lookUnlessLooking()));
    }

    void stop() {
        vertx.cancelTimer(timer);
    }

    private void lookUnlessLooking() {
        if (!looking) {
            looking = true;
            now().onFailure(failure -> LOG.warn("warnings in force are served from memory: {}", failure.toString()))
                    .onComplete(done -> looking = false);
        }
    }

    /** Looks at once. */
    Future<Void> now() {
        Instant began = clock.instant();
        return reading.get().timeout(LONGEST_SECONDS, TimeUnit.SECONDS).onSuccess(read -> known(began));
    }

    private synchronized void known(Instant began) {
        if (began.isAfter(knownAt)) {
            knownAt = began;
            text = began.truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    /**
     * Says with an answer out of memory when that was last held against the database, to the second, in RFC 3339; and what
     * time it is here (RFC 9110 section 6.6.1): a phone's own clock tells no age.
     */
    Reply dated(Reply reply) {
        return reply.header(KNOWN_AT, text).header("Date", DATE.format(clock.instant()));
    }
}
