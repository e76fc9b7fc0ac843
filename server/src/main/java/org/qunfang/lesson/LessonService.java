package org.qunfang.lesson;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Takes answers. */
public final class LessonService {
    private final Pool pool;
    private final LessonLibrary library;
    private final Clock clock;
    private final AuditLog audit;

    public LessonService(Pool pool, LessonLibrary library, Clock clock, AuditLog audit) {
        this.pool = pool;
        this.library = library;
        this.clock = clock;
        this.audit = audit;
    }

    /** @param isNew false when the same answers came before */
    record Outcome(Answered answered, List<Marking.Mark> marks, boolean isNew) {}

    /**
     * Marks and keeps the answers.
     *
     * @param id the phone's, or absent: then every call is a new time
     * @param answeredAt absent: now; never later than now
     * @return fails with {@code not-found}, {@code invalid}, or {@code already-exists} when the id stands for others
     */
    Future<Outcome> answer(
            Caller caller,
            UUID lessonId,
            Optional<UUID> id,
            Optional<Instant> answeredAt,
            Map<String, String> questionToOption) {
        Lesson lesson = library.published(lessonId).orElseThrow(Problem::notFound);
        List<Marking.Mark> marks = Marking.mark(lesson, questionToOption);
        Instant now = clock.instant();
        Answered answered = new Answered(
                id.orElseGet(UuidCreator::getTimeOrderedEpoch),
                lesson.id(),
                lesson.version(),
                caller.accountId(),
                LessonStore.marks(marks),
                (int) marks.stream().filter(Marking.Mark::right).count(),
                marks.size(),
                answeredAt.filter(at -> at.isBefore(now)).orElse(now));
        return pool.withTransaction(conn -> LessonStore.addAnswer(conn, answered, now)
                .compose(isNew -> isNew ? record(conn, caller, answered) : repeated(conn, answered))
                .map(isNew -> new Outcome(answered, marks, isNew)));
    }

    private Future<Boolean> record(SqlClient conn, Caller caller, Answered answered) {
        JsonObject detail = new JsonObject().put("right", answered.rightCount()).put("asked", answered.askedCount());
        return audit.append(conn, caller, "lesson.answered", "lesson", answered.lessonId(), detail)
                .map(true);
    }

    private static Future<Boolean> repeated(SqlClient conn, Answered answered) {
        return LessonStore.answer(conn, answered.id()).map(known -> {
            if (known.isEmpty() || !answered.saysTheSameAs(known.get())) {
                throw Problem.of(
                        ProblemType.ALREADY_EXISTS, "这个编号已用于其他回答。", "This id stands for other answers already.");
            }
            return false;
        });
    }
}
