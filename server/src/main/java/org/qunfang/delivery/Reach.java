package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.qunfang.audit.AuditLog;
import org.qunfang.db.Held;
import org.qunfang.db.SqlTime;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** How far people's wishes go against what is extreme, as administrators set it for the city; see V262. */
final class Reach {
    /** What stands at the places of a muted device. */
    static final int MUTED = Severity.EXTREME.level() + 1;

    private static final String READ = """
            SELECT version, extreme_reaches_all, changed_at FROM delivery_settings
            """;

    private static final String SET = """
            UPDATE delivery_settings
               SET version = version + 1, extreme_reaches_all = $2, changed_at = $3
             WHERE version = $1
            RETURNING version, extreme_reaches_all, changed_at
            """;

    /** @param extremeReachesAll whether extreme warnings come to muted devices, too */
    record Setting(long version, boolean extremeReachesAll, Instant changedAt) {}

    private final Pool pool;
    private final AuditLog audit;
    private final Clock clock;
    private final Held<Setting> held;

    Reach(Vertx vertx, Pool pool, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.audit = audit;
        this.clock = clock;
        this.held = new Held<>(
                vertx,
                new Held.Source<>(
                        "delivery settings",
                        Duration.ofSeconds(1),
                        () -> read().map(Setting::version),
                        this::read,
                        Setting::version,
                        read -> {}));
    }

    Future<Void> start() {
        return held.start();
    }

    Future<Void> stop() {
        return held.stop();
    }

    /** The least wish that a message of this severity does not reach is one more. */
    int of(Severity severity) {
        return of(severity, held.value());
    }

    /** @param setting null before it was read: then what is safe under every law */
    static int of(Severity severity, Setting setting) {
        boolean isExtreme = severity.reachLevel() == Severity.EXTREME.level();
        return isExtreme && (setting == null || setting.extremeReachesAll()) ? MUTED : severity.reachLevel();
    }

    Future<Setting> read() {
        return pool.query(READ).execute().map(rows -> setting(rows.iterator().next()));
    }

    /**
     * @param version the one that was read
     * @return fails with stale
     */
    Future<Setting> set(Caller caller, long version, boolean extremeReachesAll) {
        JsonObject detail = new JsonObject().put("extremeReachesAll", extremeReachesAll);
        return pool.withTransaction(conn -> conn.preparedQuery(SET)
                        .execute(Tuple.of(version, extremeReachesAll, SqlTime.of(clock.instant())))
                        .map(rows -> {
                            if (rows.size() == 0) {
                                throw Problem.of(
                                        ProblemType.STALE,
                                        "设置已被他人修改，请重新读取。",
                                        "Somebody changed the setting meanwhile; read it again.");
                            }
                            return setting(rows.iterator().next());
                        })
                        .compose(set -> audit.append(
                                        conn, caller, "delivery-settings.set", "delivery-settings", null, detail)
                                .map(set)))
                .compose(set -> held.reload().map(set));
    }

    private static Setting setting(Row row) {
        return new Setting(
                row.getLong("version"), row.getBoolean("extreme_reaches_all"), SqlTime.in(row, "changed_at"));
    }
}
