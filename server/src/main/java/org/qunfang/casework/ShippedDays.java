package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlClient;
import java.time.Instant;
import java.util.List;

/** Holidays that come with a city. */
public final class ShippedDays {
    /** Nobody has set anything yet. */
    private static final long UNTOUCHED = 1;

    private ShippedDays() {}

    /** Names the days of the file, unless an administrator has set or imported anything. */
    public static Future<Void> load(SqlClient conn, byte[] file, Instant now) {
        List<DeadlineStore.NamedDay> days = CalendarFile.read(file);
        return DeadlineStore.version(conn)
                .compose(version -> version > UNTOUCHED
                        ? Future.succeededFuture()
                        : DeadlineStore.nextVersion(conn)
                                .compose(next -> DeadlineStore.replace(conn, CalendarFile.years(days), days, now)));
    }
}
