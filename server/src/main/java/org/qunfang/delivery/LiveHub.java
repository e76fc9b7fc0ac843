package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The open pages of this process and what they listen to. Topics: {@code department:<id>}, {@code duty} and
 * {@code warnings}; what is for one person goes to all open pages of the account.
 */
public final class LiveHub {
    /** The duty office's topic. */
    public static final String DUTY = "duty";

    /** Of every officer: the steps that warnings take. */
    public static final String WARNINGS = "warnings";

    private static final long HEARTBEAT_MILLIS = 5_000;
    /** A comment line keeps proxies from closing a silent stream, and a page without one for long takes it for dead. */
    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");
    /** Not all at once: ten thousand of them would keep everybody else waiting for a tenth of a second. */
    private static final int BEATS = 20;

    private final Map<String, Set<LiveStream>> topicToStreams = new ConcurrentHashMap<>();
    private final Map<UUID, Set<LiveStream>> accountToStreams = new ConcurrentHashMap<>();
    private final Set<LiveStream> streams = ConcurrentHashMap.newKeySet();
    private final AtomicInteger open = new AtomicInteger();
    private final Vertx vertx;
    private final int mostStreams;
    private final long heartbeat;
    private int beat;

    /** @param mostStreams open at once in this process; further ones are refused */
    public LiveHub(Vertx vertx, int mostStreams) {
        this.vertx = vertx;
        this.mostStreams = mostStreams;
        this.heartbeat = vertx.setPeriodic(HEARTBEAT_MILLIS / BEATS, tick -> beat());
    }

    private void beat() {
        beat = (beat + 1) % BEATS;
        for (LiveStream stream : streams) {
            if (Math.floorMod(stream.hashCode(), BEATS) == beat) {
                beat(stream);
            }
        }
    }

    private void beat(LiveStream stream) {
        if (stream.takesNothing()) {
            // Whoever it stands for is not here: their messages go the way of those with no page.
            forget(stream);
            stream.close();
        } else if (stream.isOld()) {
            stream.end();
        } else {
            stream.tell(HEARTBEAT);
        }
    }

    public static String departmentTopic(UUID departmentId) {
        return "department:" + departmentId;
    }

    /**
     * Tells every page that listens to any of the topics, once. Pages that cannot be told reload what they show when
     * they connect again.
     *
     * @param id of the event, UUIDv7
     * @param event such as {@code case.opened}
     */
    public void publish(Collection<String> topics, UUID id, String event, JsonObject data) {
        Set<LiveStream> listening = new LinkedHashSet<>();
        topics.forEach(topic -> listening.addAll(topicToStreams.getOrDefault(topic, Set.of())));
        if (!listening.isEmpty()) {
            Buffer frame = frame(id.toString(), event, data);
            listening.forEach(stream -> stream.tell(frame));
        }
    }

    /** The same to the open pages of one person here, if there are any. */
    public void publishTo(UUID account, UUID id, String event, JsonObject data) {
        Set<LiveStream> listening = accountToStreams.getOrDefault(account, Set.of());
        if (!listening.isEmpty()) {
            Buffer frame = frame(id.toString(), event, data);
            listening.forEach(stream -> stream.tell(frame));
        }
    }

    /** Events of topics may have been missed: pages that listen to any connect again and read anew what they show. */
    public void endTopicStreams() {
        streams.stream().filter(stream -> !stream.topics().isEmpty()).forEach(LiveStream::end);
    }

    /** Takes a place for one more stream; false when all are taken. */
    boolean reserve() {
        if (open.incrementAndGet() > mostStreams) {
            open.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a reserved place back that no stream was opened for. */
    void release() {
        open.decrementAndGet();
    }

    /** Needs a reserved place, which {@link #remove} gives back. */
    void add(LiveStream stream) {
        streams.add(stream);
        stream.topics().forEach(topic -> join(topicToStreams, topic, stream));
        join(accountToStreams, stream.account(), stream);
    }

    void remove(LiveStream stream) {
        if (forget(stream)) {
            stream.closed();
        }
    }

    private boolean forget(LiveStream stream) {
        if (!streams.remove(stream)) {
            return false;
        }
        stream.topics().forEach(topic -> leave(topicToStreams, topic, stream));
        leave(accountToStreams, stream.account(), stream);
        release();
        return true;
    }

    /** Who has a page open here. */
    Set<UUID> connectedAccounts() {
        return Set.copyOf(accountToStreams.keySet());
    }

    /** Writes to the open pages of a person; succeeds when at least one connection took it. */
    Future<Void> sendToAccount(UUID account, Buffer frame) {
        List<Future<Void>> writes = accountToStreams.getOrDefault(account, Set.of()).stream()
                .map(stream -> stream.send(frame))
                .toList();
        return writes.isEmpty()
                ? Future.failedFuture("no page is open")
                : Future.any(writes).mapEmpty();
    }

    public int openStreams() {
        return open.get();
    }

    /** Closes every stream. */
    public void close() {
        vertx.cancelTimer(heartbeat);
        streams.forEach(LiveStream::close);
    }

    /** One event of the stream (WHATWG HTML, section 9.2). */
    static Buffer frame(String id, String event, JsonObject data) {
        return Buffer.buffer("id: " + id + "\nevent: " + event + "\ndata: " + data.encode() + "\n\n");
    }

    private static <K> void join(Map<K, Set<LiveStream>> map, K key, LiveStream stream) {
        map.compute(key, (same, members) -> {
            Set<LiveStream> joined = members == null ? ConcurrentHashMap.newKeySet() : members;
            joined.add(stream);
            return joined;
        });
    }

    private static <K> void leave(Map<K, Set<LiveStream>> map, K key, LiveStream stream) {
        map.computeIfPresent(key, (same, members) -> {
            members.remove(stream);
            return members.isEmpty() ? null : members;
        });
    }
}
