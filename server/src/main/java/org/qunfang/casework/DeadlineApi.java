package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import org.qunfang.casework.DeadlineStore.NamedDay;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Registry;

/** Deadlines and the working calendar over HTTP. */
public final class DeadlineApi {
    private final DeadlineBook book;
    private final DeadlineService service;
    private final Registry registry;
    private final Clock clock;

    public DeadlineApi(DeadlineBook book, DeadlineService service, Registry registry, Clock clock) {
        this.book = book;
        this.service = service;
        this.registry = registry;
        this.clock = clock;
    }

    public Map<String, Operation> operations() {
        return Map.of(
                "getDeadlines", this::get,
                "setDeadlines", this::set,
                "getCalendar", this::calendar,
                "previewCalendar", this::previewCalendar,
                "importCalendar", this::importCalendar,
                "exportCalendar", this::exportCalendar);
    }

    private Future<Reply> get(Call call) {
        return Future.succeededFuture(reply(category(call.query("category").orElse(null), "/query/category")));
    }

    private Future<Reply> set(Call call) {
        JsonObject body = call.body();
        UUID category = category(body.getString("category"), "/category");
        return service.set(call.caller(), call.ifMatch(), category, body.getJsonArray("rules"))
                .map(done -> reply(category));
    }

    private UUID category(String code, String pointer) {
        return code == null
                ? null
                : registry.matrix().categoryByCode(code).map(Category::id).orElseThrow(() -> unknown(pointer));
    }

    private static Problem unknown(String pointer) {
        Localized reason = Localized.of("没有这个类别", "There is no such category");
        return pointer.startsWith("/query") ? Problem.malformed(pointer, reason) : Problem.invalid(pointer, reason);
    }

    private Reply reply(UUID category) {
        Deadlines deadlines = book.deadlines();
        References references = new References(registry.matrix());
        JsonArray items = new JsonArray();
        for (DeadlineKind kind : DeadlineKind.values()) {
            for (Severity severity : Severity.values()) {
                items.add(item(deadlines, references, category, severity, kind));
            }
        }
        JsonArray own = new JsonArray();
        deadlines.keyToTerm().keySet().stream()
                .map(Deadlines.Key::categoryId)
                .filter(Objects::nonNull)
                .distinct()
                .map(references::category)
                .sorted(Comparator.comparing(ref -> ref.getString("code")))
                .forEach(own::add);
        JsonObject json = new JsonObject()
                .put("version", deadlines.version())
                .put("items", items)
                .put("categories", own)
                .put("hours", hours())
                .put("workingDayMinutes", WorkCalendar.DAY.toMinutes());
        CaseListView.putIfKnown(json, "category", category == null ? null : references.category(category));
        return Reply.ok(json).etag(deadlines.version());
    }

    private static JsonObject item(
            Deadlines deadlines, References references, UUID category, Severity severity, DeadlineKind kind) {
        Deadlines.Found found = deadlines.find(category, severity, kind);
        boolean isOwn = found.isSet() && Objects.equals(found.setBy(), category);
        JsonObject json = new JsonObject()
                .put("kind", kind.code())
                .put("severity", severity.code())
                .put("minutes", found.term().length().toMinutes())
                .put("time", found.term().time().code())
                .put("own", isOwn)
                .put("leastMinutes", kind.shortest().toMinutes())
                .put("mostMinutes", kind.longest(TimeKind.CALENDAR).toMinutes())
                .put("mostWorkingMinutes", kind.longest(TimeKind.WORKING).toMinutes())
                .put("origin", !found.isSet() ? "built-in" : found.setBy() == null ? "city" : "category");
        CaseListView.putIfKnown(json, "setBy", found.setBy() == null ? null : references.category(found.setBy()));
        return json;
    }

    private static JsonArray hours() {
        JsonArray hours = new JsonArray();
        WorkCalendar.HOURS.forEach(each -> hours.add(new JsonObject()
                .put("from", each.from().toString())
                .put("to", each.to().toString())));
        return hours;
    }

    private Future<Reply> calendar(Call call) {
        int year = call.queryInt("year", thisYear());
        DeadlineStore.All all = book.all();
        JsonArray days = new JsonArray();
        all.days()
                .subMap(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))
                .values()
                .forEach(day -> days.add(json(day)));
        JsonArray years = new JsonArray();
        all.days().keySet().stream().map(LocalDate::getYear).distinct().forEach(years::add);
        return Future.succeededFuture(Reply.ok(new JsonObject()
                        .put("version", all.version())
                        .put("year", year)
                        .put("years", years)
                        .put("hours", hours())
                        .put("days", days))
                .etag(all.version()));
    }

    private static JsonObject json(NamedDay day) {
        return new JsonObject()
                .put("date", day.day().toString())
                .put("kind", DeadlineStore.kind(day.worked()))
                .put("name", day.name().toJson());
    }

    private Future<Reply> previewCalendar(Call call) {
        return service.read(call.rawBody().getBytes()).map(days -> {
            DeadlineStore.All all = book.all();
            JsonObject changes = CalendarChanges.of(all.days(), days).json(all.version());
            return Reply.ok(changes).etag(all.version());
        });
    }

    private Future<Reply> importCalendar(Call call) {
        return service.importDays(call.caller(), call.ifMatch(), call.rawBody().getBytes())
                .map(days ->
                        Reply.ok(new JsonObject().put("years", counts(days))).etag(call.ifMatch() + 1));
    }

    private Future<Reply> exportCalendar(Call call) {
        int year = call.queryInt("year", thisYear());
        String file = CalendarFile.write(book.all()
                .days()
                .subMap(LocalDate.of(year, 1, 1), LocalDate.of(year + 1, 1, 1))
                .values());
        return Future.succeededFuture(Reply.bytes("text/csv; charset=utf-8", Buffer.buffer(file))
                .header("Content-Disposition", "attachment; filename=\"holidays-" + year + ".csv\""));
    }

    private int thisYear() {
        return LocalDate.ofInstant(clock.instant(), WorkCalendar.CITY).getYear();
    }

    private static JsonArray counts(List<NamedDay> days) {
        Map<Integer, int[]> yearToCounts = new TreeMap<>();
        for (NamedDay day : days) {
            int[] counts = yearToCounts.computeIfAbsent(day.day().getYear(), year -> new int[2]);
            counts[day.worked() ? 1 : 0]++;
        }
        JsonArray json = new JsonArray();
        new LinkedHashMap<>(yearToCounts)
                .forEach((year, counts) -> json.add(
                        new JsonObject().put("year", year).put("off", counts[0]).put("worked", counts[1])));
        return json;
    }
}
