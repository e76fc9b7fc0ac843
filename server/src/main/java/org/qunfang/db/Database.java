package org.qunfang.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.vertx.core.Vertx;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.qunfang.settings.DatabaseUrl;
import org.qunfang.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The open database: a reactive pool for requests, a small JDBC pool for schedules, both bounded. */
public final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /** Requests that may wait for a connection; the next one fails at once, which the API answers with 503. */
    private static final int MOST_WAITING = 2_000;

    private static final int CONNECTION_WAIT_SECONDS = 10;
    private static final int IDLE_SECONDS = 300;
    private static final int MOST_JDBC_CONNECTIONS = 4;
    private static final int MOST_PREPARED_STATEMENTS = 512;
    private static final int MOST_PIPELINED = 64;
    private static final int LONGEST_PREPARED_STATEMENT = 16_384;

    private final DatabaseUrl url;
    private final Pool pool;
    private final HikariDataSource dataSource;
    private final Runnable stopServer;

    private Database(DatabaseUrl url, Pool pool, HikariDataSource dataSource, Runnable stopServer) {
        this.url = url;
        this.pool = pool;
        this.dataSource = dataSource;
        this.stopServer = stopServer;
    }

    /**
     * Starts the embedded PostgreSQL unless the settings name another one, migrates, and connects. Blocks: not for the
     * event loop.
     *
     * @throws DatabaseUnavailable with what the operator can do about it
     */
    public static Database open(Vertx vertx, Settings settings) {
        if (settings.databaseUrl().isPresent()) {
            return open(vertx, settings.databaseUrl().get(), settings.databaseConnections(), () -> {});
        }
        EmbeddedDatabase embedded = EmbeddedDatabase.start(settings.data());
        try {
            return open(vertx, embedded.url(), settings.databaseConnections(), embedded::close);
        } catch (RuntimeException failure) {
            embedded.close();
            throw failure;
        }
    }

    private static Database open(Vertx vertx, DatabaseUrl url, int connections, Runnable stopServer) {
        Migrations.apply(url);
        return new Database(url, pool(vertx, url, connections), dataSource(url), stopServer);
    }

    /** For requests and events. At most as many connections as the settings say, and 2,000 waiting for one. */
    public Pool pool() {
        return pool;
    }

    /** For db-scheduler and other blocking libraries: at most four connections. */
    public DataSource dataSource() {
        return dataSource;
    }

    public DatabaseUrl url() {
        return url;
    }

    /** Closes the connections, then stops the embedded PostgreSQL. Blocks: not for the event loop. */
    @Override
    public void close() {
        try {
            pool.close().await(CONNECTION_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException busy) {
            LOG.warn("Connections still busy after {} s are cut", CONNECTION_WAIT_SECONDS);
        } finally {
            dataSource.close();
            stopServer.run();
        }
    }

    /** A pool of its own; whoever asks for it closes it. */
    public static Pool pool(Vertx vertx, DatabaseUrl url, int connections) {
        return PgBuilder.pool()
                .using(vertx)
                .connectingTo(connectOptions(url))
                .with(new PoolOptions()
                        .setMaxSize(connections)
                        .setMaxWaitQueueSize(MOST_WAITING)
                        .setConnectionTimeout(CONNECTION_WAIT_SECONDS)
                        .setConnectionTimeoutUnit(TimeUnit.SECONDS)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setIdleTimeoutUnit(TimeUnit.SECONDS))
                .build();
    }

    /** A line of its own that hears notifications; whoever asks for it connects and closes it. */
    public static PgSubscriber subscriber(Vertx vertx, DatabaseUrl url) {
        return PgSubscriber.subscriber(vertx, connectOptions(url));
    }

    private static PgConnectOptions connectOptions(DatabaseUrl url) {
        ClientSSLOptions tls = new ClientSSLOptions()
                .setTrustAll(url.rootCertificate().isEmpty())
                .setHostnameVerificationAlgorithm(url.sslMode() == DatabaseUrl.SslMode.VERIFY_FULL ? "HTTPS" : "");
        url.rootCertificate()
                .ifPresent(file -> tls.setTrustOptions(new PemTrustOptions().addCertPath(file.toString())));
        return new PgConnectOptions()
                .setHost(url.host())
                .setPort(url.port())
                .setDatabase(url.database())
                .setUser(url.user())
                .setPassword(url.password())
                .setSslMode(SslMode.of(url.sslMode().text()))
                .setSslOptions(tls)
                .setCachePreparedStatements(true)
                .setPreparedStatementCacheMaxSize(MOST_PREPARED_STATEMENTS)
                .setPreparedStatementCacheSqlLimit(LONGEST_PREPARED_STATEMENT)
                .setPipeliningLimit(MOST_PIPELINED)
                .setReconnectAttempts(2)
                .setReconnectInterval(250)
                .addProperty("application_name", "qunfang");
    }

    private static HikariDataSource dataSource(DatabaseUrl url) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(Jdbc.dataSource(url));
        config.setMaximumPoolSize(MOST_JDBC_CONNECTIONS);
        config.setMinimumIdle(0);
        config.setPoolName("jdbc");
        return new HikariDataSource(config);
    }
}
