package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.IntConsumer;
import org.locationtech.jts.io.WKBWriter;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * Takes areas in from a GeoJSON file, in one transaction: features are read one by one into a table of the transaction,
 * then {@link AreaPlan} decides on their codes and parents, then one statement adds and changes what differs. Memory
 * holds the codes and one batch of boundaries.
 */
public final class AreaImport {
    private static final int BATCH = 50;
    private static final int MOST_TOLD = 1_000;

    private final MatrixEdit edit;
    private final WorkerExecutor worker;

    /** @param worker reads and checks features there, for seconds */
    AreaImport(MatrixEdit edit, WorkerExecutor worker) {
        this.edit = edit;
        this.worker = worker;
    }

    /** A feature's place from 0 and what there is to say of it; {@code code} may be null. */
    public record Note(int feature, String code, Localized reason) {}

    /**
     * What was done: {@code read = added + changed + unchanged + refused + left}.
     *
     * @param stored false when it was strict and something was refused: nothing was added or changed then
     * @param left not taken, though nothing is wrong with them: others are, and the import is strict
     * @param repairs features among those taken whose boundary crossed itself and was made valid
     * @param refusals the first 1,000
     */
    public record Result(
            boolean stored,
            int read,
            int added,
            int changed,
            int unchanged,
            int refused,
            int left,
            List<Note> repairs,
            List<Note> refusals) {}

    /** Carries the counts of an import that is rolled back. */
    private static final class NotStored extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient Result result;

        NotStored(Result result) {
            super("the import is strict", null, false, false);
            this.result = result;
        }
    }

    /**
     * As {@link #run(Caller, AreaColumns, boolean, AreaFeatures.Chunks, IntConsumer)}, out of a stream.
     *
     * @param progress told how many features were read, on another thread; what it throws ends the import, and nothing
     *     is stored
     */
    public Future<Result> run(
            Caller caller, AreaColumns columns, boolean strict, InputStream in, IntConsumer progress) {
        return run(caller, columns, strict, AreaFeatures.of(in), progress);
    }

    /** Out of a buffer, which is read through once before other changes of the matrix have to wait for this one. */
    Future<Result> run(Caller caller, AreaColumns columns, boolean strict, Buffer whole) {
        return worker.executeBlocking(() -> AreaFeatures.check(whole, columns), false)
                .compose(isCollection -> run(caller, columns, strict, AreaFeatures.of(whole), read -> {}));
    }

    /**
     * @param strict store nothing when one feature is refused
     * @param progress told how many features were read, on another thread
     * @return fails with bad-request when the whole is no FeatureCollection
     */
    private Future<Result> run(
            Caller caller, AreaColumns columns, boolean strict, AreaFeatures.Chunks chunks, IntConsumer progress) {
        return edit.run((conn, matrix) -> worker.executeBlocking(
                                () -> take(conn, matrix, columns, strict, chunks, progress), false)
                        .compose(result -> edit.log(conn, caller, "area.import", null, counts(result))
                                .map(result)))
                .recover(failure -> failure instanceof NotStored refused
                        ? Future.succeededFuture(refused.result)
                        : Future.failedFuture(failure));
    }

    private static JsonObject counts(Result result) {
        return new JsonObject()
                .put("read", result.read())
                .put("added", result.added())
                .put("changed", result.changed())
                .put("unchanged", result.unchanged())
                .put("refused", result.refused());
    }

    private static Result take(
            SqlConnection conn,
            Matrix matrix,
            AreaColumns columns,
            boolean strict,
            AreaFeatures.Chunks chunks,
            IntConsumer progress)
            throws IOException {
        wait(ImportedAreas.create(conn));
        Reading reading = new Reading(conn, columns, progress);
        AreaFeatures.read(chunks, columns, reading::take);
        reading.flush();
        AreaPlan.Decided read = AreaPlan.decide(matrix, columns.parentByCode(), reading.candidates);
        AreaPlan.Decided plan =
                read.without(wait(ImportedAreas.moved(conn, matrix, read.accepted(), columns.clearsParent())));
        int changedOrAdded = wait(ImportedAreas.merge(conn, matrix, plan.accepted(), columns.clearsParent()));
        Result result = reading.result(matrix, plan, changedOrAdded, strict);
        if (!result.stored()) {
            throw new NotStored(result);
        }
        return result;
    }

    /** Blocks this worker until the event loop has the answer. */
    private static <T> T wait(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** What was read so far. */
    private static final class Reading {
        private final SqlConnection conn;
        private final AreaColumns columns;
        private final IntConsumer progress;
        private final WKBWriter writer = new WKBWriter();
        private final List<AreaPlan.Candidate> candidates = new ArrayList<>();
        private final List<Note> refusals = new ArrayList<>();
        private final List<Note> repairs = new ArrayList<>();
        private final List<Tuple> batch = new ArrayList<>(BATCH);
        private int read;

        Reading(SqlConnection conn, AreaColumns columns, IntConsumer progress) {
            this.conn = conn;
            this.columns = columns;
            this.progress = progress;
        }

        void take(Object json, int feature) {
            read++;
            try {
                add(columns.read(json, feature));
            } catch (Problem problem) {
                refusals.add(new Note(feature, columns.codeOf(json), problem.detail()));
            }
            progress.accept(read);
        }

        private void add(AreaColumns.Read area) {
            candidates.add(new AreaPlan.Candidate(area.feature(), area.code(), area.parentCode()));
            if (area.boundary().repair() != null) {
                repairs.add(
                        new Note(area.feature(), area.code(), area.boundary().repair()));
            }
            batch.add(Tuple.of(
                    area.feature(),
                    area.code(),
                    area.name(),
                    area.level(),
                    Buffer.buffer(writer.write(Area.multi(area.boundary().geometry())))));
            if (batch.size() == BATCH) {
                flush();
            }
        }

        void flush() {
            if (!batch.isEmpty()) {
                AreaImport.wait(ImportedAreas.add(conn, batch));
                batch.clear();
            }
        }

        Result result(Matrix matrix, AreaPlan.Decided plan, int changedOrAdded, boolean strict) {
            List<Note> all = new ArrayList<>(refusals);
            plan.refusals().forEach(each -> all.add(new Note(each.feature(), each.code(), each.reason())));
            all.sort(Comparator.comparingInt(Note::feature));
            boolean stored = !strict || all.isEmpty();
            int added = (int) plan.accepted().stream()
                    .filter(each -> matrix.areaByCode(each.code()).isEmpty())
                    .count();
            return new Result(
                    stored,
                    read,
                    stored ? added : 0,
                    stored ? changedOrAdded - added : 0,
                    plan.accepted().size() - changedOrAdded,
                    all.size(),
                    stored ? 0 : changedOrAdded,
                    repairs.stream().limit(MOST_TOLD).toList(),
                    all.stream().limit(MOST_TOLD).toList());
        }
    }
}
