package org.qunfang.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Open streams of server-sent events, as many as it takes, read by one thread that looks for one word in them. */
final class OpenStreams implements AutoCloseable {
    /** Less than what waits to be accepted anywhere. */
    private static final int AT_ONCE = 100;

    private static final long LONGEST_SECONDS = 120;

    private final Selector selector = Selector.open();
    private final ByteBuffer heard = ByteBuffer.allocateDirect(1 << 16);
    private final List<SocketChannel> sockets = new ArrayList<>();
    private final Thread reader = new Thread(this::read, "open-streams");
    private volatile Wanted wanted = new Wanted(new byte[] {'H', 'T', 'T', 'P'}, 0);
    private volatile Throwable broken;

    /** A word that each stream is to hear once, and when the last one did. */
    private static final class Wanted {
        private final byte[] word;
        private final CountDownLatch left;
        private volatile long last;

        Wanted(byte[] word, int streams) {
            this.word = word;
            this.left = new CountDownLatch(streams);
        }

        void heardIt(long at) {
            last = at;
            left.countDown();
        }
    }

    private OpenStreams() throws IOException {}

    /** @param requests the whole request of each stream */
    static OpenStreams open(int port, int count, IntFunction<String> requests)
            throws IOException, InterruptedException {
        OpenStreams streams = new OpenStreams();
        streams.reader.setDaemon(true);
        streams.reader.start();
        for (int from = 0; from < count; from += AT_ONCE) {
            int to = Math.min(from + AT_ONCE, count);
            streams.wanted = new Wanted("\r\n\r\n".getBytes(StandardCharsets.US_ASCII), to - from);
            for (int i = from; i < to; i++) {
                streams.connect(port, requests.apply(i));
            }
            streams.awaitAll();
        }
        return streams;
    }

    private void connect(int port, String request) throws IOException {
        SocketChannel socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
        socket.configureBlocking(false);
        socket.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
        sockets.add(socket);
        socket.register(selector, SelectionKey.OP_READ);
        selector.wakeup();
    }

    /** To be called before the event; {@link #awaitAll} tells when all streams have heard it. */
    void expect(String word) {
        wanted = new Wanted(word.getBytes(StandardCharsets.US_ASCII), sockets.size());
    }

    /** When the last of them heard it, as {@link System#nanoTime} counts. */
    long awaitAll() throws InterruptedException {
        Wanted now = wanted;
        if (!now.left.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(now.left.getCount() + " streams were not told", broken);
        }
        return now.last;
    }

    private void read() {
        try {
            while (selector.isOpen()) {
                selector.select(this::read);
            }
        } catch (IOException | UncheckedIOException | java.nio.channels.ClosedSelectorException failure) {
            broken = failure;
        }
    }

    private void read(SelectionKey key) {
        try {
            heard.clear();
            if (((SocketChannel) key.channel()).read(heard) < 0) {
                key.cancel();
                broken = new IOException("a stream was ended");
                return;
            }
            Wanted now = wanted;
            if (contains(heard.flip(), now.word)) {
                now.heardIt(System.nanoTime());
            }
        } catch (IOException failure) {
            key.cancel();
            broken = failure;
        }
    }

    private static boolean contains(ByteBuffer all, byte[] word) {
        int last = all.limit() - word.length;
        for (int from = 0; from <= last; from++) {
            int same = 0;
            while (same < word.length && all.get(from + same) == word[same]) {
                same++;
            }
            if (same == word.length) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void close() throws IOException {
        selector.close();
        for (SocketChannel socket : sockets) {
            socket.close();
        }
    }
}
