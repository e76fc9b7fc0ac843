package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.qunfang.audit.AuditLog;

/** Trains, measures and stores models. Blocks: for the command line. */
public final class SuggestionTrainer {
    static final long SEED = 1;
    /** Fewer cannot be held out in five parts. */
    static final int LEAST_EXAMPLES = 10;

    private final Pool pool;
    private final Registry registry;
    private final AuditLog log;
    private final Clock clock;

    public SuggestionTrainer(Pool pool, Registry registry, AuditLog log, Clock clock) {
        this.pool = pool;
        this.registry = registry;
        this.log = log;
        this.clock = clock;
    }

    /** What cannot be trained on; the message is for the operator. */
    public static final class Untrainable extends RuntimeException {
        Untrainable(String message) {
            super(message);
        }
    }

    /**
     * Five folds, without storing anything; the labels may be any.
     *
     * @param labelToNames what is known of labels, these and others
     * @param seeds how many times, each with other folds
     * @param trained called after each of {@link #trainings} trainings
     * @throws Untrainable when there is too little to learn from
     */
    public static SuggestionMeasures measure(
            List<SuggestionExample> examples, Map<String, Set<String>> labelToNames, int seeds, Runnable trained) {
        refuseUntrainable(examples);
        SuggestionTraining training = new SuggestionTraining(labels(examples), labelToNames);
        return SuggestionMeasures.of(training, training.prepare(examples), List.of(), seeds(seeds), trained);
    }

    /** How many trainings {@link #measure} takes. */
    public static int trainings(int seeds) {
        return SuggestionMeasures.TRAININGS * seeds;
    }

    private static long[] seeds(int count) {
        return LongStream.range(0, count).map(at -> SEED + 1_000 * at).toArray();
    }

    private static List<String> labels(Collection<SuggestionExample> examples) {
        return List.copyOf(
                examples.stream().map(SuggestionExample::label).collect(Collectors.toCollection(TreeSet::new)));
    }

    static void refuseUntrainable(List<SuggestionExample> examples) {
        List<String> labels = labels(examples);
        if (examples.size() < LEAST_EXAMPLES) {
            throw new Untrainable(
                    "too few examples: " + examples.size() + ", at least " + LEAST_EXAMPLES + " are needed");
        }
        if (labels.size() < 2) {
            throw new Untrainable("all examples are " + labels.get(0) + ": there is nothing to tell apart");
        }
        if (labels.size() > SuggestionModelFile.MOST_LABELS) {
            throw new Untrainable("too many labels: " + labels.size());
        }
    }

    /** Labels that are the code of no category that residents choose from, and how often each stands there. */
    public Map<String, Long> unknown(List<SuggestionExample> examples) {
        Set<String> codes = Set.copyOf(catalogue(false).codes());
        return examples.stream()
                .map(SuggestionExample::label)
                .filter(label -> !codes.contains(label))
                .collect(Collectors.groupingBy(label -> label, TreeMap::new, Collectors.counting()));
    }

    private SuggestionCatalogue catalogue(boolean withPhrases) {
        return SuggestionCatalogue.of(registry.matrix().categories(), withPhrases);
    }

    /**
     * @param measures of the held-out examples
     * @param objections why it does not serve, for the operator; empty when it does
     */
    public record Stored(
            long version, int bytes, double threshold, SuggestionMeasures measures, List<String> objections) {}

