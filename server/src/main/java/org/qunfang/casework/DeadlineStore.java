package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.qunfang.db.SqlTime;
import org.qunfang.problem.Localized;

/** What administrators set: times and named days. */
final class DeadlineStore {
    private static final String VERSION = """
            SELECT version FROM deadlines_version
            """;

    /** Whoever changes something next waits here until this transaction has ended. */
    private static final String NEXT_VERSION = """
            UPDATE deadlines_version SET version = version + 1 RETURNING version
            """;

    private static final String RULES = """
            SELECT category_id, severity, kind, minutes, time FROM deadline_rules
            """;

    private static final String DAYS = """
            SELECT day, kind, name FROM calendar_days ORDER BY day
            """;

    private static final String SET = """
            INSERT INTO deadline_rules (category_id, severity, kind, minutes, time, changed_at)
            VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (category_id, severity, kind)
            DO UPDATE SET minutes = excluded.minutes, time = excluded.time, changed_at = excluded.changed_at
            """;

    private static final String UNSET = """
            DELETE FROM deadline_rules
             WHERE category_id IS NOT DISTINCT FROM $1 AND severity = $2 AND kind = $3
            """;

    private static final String CLEAR = """
            DELETE FROM calendar_days WHERE EXTRACT(year FROM day)::int = ANY ($1)
            """;

    private static final String NAME = """
            INSERT INTO calendar_days (day, kind, name, changed_at)
            SELECT day, kind, name, $4
              FROM UNNEST($1::date[], $2::text[], $3::jsonb[]) AS named (day, kind, name)
            """;

    private DeadlineStore() {}

    /** A day that differs from its weekday, and why. */
    record NamedDay(LocalDate day, boolean worked, Localized name) {}

    /** Everything, of one version. */
    record All(long version, Map<Deadlines.Key, Term> keyToTerm, SortedMap<LocalDate, NamedDay> days) {}

    static Future<Long> version(SqlClient client) {
        return client.preparedQuery(VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    /** The version first: rows that are newer than it are read again when it is seen to have grown. */
    static Future<All> read(SqlClient client) {
        return version(client)
                .compose(version -> client.preparedQuery(RULES)
                        .execute()
                        .compose(rules -> client.preparedQuery(DAYS).execute().map(days -> {
                            Map<Deadlines.Key, Term> keyToTerm = new HashMap<>();
                            rules.forEach(row -> keyToTerm.put(key(row), term(row)));
                            SortedMap<LocalDate, NamedDay> named = new TreeMap<>();
                            days.forEach(row -> named.put(row.getLocalDate("day"), day(row)));
                            return new All(version, keyToTerm, named);
                        })));
    }

    /** Takes the one lock of all changes; the version that this one makes. */
    static Future<Long> nextVersion(SqlClient conn) {
        return conn.preparedQuery(NEXT_VERSION)
                .execute()
                .map(rows -> rows.iterator().next().getLong("version"));
    }

    /** @param term null for what is inherited */
    static Future<Void> set(SqlClient conn, Deadlines.Key key, Term term, Instant now) {
        Tuple values =
                Tuple.of(key.categoryId(), key.severity().code(), key.kind().code());
        return term == null
                ? conn.preparedQuery(UNSET).execute(values).mapEmpty()
                : conn.preparedQuery(SET)
                        .execute(values.addInteger((int) term.length().toMinutes())
                                .addString(term.time().code())
                                .addOffsetDateTime(SqlTime.of(now)))
                        .mapEmpty();
    }

    /** In place of all days of these years that were named before. */
    static Future<Void> replace(SqlClient conn, Collection<Integer> years, List<NamedDay> days, Instant now) {
        Tuple named = Tuple.tuple()
                .addArrayOfLocalDate(days.stream().map(NamedDay::day).toArray(LocalDate[]::new))
                .addArrayOfString(days.stream().map(day -> kind(day.worked())).toArray(String[]::new))
                .addArrayOfJsonObject(
                        days.stream().map(day -> day.name().toJson()).toArray(JsonObject[]::new))
                .addOffsetDateTime(SqlTime.of(now));
        return conn.preparedQuery(CLEAR)
                .execute(Tuple.tuple().addArrayOfInteger(years.toArray(Integer[]::new)))
                .compose(cleared -> conn.preparedQuery(NAME).execute(named))
                .mapEmpty();
    }

    static String kind(boolean worked) {
        return worked ? "worked" : "off";
    }

    private static Deadlines.Key key(Row row) {
        UUID category = row.getUUID("category_id");
        return new Deadlines.Key(
                category, Severity.of(row.getString("severity")), DeadlineKind.of(row.getString("kind")));
    }

    private static Term term(Row row) {
        return new Term(Duration.ofMinutes(row.getInteger("minutes")), TimeKind.of(row.getString("time")));
    }

    private static NamedDay day(Row row) {
        return new NamedDay(
                row.getLocalDate("day"),
                row.getString("kind").equals("worked"),
                Localized.fromJson(row.getJsonObject("name")));
    }
}
