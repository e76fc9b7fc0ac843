package org.qunfang.report;

import com.github.f4b6a3.uuid.UuidCreator;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.qunfang.casework.Assessment;
import org.qunfang.casework.CaseId;
import org.qunfang.casework.Grounds;
import org.qunfang.casework.Triage;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.responsibility.Answerable;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Duty;
import org.qunfang.responsibility.Evidence;
import org.qunfang.responsibility.Explanation;
import org.qunfang.responsibility.Lookup;
import org.qunfang.responsibility.Matrix;

/** The decision what becomes of a report: duplicate, severity, lead. Pure but for fresh ids and the tracking code. */
final class Intake {
    /** Validity of responsibilities is in days of the city. */
    static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

    private Intake() {}

    /** @throws Problem invalid, naming what does not exist */
    static Category category(Matrix matrix, String code) {
        Category category = matrix.categoryByCode(code)
                .orElseThrow(() -> Problem.invalid(
                        "/category", Localized.of("没有这个类别：" + code, "There is no such category: " + code)));
        if (!category.reportable()) {
            throw Problem.invalid(
                    "/category",
                    Localized.of(
                            "此类别只用于分组，请选具体类别：" + code,
                            "This category only groups others; choose one below it: " + code));
        }
        return category;
    }

    /** @param candidates open cases of the category that may tell of the same */
    static Draft decide(Arrival arrival, List<OpenCase> candidates, Instant now) {
        Submission submission = arrival.submission();
        Category category = arrival.category();
        Matrix matrix = arrival.matrix();
        Assessment own = Triage.assess(category, submission.answers());
        OpenCase joins = Duplicates.choose(category, submission.location(), submission.observedAt(), candidates)
                .orElse(null);
        Assessment after =
                joins == null ? own : new Assessment(joins.likelihood(), joins.consequence(), List.of()).raisedBy(own);
        boolean raises = joins != null && after.score() > joins.likelihood() * joins.consequence();
        Answerable answerable = Lookup.at(
                matrix,
                Duty.RESPOND,
                category.id(),
                submission.location(),
                now.atZone(CITY).toLocalDate());
        return new Draft(
                arrival.caller(),
                submission,
                category,
                arrival.deadlines().of(category.id()),
                answerable,
                joins == null ? Grounds.of(Explanation.of(matrix, answerable)) : null,
                joins == null || raises ? Grounds.of(after.factorsJson()) : null,
                Explanation.boundaryNote(answerable),
                after,
                raises,
                joins == null ? CaseId.next(now) : joins.id(),
                joins,
                TrackingCode.next(),
                joins == null ? Evidence.of(answerable, matrix, UuidCreator.getTimeOrderedEpoch(), now) : null,
                now);
    }
}
