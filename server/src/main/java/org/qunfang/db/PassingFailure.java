package org.qunfang.db;

import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Tells failures that say nothing of the statement: the database is away, or has too much to do just now. */
public final class PassingFailure {
    /** Connection lost, transaction rolled back by the server, too much at once, shutting down: PostgreSQL, Appendix A. */
    private static final Set<String> CLASSES = Set.of("08", "40", "53");

    private static final Set<String> STATES = Set.of("55P03", "57014", "57P01", "57P02", "57P03", "57P05");

    /** Connections that came too late or went away: the client has only words for some of these, and no classes. */
    private static final Pattern GONE = Pattern.compile("(Timeout|Connection was closed|Connection is not active now"
            + "|Pending requests failed to be sent due to connection).*");

    private PassingFailure() {}

    /** Whether the same statement may succeed next time; its causes are looked at, too. */
    public static boolean is(Throwable failure) {
        return Stream.iterate(failure, each -> each != null, Throwable::getCause)
                .anyMatch(PassingFailure::maySucceedNextTime);
    }

    private static boolean maySucceedNextTime(Throwable failure) {
        if (failure instanceof PgException pg && pg.getSqlState() != null) {
            return STATES.contains(pg.getSqlState())
                    || CLASSES.contains(pg.getSqlState().substring(0, 2));
        }
        return failure instanceof ConnectionPoolTooBusyException
                || failure instanceof ClosedConnectionException
                || failure instanceof SocketException
                || failure instanceof UnknownHostException
                || GONE.matcher(String.valueOf(failure.getMessage())).matches();
    }
}
