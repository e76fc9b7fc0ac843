package org.qunfang.casework;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Duty;
import org.qunfang.responsibility.Evidence;
import org.qunfang.responsibility.FindingStore;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;
import org.qunfang.responsibility.Registry;

/**
 * Corrects what kind of thing a case is about: scored anew, who is answerable looked up anew, in one transaction that holds
 * the case's lock. Where somebody else is answerable for the new kind the case is offered to them, and the lead stays
 * answerable until it is accepted.
 */
final class RecategoriseService {
    /** Different answers of the reports of one case; more than these say nothing new. */
    private static final int MOST_ANSWERS = 500;

    private static final int LONGEST_REASON = 4_000;

    private static final String ANSWERS = """
            SELECT DISTINCT answers FROM reports WHERE case_id = $1 AND status <> 'rejected' LIMIT $2
            """;

    private final CaseService cases;
    private final HandoverService handovers;
    private final PlaybookShelf playbooks;
    private final Registry registry;

    RecategoriseService(CaseService cases, HandoverService handovers, PlaybookShelf playbooks, Registry registry) {
        this.cases = cases;
        this.handovers = handovers;
        this.playbooks = playbooks;
        this.registry = registry;
    }

    /**
     * By the lead department or the duty office.
     *
     * @param version the one the caller has read
     * @return the case as it is then; fails with not-found, forbidden, stale, wrong-state, invalid, second-officer-needed
     */
    Future<CaseDetails> recategorise(Caller caller, UUID caseId, long version, JsonObject body) {
        return cases.inTransaction(conn -> CaseStore.lock(conn, caseId).compose(before -> {
            CaseScope.of(caller).mustWork(before);
            if (version != before.version()) {
                throw CaseStore.stale();
            }
            return told(conn, before, body)
                    .compose(told -> carryOut(
                            conn, SeriousSteps.byOneOfficer(Recategorisations.take(before, cases.act(caller), told))));
        }));
    }

    /** What is asked for, with what it comes to. Other steps stay as they are. */
    Future<JsonObject> asked(SqlConnection conn, Case before, JsonObject asked) {
        boolean isThis = ConsentStep.RECATEGORISE.code().equals(asked.getString("step"));
        return isThis && asked.containsKey("category") ? told(conn, before, asked) : Future.succeededFuture(asked);
    }

    private Future<JsonObject> told(SqlConnection conn, Case before, JsonObject asked) {
        Matrix matrix = registry.matrix();
        Category after = matrix.categoryByCode(asked.getString("category"))
                .orElseThrow(() -> Problem.invalid("/category", Localized.of("没有这个类别", "There is no such category")));
        Category was = matrix.category(before.categoryId()).orElseThrow();
        return conn.preparedQuery(ANSWERS)
                .execute(Tuple.of(before.id(), MOST_ANSWERS))
                .map(rows -> {
                    List<JsonObject> answers = StreamSupport.stream(rows.spliterator(), false)
                            .map(row -> row.getJsonObject("answers"))
                            .toList();
                    return Recategorisations.told(asked, before, was, after, answers);
                });
    }

    /** The second officer agrees: carried out as it was asked for. */
    Future<CaseDetails> confirm(SqlConnection conn, Case before, Consent consent, Act act, String words) {
        Change change = Consents.confirm(before, consent, act, words);
        return ConsentStore.answered(conn, consent, Consent.Status.CONFIRMED, act, words, before.version() + 1)
                .compose(done -> carryOut(conn, change));
    }

    private Future<CaseDetails> carryOut(SqlConnection conn, Change change) {
        Act act = change.act();
        Case before = change.before();
        Matrix matrix = registry.matrix();
        Answerable answerable = Lookup.at(
                matrix,
                Duty.RESPOND,
                change.categoryId(),
                before.location(),
                act.at().atZone(Lookup.CITY).toLocalDate());
        JsonObject finding = Evidence.of(answerable, matrix, UuidCreator.getTimeOrderedEpoch(), act.at());
        Future<Void> found =
                finding == null ? Future.succeededFuture() : FindingStore.open(conn, List.of(finding), act.at());
        return found.compose(done -> withTasks(conn, change))
                .compose(told -> cases.store(conn, told))
                .compose(done -> CaseStore.lock(conn, before.id()))
                .compose(
                        now -> handovers.offer(conn, act, now, answerable.lead().id(), reason(matrix, change)));
    }

    /** Steps of the old kind end here; those of the new one are given when the event is heard. */
    private Future<Change> withTasks(SqlConnection conn, Change change) {
        Matrix matrix = registry.matrix();
        Case before = change.before();
        return TaskStore.ofCase(conn, before.id()).compose(tasks -> {
            TaskCorrections corrected = TaskCorrections.of(
                    change,
                    tasks,
                    Playbooks.choose(playbooks.all(), matrix.lineage(before.categoryId()), before.severity()),
                    Playbooks.choose(
                            playbooks.all(),
                            matrix.lineage(change.categoryId()),
                            change.after().assessment().severity()),
                    matrix.category(change.categoryId()).orElseThrow().name());
            Future<Void> settled = Future.succeededFuture();
            for (CaseTask task : corrected.settled()) {
                settled = settled.compose(done -> TaskStore.settle(conn, task));
            }
            return settled.map(corrected.change());
        });
    }

    /** Why it is offered to another department, in words that it understands without the case's thread. */
    private static String reason(Matrix matrix, Change change) {
        String kind = matrix.category(change.categoryId()).orElseThrow().name().zhCn();
        String reason = "类别更正为“" + kind + "”：" + change.reason();
        return reason.substring(0, Math.min(reason.length(), LONGEST_REASON));
    }
}
