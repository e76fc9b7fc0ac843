package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.qunfang.geo.Location;
import org.qunfang.http.Call;
import org.qunfang.http.Operation;
import org.qunfang.http.Reply;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Departments, categories, the matrix, and lookups over HTTP. Lists come out of memory. */
public final class ResponsibilityApi {
    private final Registry registry;
    private final MatrixService service;
    private final LineService lines;
    private final Clock clock;

    ResponsibilityApi(Registry registry, MatrixService service, LineService lines, Clock clock) {
        this.registry = registry;
        this.service = service;
        this.lines = lines;
        this.clock = clock;
    }

    Map<String, Operation> operations() {
        Map<String, Operation> operations = new LinkedHashMap<>();
        operations.put("listDepartments", this::listDepartments);
        operations.put("createDepartment", call -> create(Kind.DEPARTMENT, call));
        operations.put("updateDepartment", call -> replace(Kind.DEPARTMENT, call, "departmentId"));
        operations.put("listCategories", this::listCategories);
        operations.put("createCategory", call -> create(Kind.CATEGORY, call));
        operations.put("updateCategory", call -> replace(Kind.CATEGORY, call, "categoryId"));
        operations.put("listResponsibilities", this::listResponsibilities);
        operations.put("createResponsibility", call -> create(Kind.RESPONSIBILITY, call));
        operations.put(
                "updateResponsibility",
                call -> replace(Kind.keepingThePast(Lookup.today(clock)), call, "responsibilityId"));
        operations.put("succeedResponsibility", this::succeed);
        operations.put(
                "previewResponsibility", call -> lines.preview(call.body()).map(Reply::ok));
        operations.put("createArea", call -> create(Kind.AREA, call));
        operations.put("updateArea", call -> replace(Kind.areaKeepingThePast(Lookup.today(clock)), call, "areaId"));
        operations.put("lookupResponsibility", this::lookup);
        return operations;
    }

    private <T> Future<Reply> create(Kind<T> kind, Call call) {
        return service.create(kind, call.caller(), call.body())
                .map(json -> Reply.created(json).etag(json.getLong("version")));
    }

    private <T> Future<Reply> replace(Kind<T> kind, Call call, String pathName) {
        return service.replace(kind, call.caller(), call.pathId(pathName), call.ifMatch(), call.body())
                .map(json -> Reply.ok(json).etag(json.getLong("version")));
    }

    private Future<Reply> succeed(Call call) {
        return lines.succeed(call.caller(), call.pathId("responsibilityId"), call.ifMatch(), call.body())
                .map(json -> Reply.created(json).etag(json.getLong("version")));
    }

    private Future<Reply> listDepartments(Call call) {
        Matrix matrix = registry.matrix();
        Stream<Department> matching =
                matrix.departments().stream().filter(department -> matches(call, department.code(), department.name()));
        return Future.succeededFuture(Reply.ok(Page.of(call, matching, Department::code)
                .toJson(department -> MatrixJson.department(matrix, department))));
    }

    /** Whether the words of {@code q} stand in the code or a name. */
    static boolean matches(Call call, String code, Localized name) {
        String words = call.query("q").orElse("").toLowerCase(Locale.ROOT);
        return code.toLowerCase(Locale.ROOT).contains(words)
                || name.zhCn().toLowerCase(Locale.ROOT).contains(words)
                || name.en().toLowerCase(Locale.ROOT).contains(words);
    }

    private Future<Reply> listCategories(Call call) {
        Matrix matrix = registry.matrix();
        String etag = etag(matrix);
        if (call.hasCurrent(etag)) {
            return Future.succeededFuture(unchanged(etag));
        }
        boolean onlyReportable = call.query("reportable").map(Boolean::valueOf).orElse(false);
        Stream<Category> matching =
                matrix.categories().stream().filter(category -> category.reportable() || !onlyReportable);
        JsonObject page =
                Page.of(call, matching, Category::code).toJson(category -> MatrixJson.category(matrix, category));
        return Future.succeededFuture(kept(Reply.ok(page), etag));
    }

    /** The whole matrix counts as one thing: whatever changes makes its lists new. */
    static String etag(Matrix matrix) {
        return "\"" + matrix.version() + "\"";
    }

    static Reply unchanged(String etag) {
        return kept(Reply.notModified(), etag);
    }

    /** May be kept, but is asked for again each time. */
    static Reply kept(Reply reply, String etag) {
        return reply.header("ETag", etag).header("Cache-Control", "no-cache");
    }

    private Future<Reply> listResponsibilities(Call call) {
        Matrix matrix = registry.matrix();
        Stream<Responsibility> matching = matrix.responsibilities().stream().filter(wanted(call, matrix));
        return Future.succeededFuture(
                Reply.ok(Page.of(call, matching, line -> line.id().toString())
                        .toJson(line -> MatrixJson.responsibility(matrix, line))));
    }

    private static Predicate<Responsibility> wanted(Call call, Matrix matrix) {
        boolean inherited = call.query("inherited").map(Boolean::valueOf).orElse(false);
        Predicate<Responsibility> wanted = line -> true;
        if (call.query("duty").isPresent()) {
            Duty duty = Duty.of(call.query("duty").get());
            wanted = wanted.and(line -> line.duty() == duty);
        }
        if (call.query("category").isPresent()) {
            Set<UUID> categories =
                    new HashSet<>(matrix.categoriesBelow(call.query("category").get()));
            if (inherited) {
                matrix.categoryByCode(call.query("category").get())
                        .ifPresent(one -> matrix.chain(one.id()).forEach(above -> categories.add(above.id())));
            }
            wanted = wanted.and(line -> categories.contains(line.categoryId()));
        }
        if (call.query("area").isPresent()) {
            Set<UUID> areas = new HashSet<>(matrix.areasBelow(call.query("area").get()));
            if (inherited) {
                matrix.areaByCode(call.query("area").get())
                        .ifPresent(one -> areas.addAll(Reconciliation.areasUp(matrix, one.id())));
            }
            wanted = wanted.and(line -> areas.contains(line.areaId()));
        }
        if (call.query("departmentId").isPresent()) {
            UUID department = UUID.fromString(call.query("departmentId").get());
            wanted = wanted.and(line -> line.departmentId().equals(department));
        }
        if (call.query("validOn").isPresent()) {
            LocalDate day = day(call.query("validOn").get());
            wanted = wanted.and(line -> line.holdsOn(day));
        }
        return wanted;
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.of(ProblemType.BAD_REQUEST, "没有这一天：" + text, "There is no such day: " + text)
                    .error("/query/validOn", Localized.of("没有这一天", "There is no such day"));
        }
    }

    private Future<Reply> lookup(Call call) {
        Matrix matrix = registry.matrix();
        Category category = matrix.categoryByCode(call.query("category").orElseThrow())
                .orElseThrow(
                        () -> Problem.invalid("/query/category", Localized.of("没有这个类别", "There is no such category")));
        Location place = new Location(
                call.queryNumber("lat").orElseThrow(),
                call.queryNumber("lon").orElseThrow(),
                call.queryNumber("accuracyMeters").orElse(null));
        Duty duty = Duty.of(call.query("duty").orElse(Duty.RESPOND.code()));
        Answerable answer = Lookup.at(matrix, duty, category.id(), place, Lookup.today(clock));
        return Future.succeededFuture(Reply.ok(MatrixJson.answer(matrix, answer)));
    }
}
