package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The hub with real connections. */
class LiveTest {
    private static final UUID ACCOUNT = UUID.randomUUID();
    private static final UUID EVENT = UUID.randomUUID();

    private final Vertx vertx = Vertx.vertx();
    private final LiveHub hub = new LiveHub(vertx, 2);
    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(request -> open(request.response()))
            .listen(0, "127.0.0.1")
            .await();

    /** Held here, because one that nobody holds is closed with its connections. */
    private final NetClient client = vertx.createNetClient();

    private void open(HttpServerResponse response) {
        if (!hub.reserve()) {
            response.setStatusCode(503).end();
            return;
        }
        response.setChunked(true);
        LiveStream stream = new LiveStream(response, vertx.getOrCreateContext(), ACCOUNT, Set.of("department:1"));
        response.closeHandler(gone -> hub.remove(stream));
        hub.add(stream);
        stream.tell(Buffer.buffer("retry: 1\n\n"));
    }

    @AfterEach
    void close() {
        hub.close();
        vertx.close().await();
    }

    @Test
    void aPageHearsItsTopicAndNoOther() {
        List<String> heard = page();

        hub.publish(List.of(LiveHub.DUTY), EVENT, "case.changed", new JsonObject());
        hub.publish(List.of("department:1"), EVENT, "case.opened", new JsonObject().put("n", 1));

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(String.join("", heard))
                        .contains("id: " + EVENT + "\nevent: case.opened\ndata: {\"n\":1}\n\n"));
        assertThat(String.join("", heard)).doesNotContain("case.changed");
    }

    @Test
    void aMessageToAPersonSucceedsOnceAConnectionTookIt() {
        List<String> heard = page();

        hub.sendToAccount(ACCOUNT, Buffer.buffer("data: warning\n\n")).await();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(String.join("", heard)).contains("data: warning"));
        assertThat(hub.sendToAccount(UUID.randomUUID(), Buffer.buffer("data: x\n\n"))
                        .failed())
                .isTrue();
    }

    @Test
    void aPageThatDoesNotReadIsClosedAndNobodyElseWaits() {
        NetSocket deaf = connect(bytes -> {});
        deaf.pause();
        await().until(() -> hub.openStreams() == 1);
        Buffer large = Buffer.buffer("data: " + "x".repeat(100_000) + "\n\n");

        for (int i = 0; i < 2 * LiveStream.QUEUE; i++) {
            hub.sendToAccount(ACCOUNT, large);
        }

        await().atMost(Duration.ofSeconds(20)).until(() -> hub.openStreams() == 0);
        assertThat(hub.connectedAccounts()).isEmpty();
    }

    /** As a phone in a tunnel: its connection stands and takes nothing, and nothing ends it from there. */
    @Test
    void aConnectionThatTakesNothingIsCutSoonAndItsPlaceIsFree() throws Exception {
        try (Socket deaf = new Socket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.connect(new InetSocketAddress("127.0.0.1", server.actualPort()));
            deaf.getOutputStream().write("GET / HTTP/1.1\r\nHost: test\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().until(() -> hub.openStreams() == 1);
            Buffer large = Buffer.buffer("data: " + "x".repeat(100_000) + "\n\n");

            for (int i = 0; i < 100; i++) {
                hub.sendToAccount(ACCOUNT, large);
            }

            await().atMost(Duration.ofSeconds(40)).until(() -> hub.openStreams() == 0);
            assertThat(hub.connectedAccounts()).isEmpty();
        }
    }

    @Test
    void moreStreamsThanThereIsRoomForAreRefused() {
        page();
        page();
        await().until(() -> hub.openStreams() == 2);

        List<String> third = page();

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(String.join("", third)).contains("503"));
        assertThat(hub.openStreams()).isEqualTo(2);
    }

    @Test
    void aClosedPageLeavesNothingBehind() {
        NetSocket socket = connect(bytes -> {});
        await().until(() -> hub.openStreams() == 1);

        socket.close().await();

        await().atMost(Duration.ofSeconds(20)).until(() -> hub.openStreams() == 0);
        assertThat(hub.connectedAccounts()).isEmpty();
    }

    private List<String> page() {
        int before = hub.openStreams();
        List<String> heard = new CopyOnWriteArrayList<>();
        connect(bytes -> heard.add(bytes.toString()));
        await().atMost(Duration.ofSeconds(20)).until(() -> hub.openStreams() > before || !heard.isEmpty());
        return heard;
    }

    /** Listens before it asks: a socket without a handler drops what it hears. */
    private NetSocket connect(Handler<Buffer> handler) {
        NetSocket socket = client.connect(server.actualPort(), "127.0.0.1").await();
        socket.handler(handler);
        socket.write("GET / HTTP/1.1\r\nHost: test\r\n\r\n");
        return socket;
    }
}
