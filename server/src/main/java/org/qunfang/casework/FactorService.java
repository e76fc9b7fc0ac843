package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/** Factors are made and edited here. */
public final class FactorService {
    private final Pool pool;
    private final Registry registry;
    private final AuditLog audit;
    private final Clock clock;

    public FactorService(Pool pool, Registry registry, AuditLog audit, Clock clock) {
        this.pool = pool;
        this.registry = registry;
        this.audit = audit;
        this.clock = clock;
    }

    Future<List<FactorSet>> all() {
        return FactorStore.read(pool);
    }

    /** Fails with invalid, and with already-exists where the category has a set. */
    Future<FactorSet> create(Caller caller, JsonObject input) {
        return store(caller, null, input);
    }

    /**
     * @param version the one that was read
     * @return fails with not-found, stale, and as {@link #create}
     */
    Future<FactorSet> replace(Caller caller, UUID id, long version, JsonObject input) {
        return all().compose(sets -> {
            FactorSet known = sets.stream()
                    .filter(each -> each.id().equals(id))
                    .findFirst()
                    .orElseThrow(Problem::notFound);
            if (known.version() != version) {
                throw FactorStore.stale();
            }
            return store(caller, known, input);
        });
    }

    private Future<FactorSet> store(Caller caller, FactorSet known, JsonObject input) {
        UUID categoryId = categoryId(input.getString("categoryCode"));
        FactorSet next = new FactorSet(
                known == null ? UuidCreator.getTimeOrderedEpoch() : known.id(),
                categoryId,
                known == null ? 1 : known.version() + 1,
                FactorRules.read(input.getJsonArray("factors"), categoriesOf(categoryId)));
        JsonObject detail = new JsonObject().put("version", next.version()).put("after", next.askedJson());
        if (known != null) {
            detail.put("before", known.askedJson());
        }
        String action = known == null ? "factors.create" : "factors.update";
        return pool.withTransaction(conn -> FactorStore.save(conn, next, clock.instant())
                .compose(saved -> audit.append(conn, caller, action, "factors", next.id(), detail))
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

    /** The category and those below it; of the general set all. */
    private List<Category> categoriesOf(UUID categoryId) {
        Matrix matrix = registry.matrix();
        return matrix.categories().stream()
                .filter(each -> categoryId == null || matrix.lineage(each.id()).contains(categoryId))
                .toList();
    }
}
