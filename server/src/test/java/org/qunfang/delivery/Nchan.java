package org.qunfang.delivery;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Debian's nginx with nchan, as the yardstick for telling many open streams. */
final class Nchan implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/nginx");
    private static final Path MODULE = Path.of("/usr/lib/nginx/modules/ngx_nchan_module.so");
    private static final int START_SECONDS = 10;

    private static final String CONFIGURATION = """
            load_module %s;
            %s
            daemon off;
            worker_processes auto;
            worker_rlimit_nofile 15000;
            pid %s/nginx.pid;
            error_log %s/error.log;
            events { worker_connections 14000; }
            http {
                access_log off;
                client_body_temp_path %s/body;
                proxy_temp_path %s/proxy;
                fastcgi_temp_path %s/fastcgi;
                uwsgi_temp_path %s/uwsgi;
                scgi_temp_path %s/scgi;
                server {
                    listen 127.0.0.1:%d backlog=4096;
                    location = /publish { nchan_publisher; nchan_channel_id live; }
                    location = /listen { nchan_subscriber eventsource; nchan_channel_id live; }
                }
            }
            """;

    private final Process process;
    private final int port;

    private Nchan(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Empty, with a message, where it is not installed. */
    static Optional<Nchan> start() throws IOException, InterruptedException {
        if (!Files.exists(PROGRAM) || !Files.exists(MODULE)) {
            System.out.println("  nchan is not installed (Debian: nginx-light libnginx-mod-nchan): not compared");
            return Optional.empty();
        }
        Path folder = Files.createTempDirectory("qunfang-nchan");
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        String user = "root".equals(System.getProperty("user.name")) ? "user root;" : "";
        Path configuration = Files.writeString(
                folder.resolve("nginx.conf"),
                CONFIGURATION.formatted(MODULE, user, folder, folder, folder, folder, folder, folder, folder, port));
        Process process = new ProcessBuilder(
                        PROGRAM.toString(), "-p", folder.toString(), "-c", configuration.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.log").toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        Nchan nchan = new Nchan(process, port);
        nchan.awaitStart(folder);
        return Optional.of(nchan);
    }

    private void awaitStart(Path folder) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < deadline && process.isAlive()) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port));
                return;
            } catch (IOException notYet) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        throw new IOException("nginx did not start: " + Files.readString(folder.resolve("out.log")));
    }

    int port() {
        return port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }
}
