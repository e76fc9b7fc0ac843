package org.qunfang.report;

import io.vertx.core.Promise;
import java.util.List;
import org.qunfang.casework.Deadlines;
import org.qunfang.geo.CellDisk;
import org.qunfang.http.Caller;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Matrix;

/**
 * A submission that waits to be taken in.
 *
 * @param matrix in force when it came
 * @param deadlines in force when it came
 * @param meters as far as a duplicate can lie
 * @param cells around the place, that far
 */
record Arrival(
        Caller caller,
        Submission submission,
        Matrix matrix,
        Category category,
        Deadlines deadlines,
        double meters,
        List<Long> cells,
        Promise<ReportService.Submitted> answer) {

    static Arrival of(Caller caller, Submission submission, Matrix matrix, Deadlines deadlines) {
        Category category = Intake.category(matrix, submission.categoryCode());
        double meters = Duplicates.farthest(category, submission.location());
        List<Long> cells = CellDisk.around(submission.location(), meters);
        return new Arrival(caller, submission, matrix, category, deadlines, meters, cells, Promise.promise());
    }
}
