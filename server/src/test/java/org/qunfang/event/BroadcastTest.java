package org.qunfang.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.db.Database;
import org.qunfang.settings.DatabaseUrl;
import org.qunfang.testing.TestDatabase;

class BroadcastTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long CHECK_MILLIS = 200;

    @RegisterExtension
    static final TestDatabase database = new TestDatabase();

    private final List<Broadcast> open = new ArrayList<>();

    @AfterEach
    void stop() {
        open.forEach(each -> each.stop().await());
    }

    @Test
    void everyProcessHearsWhatOneTellsAndNothingThatNobodyListensTo() {
        List<Event> heardHere = new CopyOnWriteArrayList<>();
        List<Event> heardThere = new CopyOnWriteArrayList<>();
        Broadcast here = listening(database.url(), heardHere::add, new AtomicInteger());
        listening(database.url(), heardThere::add, new AtomicInteger());
        Event event = event("case.opened", "裂缝");

        here.tell(List.of(event("case.unheard", "x"), event)).await();

        await().atMost(SOON).untilAsserted(() -> {
            assertThat(heardHere).containsExactly(event);
            assertThat(heardThere).containsExactly(event);
        });
    }

    @Test
    void aListenerThatFailsTakesNothingFromTheOthers() {
        List<Event> heard = new CopyOnWriteArrayList<>();
        Broadcast broadcast = listening(
                database.url(),
                event -> {
                    heard.add(event);
                    throw new IllegalStateException("a defect");
                },
                new AtomicInteger());

        broadcast
                .tell(List.of(event("case.opened", "1"), event("case.opened", "2")))
                .await();

        await().atMost(SOON).untilAsserted(() -> assertThat(heard).hasSize(2));
    }

    @Test
    void aLineOnWhichNothingArrivesAnyMoreIsLeftAndTheGapTold() {
        List<NetSocket> lines = new CopyOnWriteArrayList<>();
        NetServer proxy = database.vertx()
                .createNetServer()
                .connectHandler(phone -> {
                    phone.pause();
                    database.vertx()
                            .createNetClient()
                            .connect(database.url().port(), database.url().host())
                            .onSuccess(server -> {
                                lines.add(server);
                                server.pipeTo(phone);
                                phone.pipeTo(server);
                            });
                })
                .listen(0, "127.0.0.1")
                .await();
        List<Event> heard = new CopyOnWriteArrayList<>();
        AtomicInteger gaps = new AtomicInteger();
        Broadcast broadcast = listening(through(proxy.actualPort()), heard::add, gaps);
        await().atMost(SOON).until(() -> gaps.get() == 1);

        lines.forEach(NetSocket::pause);

        await().atMost(SOON).until(() -> gaps.get() == 2);
        broadcast.tell(List.of(event("case.opened", "after"))).await();
        await().atMost(SOON).untilAsserted(() -> assertThat(heard).hasSize(1));
        proxy.close().await();
    }

    @Test
    void manyEventsBecomeAsFewPayloadsAsPostgreSqlAllows() {
        List<Event> events = IntStream.range(0, 200)
                .mapToObj(n -> event("case.opened", "滑坡".repeat(n % 50)))
                .toList();

        List<String> payloads = Broadcast.payloads(events);

        assertThat(payloads)
                .hasSizeBetween(2, 10)
                .allSatisfy(payload ->
                        assertThat(payload.getBytes(UTF_8).length).isLessThanOrEqualTo(Broadcast.MOST_BYTES));
        assertThat(payloads.stream()
                        .flatMap(payload -> new JsonArray(payload).stream())
                        .map(each -> Event.fromJson((JsonObject) each)))
                .containsExactlyElementsOf(events);
    }

    @Test
    void onlyAnEventThatFitsNoPayloadIsLeftOut() {
        Event large = event("case.opened", "x".repeat(8_000));
        Event small = event("case.opened", "y");
        int frame = small.toJson().encode().length() - 1 + "[]".length();
        Event largest = event("case.opened", "z".repeat(Broadcast.MOST_BYTES - frame));

        assertThat(Broadcast.payloads(List.of(small, large, small)))
                .containsExactly(
                        new JsonArray().add(small.toJson()).add(small.toJson()).encode());
        assertThat(Broadcast.payloads(List.of(largest)))
                .singleElement()
                .satisfies(payload -> assertThat(payload).hasSize(Broadcast.MOST_BYTES));
        assertThat(Broadcast.payloads(List.of(large))).isEmpty();
    }

    private Broadcast listening(DatabaseUrl url, java.util.function.Consumer<Event> listener, AtomicInteger gaps) {
        Broadcast broadcast = new Broadcast(
                database.vertx(), database.pool(), Database.subscriber(database.vertx(), url), CHECK_MILLIS);
        broadcast.listen("case.opened", listener);
        broadcast.onGap(gaps::incrementAndGet);
        broadcast.start().await();
        open.add(broadcast);
        return broadcast;
    }

    private static DatabaseUrl through(int port) {
        DatabaseUrl url = database.url();
        return new DatabaseUrl(
                "127.0.0.1", port, url.database(), url.user(), url.password(), url.sslMode(), Optional.empty());
    }

    private static Event event(String type, String text) {
        // Of fixed length: PostgreSQL keeps microseconds, and the text of an instant leaves zeros out.
        Instant at = Instant.parse("2026-11-23T08:15:00.123456Z");
        return Event.of(type, UUID.randomUUID(), new JsonObject().put("text", text), at);
    }
}
