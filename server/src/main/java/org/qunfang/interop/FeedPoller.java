package org.qunfang.interop;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.qunfang.http.Caller;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the feeds of trusted senders when they are due, and takes what they bring. */
final class FeedPoller {
    static final Duration PAUSE = Duration.ofMinutes(1);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final Logger LOG = LoggerFactory.getLogger(FeedPoller.class);
    /** Longer than a feed may take with all of its links. */
    private static final Duration LEASE = Duration.ofMinutes(5);
    /** For the links of one feed in one look; the others follow in the next. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Caller FEED =
            new Caller(Caller.Kind.SERVICE, null, "cap-feed", null, Set.of(), Set.of(), null);

    private final Pool pool;
    private final FeedStore feeds;
    private final FeedClient client;
    private final ImportService imports;
    private final WorkerExecutor worker;
    private final Clock clock;

    FeedPoller(
            Pool pool, FeedStore feeds, FeedClient client, ImportService imports, WorkerExecutor worker, Clock clock) {
        this.pool = pool;
        this.feeds = feeds;
        this.client = client;
        this.imports = imports;
        this.worker = worker;
        this.clock = clock;
    }

    /** Side by side, so that a slow one delays no other; how many. */
    Future<Integer> poll() {
        Instant now = clock.instant();
        return feeds.claim(pool, now, now.plus(LEASE)).compose(due -> {
            List<Future<Void>> polled = due.stream().map(this::poll).toList();
            return polled.isEmpty()
                    ? Future.succeededFuture(0)
                    : Future.join(polled).map(done -> polled.size());
        });
    }

    private Future<Void> poll(CapSender sender) {
        CapSender.Health health = sender.health();
        return client.read(sender.feedUrl(), health.etag(), health.modified())
                .compose(read -> (read.body() == null ? Future.<Void>succeededFuture() : take(sender, read))
                        .compose(taken -> feeds.wentWell(
                                pool, sender, clock.instant(), clock.instant().plus(PAUSE), read)))
                .recover(failure -> failed(sender, failure));
    }

    private Future<Void> failed(CapSender sender, Throwable failure) {
        FeedFailure known;
        if (failure instanceof FeedClient.Failed failed) {
            known = failed.failure();
        } else if (failure instanceof Refused) {
            known = FeedFailure.NOT_A_FEED;
        } else {
            return Future.failedFuture(failure);
        }
        LOG.info("the feed of {} was not read: {}", sender.sender(), known.code());
        Instant now = clock.instant();
        return feeds.failed(
                pool, sender, now, now.plus(pauseAfter(sender.health().failures() + 1)), known);
    }

    /** Twice as long with every failure in a row, up to an hour. */
    static Duration pauseAfter(int failures) {
        Duration pause = PAUSE.multipliedBy(1L << Math.min(failures, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private Future<Void> take(CapSender sender, FeedClient.Read read) {
        Instant until = clock.instant().plus(PATIENCE);
        return worker.executeBlocking(() -> FeedEntries.read(read.body().getBytes(), read.address()), false)
                .compose(entries -> takeAll(sender, entries.messages())
                        .compose(taken -> feeds.listed(pool, sender.id(), entries.links(), clock.instant()))
                        .compose(listed -> feeds.unread(pool, sender.id(), entries.links()))
                        .compose(unread -> follow(sender, unread, until)));
    }

    /** Feeds list the newest first. */
    private static <T> List<T> oldestFirst(List<T> listed) {
        List<T> turned = new ArrayList<>(listed);
        Collections.reverse(turned);
        return turned;
    }

    private Future<Void> takeAll(CapSender sender, List<byte[]> messages) {
        Future<Void> all = Future.succeededFuture();
        for (byte[] message : oldestFirst(messages)) {
            all = all.compose(before -> imports.take(FEED, message, sender.id()).mapEmpty());
        }
        return all;
    }

    /** The newest first: one that hangs keeps nothing newer waiting. */
    private Future<Void> follow(CapSender sender, List<String> links, Instant until) {
        Future<FeedFailure> all = Future.succeededFuture();
        for (String link : links) {
            all = all.compose(before -> clock.instant().isBefore(until)
                    ? follow(sender, link).map(failure -> before == null ? failure : before)
                    : Future.succeededFuture(before));
        }
        return all.map(first -> {
            if (first != null) {
                throw new FeedClient.Failed(first);
            }
            return null;
        });
    }

    /** What went wrong and may go well the next time, or null. An address that is no good is not tried again. */
    private Future<FeedFailure> follow(CapSender sender, String link) {
        return client.read(link, null, null)
                .map(read -> {
                    if (read.body() == null) {
                        throw new FeedClient.Failed(FeedFailure.REFUSED);
                    }
                    return read.body().getBytes();
                })
                .compose(
                        xml -> imports.take(FEED, xml, sender.id())
                                .compose(taken -> feeds.read(pool, sender.id(), link, clock.instant()))
                                .map((FeedFailure) null),
                        failure -> unread(sender, link, failure));
    }

    private Future<FeedFailure> unread(CapSender sender, String link, Throwable failure) {
        if (!(failure instanceof FeedClient.Failed failed)) {
            return Future.failedFuture(failure);
        }
        return switch (failed.failure()) {
            case UNREACHABLE, TIMED_OUT -> Future.succeededFuture(failed.failure());
            default -> feeds.read(pool, sender.id(), link, clock.instant()).map((FeedFailure) null);
        };
    }
}
