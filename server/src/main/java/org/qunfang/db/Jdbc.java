package org.qunfang.db;

import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import org.qunfang.settings.DatabaseUrl;

/** Plain JDBC connections, for migrations, schedules and maintenance; requests use the reactive pool. */
final class Jdbc {
    private static final int CONNECT_SECONDS = 10;

    private Jdbc() {}

    static PGSimpleDataSource dataSource(DatabaseUrl url) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(new String[] {url.host()});
        source.setPortNumbers(new int[] {url.port()});
        source.setDatabaseName(url.database());
        source.setUser(url.user());
        source.setPassword(url.password());
        source.setSslMode(url.sslMode().text());
        url.rootCertificate().ifPresent(certificate -> source.setSslRootCert(certificate.toString()));
        source.setConnectTimeout(CONNECT_SECONDS);
        source.setApplicationName("qunfang");
        return source;
    }

    static Connection connect(DatabaseUrl url) throws SQLException {
        return dataSource(url).getConnection();
    }
}