    /**
     * Measures, trains on everything, and stores. From then on every process suggests with it, unless
     * {@link SuggestionFitness} objects: then what served goes on serving.
     *
     * @param examples whose labels are all codes of categories
     * @param labelToNames what is known of them beyond the catalogue
     * @param withPhrases whether the sample phrases are learnt too
     * @param trained called after each of {@code trainings(seeds) + 6} trainings
     * @throws Untrainable as above
     */
    public Stored train(
            List<SuggestionExample> examples,
            Map<String, Set<String>> labelToNames,
            boolean withPhrases,
            int seeds,
            Runnable trained) {
        refuseUntrainable(examples);
        SuggestionCatalogue catalogue = catalogue(withPhrases);
        Map<String, Set<String>> names = new TreeMap<>(catalogue.codeToNames());
        labelToNames.forEach((label, more) -> names.merge(
                label,
                more,
                (one, other) -> Stream.of(one, other).flatMap(Set::stream).collect(Collectors.toSet())));
        List<SuggestionExample> beside = Stream.of(catalogue.phrases(), catalogue.names())
                .flatMap(List::stream)
                .toList();
        SuggestionTraining training = new SuggestionTraining(catalogue.codes(), names);
        List<SuggestionTraining.Prepared> own = training.prepare(examples);
        List<SuggestionTraining.Prepared> always = training.prepare(beside);
        SuggestionMeasures measures = SuggestionMeasures.of(training, own, always, seeds(seeds), trained);
        SuggestionModel model =
                SuggestionCalibration.train(training, own, always, SuggestionCalibration.PRECISION, SEED, trained);
        return store(model, examples.size(), measures, objections(examples, catalogue, model, measures));
    }

    /**
     * It is held against the catalogue's own model: one trained on earlier reports may have learnt these very examples. A
     * category known by its name only counts as unknown.
     */
    private List<String> objections(
            List<SuggestionExample> examples,
            SuggestionCatalogue used,
            SuggestionModel model,
            SuggestionMeasures measures) {
        SuggestionCatalogue builtIn = catalogue(true);
        return SuggestionFitness.objections(new SuggestionFitness.Evidence(
                examples,
                Stream.of(examples, used.phrases())
                        .flatMap(List::stream)
                        .map(SuggestionExample::label)
                        .collect(Collectors.toSet()),
                Set.copyOf(labels(builtIn.phrases())),
                model.threshold(),
                measures.mean(SuggestionMeasures.Run::namedRightly),
                SuggestionFitness.namedRightly(builtIn.train(), examples)));
    }

    private Stored store(SuggestionModel model, int examples, SuggestionMeasures measures, List<String> objections) {
        byte[] content = SuggestionModelFile.write(model);
        if (content.length > SuggestionStore.MOST_BYTES) {
            throw new Untrainable("the model would have " + content.length + " bytes: train on fewer categories");
        }
        JsonObject told = told(measures).put("threshold", model.threshold());
        Instant now = clock.instant();
        long version = pool.withTransaction(conn -> SuggestionStore.add(conn, now, examples, told, content)
                        .compose(added -> (objections.isEmpty()
                                        ? SuggestionStore.turn(conn, added, now)
                                        : Future.<Void>succeededFuture())
                                .compose(turned -> log.append(
                                        conn,
                                        SuggestionShelf.caller("train"),
                                        "suggestion.trained",
                                        "suggestion-model",
                                        null,
                                        told.copy()
                                                .put("version", added)
                                                .put("examples", examples)
                                                .put("serves", objections.isEmpty())))
                                .map(added)))
                .await();
        return new Stored(version, content.length, model.threshold(), measures, objections);
    }

    static JsonObject told(SuggestionMeasures measures) {
        JsonObject f1 = new JsonObject();
        IntStream.range(0, measures.labels().size())
                .filter(label -> measures.mean(run -> run.knows(label) ? 1 : 0) > 0)
                .forEach(label -> f1.put(measures.labels().get(label), measures.mean(run -> run.f1(label))));
        return new JsonObject()
                .put("seeds", measures.runs().size())
                .put("macroF1", measures.macroF1())
                .put("accuracy", measures.mean(SuggestionMeasures.Run::accuracy))
                .put("precision", measures.mean(SuggestionMeasures.Run::precision))
                .put("coverage", measures.mean(SuggestionMeasures.Run::coverage))
                .put("calibrationError", measures.mean(SuggestionMeasures.Run::calibrationError))
                .put("f1", f1);
    }
}
