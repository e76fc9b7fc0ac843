package org.qunfang.db;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.util.PSQLException;
import org.qunfang.settings.DatabaseUrl;

/** Plain JDBC connections, for migrations, schedules and maintenance; requests use the reactive pool. */
final class Jdbc {
    private static final int CONNECT_SECONDS = 10;
    /** For all of it, until PostgreSQL has let us in. */
    private static final int LOGIN_SECONDS = 15;

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
        source.setLoginTimeout(LOGIN_SECONDS);
        source.setApplicationName("qunfang");
        return source;
    }

    /** Why no connection came about, in words for the operator; what PostgreSQL itself says is passed on. */
    static String reason(SQLException failure, DatabaseUrl url) {
        List<Throwable> causes = Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause)
                .toList();
        if (causes.stream().anyMatch(UnknownHostException.class::isInstance)) {
            return "there is no host " + url.host();
        }
        if (causes.stream().anyMatch(ConnectException.class::isInstance)) {
            return "nothing listens there";
        }
        boolean isLate = causes.stream().anyMatch(SocketTimeoutException.class::isInstance)
                || String.valueOf(failure.getMessage()).contains("timed out");
        if (isLate) {
            return "no answer within " + LOGIN_SECONDS + " seconds; is it PostgreSQL that listens there?";
        }
        if (failure instanceof PSQLException refused && refused.getServerErrorMessage() != null) {
            return refused.getServerErrorMessage().getMessage();
        }
        boolean isForeign = Set.of("08P01", "08006").contains(String.valueOf(failure.getSQLState()));
        String said = causes.get(causes.size() - 1).getMessage();
        return isForeign ? "what answers there is no PostgreSQL (" + said + ")" : said;
    }

    static Connection connect(DatabaseUrl url) throws SQLException {
        return dataSource(url).getConnection();
    }
}
