package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.casework.DeadlineStore.NamedDay;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Administrators set how long things may take and which days are worked. Clocks that run already are left alone. */
public final class DeadlineService {
    private final Pool pool;
    private final DeadlineBook book;
    private final AuditLog audit;
    private final Clock clock;
    private final WorkerExecutor worker;

    /** @param worker reads files */
    public DeadlineService(Pool pool, DeadlineBook book, AuditLog audit, Clock clock, WorkerExecutor worker) {
        this.pool = pool;
        this.book = book;
        this.audit = audit;
        this.clock = clock;
        this.worker = worker;
    }

    /** @param term null for what is inherited */
    record Rule(Deadlines.Key key, Term term) {}

    /**
     * All of them or none.
     *
     * @param version the one the caller has read
     * @return fails with stale, invalid
     */
    Future<Void> set(Caller caller, long version, UUID categoryId, JsonArray rules) {
        List<Rule> wanted = rules(categoryId, rules);
        JsonObject detail = new JsonObject()
                .put("categoryId", categoryId == null ? null : categoryId.toString())
                .put("rules", rules);
        return changed(conn -> DeadlineStore.nextVersion(conn)
                .compose(next -> {
                    if (next != version + 1) {
                        throw stale();
                    }
                    return store(conn, wanted);
                })
                .compose(stored -> audit.append(conn, caller, "deadline.set", "deadlines", null, detail)));
    }

    private Future<Void> store(SqlConnection conn, List<Rule> rules) {
        Future<Void> chain = Future.succeededFuture();
        for (Rule rule : rules) {
            chain = chain.compose(done -> DeadlineStore.set(conn, rule.key(), rule.term(), clock.instant()));
        }
        return chain;
    }

    /** The days of a file. Fails with invalid, naming the lines that are wrong. */
    Future<List<NamedDay>> read(byte[] file) {
        return worker.executeBlocking(() -> CalendarFile.read(file), false);
    }

    /**
     * The days of a file in place of all that were named in its years.
     *
     * @param version of what the caller has seen it take the place of
     * @return fails with stale; with invalid, naming the lines that are wrong; then nothing is stored
     */
    Future<List<NamedDay>> importDays(Caller caller, long version, byte[] file) {
        return read(file).compose(days -> replace(caller, version, days).map(days));
    }

    private Future<Void> replace(Caller caller, long version, List<NamedDay> days) {
        SortedSet<Integer> years = CalendarFile.years(days);
        long worked = days.stream().filter(NamedDay::worked).count();
        JsonObject detail = new JsonObject()
                .put("years", new JsonArray(List.copyOf(years)))
                .put("off", days.size() - worked)
                .put("worked", worked);
        return changed(conn -> DeadlineStore.nextVersion(conn)
                .compose(next -> {
                    if (next != version + 1) {
                        throw stale();
                    }
                    return DeadlineStore.replace(conn, years, days, clock.instant());
                })
                .compose(stored -> audit.append(conn, caller, "calendar.import", "calendar", null, detail)));
    }

    private Future<Void> changed(java.util.function.Function<SqlConnection, Future<Void>> work) {
        return pool.withTransaction(work).compose(done -> book.reload());
    }

    static List<Rule> rules(UUID categoryId, JsonArray sent) {
        List<Rule> rules = new ArrayList<>();
        Set<Deadlines.Key> seen = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            Rule rule = rule(categoryId, sent.getJsonObject(i), "/rules/" + i);
            if (!seen.add(rule.key())) {
                throw Problem.invalid("/rules/" + i, Localized.of("同一期限出现了两次", "It is set twice"));
            }
            rules.add(rule);
        }
        return rules;
    }

    private static Rule rule(UUID categoryId, JsonObject sent, String pointer) {
        Severity severity = Severity.of(sent.getString("severity"));
        DeadlineKind kind = DeadlineKind.of(sent.getString("kind"));
        Deadlines.Key key = new Deadlines.Key(categoryId, severity, kind);
        if (sent.containsKey("minutes") != sent.containsKey("time")) {
            throw Problem.invalid(
                    pointer,
                    Localized.of("minutes 与 time 须同时给出或都不给出", "minutes and time go together, or neither is given"));
        }
        if (!sent.containsKey("minutes")) {
            return new Rule(key, null);
        }
        TimeKind time = TimeKind.of(sent.getString("time"));
        if (time == TimeKind.WORKING && severity == Severity.EXTREME) {
            throw Problem.invalid(
                    pointer + "/time", Localized.of("极高风险不等上班，只能用日历时间", "Extreme risk does not wait for office hours"));
        }
        Duration length = Duration.ofMinutes(sent.getInteger("minutes"));
        Duration least = kind.shortest();
        Duration most = kind.longest(time);
        if (length.compareTo(least) < 0 || length.compareTo(most) > 0) {
            throw Problem.invalid(
                    pointer + "/minutes",
                    Localized.of(
                            "须在 " + least.toMinutes() + " 至 " + most.toMinutes() + " 分钟之间",
                            "It lies within " + least.toMinutes() + " and " + most.toMinutes() + " minutes"));
        }
        return new Rule(key, new Term(length, time));
    }

    private static Problem stale() {
        return Problem.of(
                ProblemType.STALE,
                "期限或日历已被他人修改，请重新读取。",
                "Somebody changed the deadlines or the calendar meanwhile; read them again.");
    }
}
