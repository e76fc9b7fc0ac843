package org.qunfang.casework;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.qunfang.casework.DuplicateStore.Compared;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Distance;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/** Which open cases may be of the same thing as one, for the officers who work on it. */
public final class DuplicateService {
    static final int MOST_SHOWN = 20;
    /** An officer judges what a report's intake must not: a place that is known this badly is still a candidate. */
    private static final double MOST_ACCURACY_METERS = 1_000;

    private final Pool pool;
    private final Registry registry;

    public DuplicateService(Pool pool, Registry registry) {
        this.pool = pool;
        this.registry = registry;
    }

    /** A candidate with the reasons for it. */
    record Candidate(Compared thing, Likeness likeness) {}

    /** What is compared with what, most alike first. */
    record Found(Compared subject, List<Candidate> candidates) {}

    /** Fails with not-found for a case that is not the caller's to see. Of others' cases only public ones are named. */
    Future<Found> of(Caller caller, UUID caseId) {
        Matrix matrix = registry.matrix();
        CaseScope scope = CaseScope.of(caller);
        return DuplicateStore.one(pool, caseId).compose(subject -> {
            if (subject == null || !scope.sees(subject.leadDepartmentId(), subject.supportDepartmentIds())) {
                throw Problem.notFound();
            }
            Category category = matrix.category(subject.categoryId()).orElse(null);
            if (category == null || subject.mergedIntoId() != null) {
                return Future.succeededFuture(new Found(subject, List.of()));
            }
            List<Category> family = family(matrix, category);
            List<Long> cells = CellDisk.around(subject.location(), farthest(family, subject));
            return DuplicateStore.around(
                            pool, subject, family.stream().map(Category::id).toList(), cells)
                    .map(around -> new Found(subject, ranked(matrix, scope, category, subject, around)));
        });
    }

    private static List<Category> family(Matrix matrix, Category category) {
        return matrix.categories().stream()
                .filter(each -> Likeness.Kinship.of(matrix, category, each) != null)
                .toList();
    }

    private static double farthest(List<Category> family, Compared subject) {
        int radius =
                family.stream().mapToInt(Category::duplicateRadiusMeters).max().orElse(0);
        return radius + bounded(subject) + MOST_ACCURACY_METERS;
    }

    private static double bounded(Compared thing) {
        Double known = thing.location().accuracyMeters();
        return known == null ? 0 : Math.min(known, MOST_ACCURACY_METERS);
    }

    private static List<Candidate> ranked(
            Matrix matrix, CaseScope scope, Category category, Compared subject, List<Compared> around) {
        Map<UUID, Compared> idToThing = new HashMap<>();
        List<Likeness> likenesses = new ArrayList<>();
        for (Compared other : around) {
            boolean sees = scope.sees(other.leadDepartmentId(), other.supportDepartmentIds());
            if (sees || other.isPublic()) {
                idToThing.put(other.id(), other);
                likenesses.add(likeness(matrix, category, subject, other, sees));
            }
        }
        return Likeness.ranked(likenesses.stream().filter(Objects::nonNull).toList()).stream()
                .limit(MOST_SHOWN)
                .map(each -> new Candidate(idToThing.get(each.caseId()), each))
                .toList();
    }

    /** By what the caller may read of both. Null where the kinds have nothing to do with each other. */
    private static Likeness likeness(Matrix matrix, Category category, Compared subject, Compared other, boolean sees) {
        Category kind = matrix.category(other.categoryId()).orElse(category);
        Likeness.Kinship kinship = Likeness.Kinship.of(matrix, category, kind);
        String words = sees ? other.words() : other.publicWords();
        return kinship == null
                ? null
                : new Likeness(
                        other.id(),
                        kinship,
                        Distance.meters(subject.location(), sees ? other.location() : other.shownAt()),
                        Math.max(category.duplicateRadiusMeters(), kind.duplicateRadiusMeters())
                                + bounded(subject)
                                + bounded(other),
                        Likeness.between(
                                subject.firstObservedAt(),
                                subject.lastObservedAt(),
                                other.firstObservedAt(),
                                other.lastObservedAt()),
                        Duration.ofDays(Math.max(category.duplicateWindowDays(), kind.duplicateWindowDays())),
                        subject.words() == null || words == null ? 0 : WordLikeness.of(subject.words(), words));
    }
}
