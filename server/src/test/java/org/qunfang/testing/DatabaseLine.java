package org.qunfang.testing;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.qunfang.settings.DatabaseUrl;

/** The line between a server and its PostgreSQL, which a test cuts, silences and mends. */
public final class DatabaseLine {
    private static final String HERE = "127.0.0.1";

    private final Vertx vertx;
    private final DatabaseUrl database;
    private final NetClient client;
    private final Set<NetSocket> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean silent;
    private NetServer server;
    private int port;

    DatabaseLine(Vertx vertx, DatabaseUrl database) {
        this.vertx = vertx;
        this.database = database;
        this.client = vertx.createNetClient();
        mend();
    }

    /** What the server connects to instead of the database itself. */
    String url() {
        return database.text().replace("@" + database.host() + ":" + database.port(), "@" + HERE + ":" + port);
    }

    /** As when PostgreSQL has stopped: connections end, new ones are refused. */
    public void cut() {
        server.close().await();
        ends.forEach(NetSocket::close);
    }

    /** As when a cable was pulled: connections stay, new ones are made, and nobody answers. */
    public void silence() {
        silent = true;
    }

    /** From now on connections are made again; those that were silent have ended. */
    public void mend() {
        if (silent) {
            cut();
            silent = false;
        }
        server = vertx.createNetServer()
                .connectHandler(this::pass)
                .listen(port, HERE)
                .await();
        port = server.actualPort();
    }

    private void pass(NetSocket near) {
        ends.add(near);
        near.closeHandler(gone -> ends.remove(near)).pause();
        client.connect(database.port(), database.host())
                .onSuccess(far -> {
                    near.handler(bytes -> {
                        if (!silent) {
                            far.write(bytes);
                        }
                    });
                    near.closeHandler(gone -> {
                        ends.remove(near);
                        far.close();
                    });
                    far.handler(near::write).closeHandler(gone -> near.close());
                    near.resume();
                })
                .onFailure(failure -> near.close());
    }
}
