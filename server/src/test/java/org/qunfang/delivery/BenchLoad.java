package org.qunfang.delivery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Asks the same thing again and again over kept connections, from one thread that does next to nothing else. */
final class BenchLoad {
    private static final int CONNECTIONS = 64;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END_OF_CHUNKS = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final byte[] OK = "HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] NOT_MODIFIED = "HTTP/1.1 304".getBytes(StandardCharsets.US_ASCII);
    /** As Vert.x writes it. */
    private static final byte[] LENGTH = "content-length: ".getBytes(StandardCharsets.US_ASCII);

    private final ByteBuffer request;
    private final InetSocketAddress server;
    private final ByteBuffer heard = ByteBuffer.allocate(1 << 16);
    private long answers;
    private long bytes;

    /** What came of it. */
    record Rate(double perSecond, long bytesAnAnswer) {}

    private static final class Answer {
        private final byte[] bytes = new byte[1 << 16];
        private int length;
        /** Of head and body, once known; -1 for chunks. */
        private int expected;

        boolean isWhole(ByteBuffer more) {
            int count = more.remaining();
            more.get(bytes, length, count);
            length += count;
            if (expected == 0) {
                int head = indexOf(bytes, 0, length, END_OF_HEAD);
                if (head < 0) {
                    return false;
                }
                expected = expected(head + END_OF_HEAD.length);
            }
            return expected > 0 ? length >= expected : endsWith(END_OF_CHUNKS);
        }

        private int expected(int head) {
            if (indexOf(bytes, 0, NOT_MODIFIED.length, NOT_MODIFIED) == 0) {
                return head;
            }
            if (indexOf(bytes, 0, OK.length, OK) != 0) {
                throw new IllegalStateException(new String(bytes, 0, head, StandardCharsets.US_ASCII));
            }
            int at = indexOf(bytes, 0, head, LENGTH);
            if (at < 0) {
                return -1;
            }
            int body = 0;
            for (int i = at + LENGTH.length; bytes[i] != '\r'; i++) {
                body = 10 * body + bytes[i] - '0';
            }
            return head + body;
        }

        private boolean endsWith(byte[] end) {
            for (int i = 0; i < end.length; i++) {
                if (length < end.length || bytes[length - end.length + i] != end[i]) {
                    return false;
                }
            }
            return true;
        }

        void next() {
            length = 0;
            expected = 0;
        }
    }

    private BenchLoad(int port, String path, String headers) {
        String text = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\n" + headers + "\r\n";
        this.request = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        this.server = new InetSocketAddress("127.0.0.1", port);
    }

    /** @param headers each with its line's end */
    static Rate run(int port, String path, String headers, long millis) throws IOException {
        return new BenchLoad(port, path, headers).run(millis);
    }

    private Rate run(long millis) throws IOException {
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < CONNECTIONS; i++) {
                SocketChannel socket = SocketChannel.open(server);
                socket.socket().setTcpNoDelay(true);
                socket.configureBlocking(false);
                socket.register(selector, SelectionKey.OP_READ, new Answer());
                socket.write(request.duplicate());
            }
            long began = System.nanoTime();
            long end = began + millis * 1_000_000;
            while (System.nanoTime() < end) {
                selector.select(this::read, 100);
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            return new Rate(answers / seconds, answers == 0 ? 0 : bytes / answers);
        }
    }

    private void read(SelectionKey key) {
        try {
            SocketChannel socket = (SocketChannel) key.channel();
            heard.clear();
            int count = socket.read(heard);
            if (count < 0) {
                throw new IOException("the server closed a connection");
            }
            bytes += count;
            Answer answer = (Answer) key.attachment();
            if (answer.isWhole(heard.flip())) {
                answers++;
                answer.next();
                socket.write(request.duplicate());
            }
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    private static int indexOf(byte[] all, int from, int to, byte[] part) {
        for (int at = from; at <= to - part.length; at++) {
            int same = 0;
            while (same < part.length && all[at + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return at;
            }
        }
        return -1;
    }
}
