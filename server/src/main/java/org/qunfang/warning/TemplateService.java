package org.qunfang.warning;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Registry;

/** Templates of warnings are made and edited here. */
final class TemplateService {
    private final Pool pool;
    private final Registry registry;
    private final Predicate<String> isLesson;
    private final AuditLog audit;
    private final Clock clock;

    TemplateService(Pool pool, Registry registry, Predicate<String> isLesson, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.registry = registry;
        this.isLesson = isLesson;
        this.audit = audit;
        this.clock = clock;
    }

    Future<List<WarningTemplate>> all() {
        return TemplateStore.read(pool);
    }

    /** Those that fit a category, the best first; of a category that is not there the general one. */
    Future<List<WarningTemplate>> fitting(String categoryCode) {
        List<UUID> lineage = registry.matrix()
                .categoryByCode(categoryCode)
                .map(category -> registry.matrix().lineage(category.id()))
                .orElse(List.of());
        return all().map(all -> TemplateRules.fitting(all, lineage));
    }

    /** Fails with invalid, and with already-exists where the category has one in use. */
    Future<WarningTemplate> create(Caller caller, JsonObject input) {
        return store(caller, null, input);
    }

    /**
     * @param version the one that was read
     * @return fails with not-found, stale, and as {@link #create}
     */
    Future<WarningTemplate> replace(Caller caller, UUID id, long version, JsonObject input) {
        return all().compose(all -> {
            WarningTemplate known = all.stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(Problem::notFound);
            if (known.version() != version) {
                throw TemplateStore.stale();
            }
            return store(caller, known, input);
        });
    }

    private Future<WarningTemplate> store(Caller caller, WarningTemplate known, JsonObject input) {
        WarningTemplate next = new WarningTemplate(
                known == null ? UuidCreator.getTimeOrderedEpoch() : known.id(),
                categoryId(input.getString("categoryCode")),
                known == null ? 1 : known.version() + 1,
                input.getBoolean("active", true),
                TemplateRules.read(input, isLesson));
        JsonObject detail = new JsonObject().put("version", next.version()).put("after", next.content());
        if (known != null) {
            detail.put("before", known.content());
        }
        String action = known == null ? "warning-template.create" : "warning-template.update";
        return pool.withTransaction(conn -> TemplateStore.save(conn, next, clock.instant())
                .compose(saved -> audit.append(conn, caller, action, "warning-template", next.id(), detail))
                .map(next));
    }

    private UUID categoryId(String code) {
        return code == null
                ? null
                : registry.matrix()
                        .categoryByCode(code)
                        .map(Category::id)
                        .orElseThrow(() -> Problem.invalid(
                                "/categoryCode", Localized.of("没有这个类别：" + code, "There is no such category: " + code)));
    }
}
