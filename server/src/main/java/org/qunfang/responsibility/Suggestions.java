package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the model in memory: the stored one that serves, read again within seconds after another was chosen wherever that
 * was; without any, one made of the catalogue, in the background at start and again after the catalogue changed. A stored
 * model that cannot be read is told in the log, and nothing is suggested.
 */
public final class Suggestions {
    private static final Logger LOG = LoggerFactory.getLogger(Suggestions.class);
    private static final long POLL_MILLIS = 5_000;
    /** What a resident who is not sure has chosen already. */
    private static final String OTHER = "other";

    private final Vertx vertx;
    private final Pool pool;
    private final Registry registry;
    private final WorkerExecutor worker;
    private volatile Stored stored = new Stored(0, null);
    private Starter starter;
    private long timer = -1;
    private volatile boolean stopped;

    /** @param model null when version is 0 or the model cannot be read */
    private record Stored(long version, SuggestionModel model) {}

    /** @param before made of an earlier catalogue, or null */
    private record Starter(List<Category> categories, Future<SuggestionModel> model, Future<SuggestionModel> before) {
        Future<SuggestionModel> usable() {
            return model.isComplete() || before == null ? model : before;
        }
    }

    /** @param choices for a family its kinds, most likely first; empty where one kind is named */
    record Item(String category, double confidence, List<String> choices) {}

    /** @param items most likely first, of those worth saying */
    record Answer(List<Item> items, double threshold) {}

    /** @param worker trains and reads models; one thread is enough */
    Suggestions(Vertx vertx, Pool pool, Registry registry, WorkerExecutor worker) {
        this.vertx = vertx;
        this.pool = pool;
        this.registry = registry;
        this.worker = worker;
    }

    /** Reads the stored model and begins to watch for another one. Without one, nobody who asks waits for its making. */
    public Future<Void> start() {
        return reloadIfChanged().onSuccess(read -> {
            timer = vertx.setPeriodic(POLL_MILLIS, tick -> poll());
            model();
        });
    }

    public void stop() {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /**
     * @param chosen the code of the category that somebody has chosen already, or null
     * @return fails with invalid for an unknown category
     */
    Future<Answer> suggest(String text, String chosen) {
        if (chosen != null && registry.matrix().categoryByCode(chosen).isEmpty()) {
            return Future.failedFuture(Problem.invalid(
                    "/chosen", Localized.of("没有这个类别：" + chosen, "There is no such category: " + chosen)));
        }
        Set<String> beside = chosen == null || chosen.equals(OTHER) ? Set.of() : family(chosen);
        return model().map(model -> model == null
                ? new Answer(List.of(), SuggestionCalibration.NEVER)
                : new Answer(worthSaying(model, text, beside), model.threshold()));
    }

    /**
     * A kind, or else a family of kinds.
     *
     * @param beside the chosen family; empty where nothing was chosen that anything could be held against
     */
    private List<Item> worthSaying(SuggestionModel model, String text, Set<String> beside) {
        List<SuggestionModel.Guess> kinds =
                beside.isEmpty() ? model.worthSaying(text) : SuggestionDoubt.worthSaying(model, text, beside);
        if (!kinds.isEmpty()) {
            return kinds.stream()
                    .filter(each -> isChoice(each.label()))
                    .map(each -> new Item(each.label(), each.confidence(), List.of()))
                    .toList();
        }
        return SuggestionFamily.worthSaying(model, text, families()).stream()
                .filter(each -> beside.isEmpty() || SuggestionDoubt.isWorthSaying(model, text, beside, each))
                .map(each -> new Item(each.code(), each.confidence(), each.kinds()))
                .toList();
    }

    private List<SuggestionFamily> families() {
        Matrix matrix = registry.matrix();
        return SuggestionFamily.of(
                matrix,
                matrix.categories().stream()
                        .map(Category::code)
                        .filter(this::isChoice)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    /** The codes of the category and of all that have their uppermost group in common with it. */
    private Set<String> family(String code) {
        Matrix matrix = registry.matrix();
        UUID top = top(matrix, matrix.categoryByCode(code).orElseThrow());
        return matrix.categories().stream()
                .filter(each -> top(matrix, each).equals(top))
                .map(Category::code)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static UUID top(Matrix matrix, Category category) {
        List<UUID> lineage = matrix.lineage(category.id());
        return lineage.get(lineage.size() - 1);
    }

    private boolean isChoice(String code) {
        return !code.equals(OTHER)
                && registry.matrix()
                        .categoryByCode(code)
                        .filter(Category::reportable)
                        .isPresent();
    }

    private Future<SuggestionModel> model() {
        Stored newest = stored;
        return newest.version > 0 ? Future.succeededFuture(newest.model) : starter();
    }

    /** While one of a changed catalogue is being made, the one before serves. */
    private synchronized Future<SuggestionModel> starter() {
        List<Category> categories = List.copyOf(registry.matrix().categories());
        if (starter == null || !starter.categories.equals(categories)) {
            Future<SuggestionModel> before = starter == null ? null : starter.usable();
            starter = new Starter(categories, worker.executeBlocking(() -> train(categories)), before);
        }
        return starter.usable();
    }

    private static SuggestionModel train(List<Category> categories) {
        long began = System.nanoTime();
        SuggestionCatalogue catalogue = SuggestionCatalogue.of(categories, true);
        if (catalogue.codes().size() < 2) {
            return null;
        }
        SuggestionModel model = catalogue.train();
        LOG.info(
                "suggestions: no trained model; one of {} categories made from the catalogue in {} ms",
                model.labels().size(),
                (System.nanoTime() - began) / 1_000_000);
        return model;
    }

    private void poll() {
        reloadIfChanged().onFailure(failure -> {
            if (!stopped) {
                LOG.warn("suggestions: which model serves could not be looked up: {}", failure.toString());
            }
        });
    }

    private Future<Void> reloadIfChanged() {
        return SuggestionStore.serving(pool)
                .compose(version -> version == stored.version ? Future.succeededFuture() : load(version));
    }

    private Future<Void> load(long version) {
        if (version == 0) {
            stored = new Stored(0, null);
            return Future.succeededFuture();
        }
        return SuggestionStore.content(pool, version)
                .compose(bytes -> worker.executeBlocking(() -> read(version, bytes)))
                .onSuccess(model -> stored = new Stored(version, model))
                .mapEmpty();
    }

    /** Null, said in the log, for what is no model. */
    private static SuggestionModel read(long version, byte[] bytes) {
        try {
            SuggestionModel model = SuggestionModelFile.read(bytes);
            LOG.info(
                    "suggestions: model {} of {} categories",
                    version,
                    model.labels().size());
            return model;
        } catch (IOException damaged) {
            LOG.error(
                    "suggestions: the stored model {} cannot be read ({}); nothing is suggested until another serves",
                    version,
                    damaged.toString());
            return null;
        }
    }
}
