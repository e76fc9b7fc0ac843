package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the model in memory: the newest stored one, read again within seconds after a training wherever that ran; without
 * any, one made of the catalogue, in the background at start and again after the catalogue changed. A stored model that cannot
 * be read is told in the log, and nothing is suggested.
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

    /** @param items most likely first, of those worth saying */
    record Answer(List<SuggestionModel.Guess> items, double threshold) {}

    /** @param worker trains and reads models; one thread is enough */
    Suggestions(Vertx vertx, Pool pool, Registry registry, WorkerExecutor worker) {
        this.vertx = vertx;
        this.pool = pool;
        this.registry = registry;
        this.worker = worker;
    }

    /** Reads the stored model and begins to watch for a newer one. Without one, nobody who asks waits for its making. */
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

    Future<Answer> suggest(String text) {
        return model().map(model -> model == null
                ? new Answer(List.of(), SuggestionCalibration.NEVER)
                : new Answer(
                        model.worthSaying(text).stream()
                                .filter(each -> isChoice(each.label()))
                                .toList(),
                        model.threshold()));
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
                LOG.warn("suggestions: the newest model could not be looked up: {}", failure.toString());
            }
        });
    }

    private Future<Void> reloadIfChanged() {
        return SuggestionStore.newest(pool)
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
                    "suggestions: the stored model {} cannot be read ({}); nothing is suggested until another is trained",
                    version,
                    damaged.toString());
            return null;
        }
    }
}
