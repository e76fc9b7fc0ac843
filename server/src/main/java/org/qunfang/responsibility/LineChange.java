package org.qunfang.responsibility;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * A change of the matrix before it is saved: a new line, a corrected one, or one that follows another. Pure but for
 * fresh ids.
 *
 * @param before the line that is corrected or ends, or null
 * @param ended that line with its new end, or null unless another follows it
 * @param line as it shall be
 */
record LineChange(Responsibility before, Responsibility ended, Responsibility line) {
    /** How a change relates to a line there is. */
    enum Way {
        CREATE,
        CORRECT,
        SUCCEED
    }

    /**
     * @param known the line that is corrected or followed, null for a new one
     * @throws Problem invalid, naming the pointer
     */
    static LineChange of(Matrix matrix, Way way, Responsibility known, JsonObject input) {
        Responsibility line = MatrixRules.responsibility(matrix, way == Way.CORRECT ? known : null, input);
        checkNamedOnce(matrix, known, line);
        if (way != Way.SUCCEED) {
            return new LineChange(known, null, line);
        }
        LocalDate from = line.validFrom();
        if (!known.holdsOn(from) || !from.isAfter(known.validFrom())) {
            throw Problem.invalid(
                    "/validFrom",
                    Localized.of(
                            "新职责须在原职责生效之后、终止之前开始（原职责自 " + known.validFrom() + " 起）",
                            "It has to begin while the line it follows holds, later than " + known.validFrom()));
        }
        return new LineChange(known, ended(known, from), line);
    }

    /** What the database would refuse is told before anything is saved; the line that is followed ends in time. */
    private static void checkNamedOnce(Matrix matrix, Responsibility known, Responsibility line) {
        boolean isTwice = matrix.lines(line.duty(), line.categoryId(), line.areaId()).stream()
                .filter(each -> known == null || !each.id().equals(known.id()))
                .anyMatch(each -> each.departmentId().equals(line.departmentId()) && meets(each, line));
        if (isTwice) {
            throw MatrixEdit.namedTwice();
        }
    }

    private static boolean meets(Responsibility one, Responsibility other) {
        return (one.validTo() == null || other.validFrom().isBefore(one.validTo()))
                && (other.validTo() == null || one.validFrom().isBefore(other.validTo()));
    }

    private static Responsibility ended(Responsibility known, LocalDate on) {
        return new Responsibility(
                known.id(),
                known.duty(),
                known.categoryId(),
                known.areaId(),
                known.departmentId(),
                known.isLead(),
                known.legalBasis(),
                known.legalLink(),
                known.validFrom(),
                on,
                known.enteredOn(),
                known.version() + 1);
    }

    /** The matrix as it would be. */
    Matrix after(Matrix matrix) {
        UUID replaced = before == null ? null : before.id();
        List<Responsibility> lines = new ArrayList<>();
        matrix.responsibilities().stream()
                .filter(each -> !each.id().equals(replaced))
                .forEach(lines::add);
        if (ended != null) {
            lines.add(ended);
        }
        lines.add(line);
        return matrix.withLines(lines);
    }

    /** The first day, from today on, on which the change shows. */
    LocalDate day(LocalDate today) {
        LocalDate shows = line.validFrom();
        if (ended == null && before != null && line.validTo() != null && before.holdsOn(line.validTo())) {
            shows = line.validTo();
        }
        return shows.isBefore(today) ? today : shows;
    }
}
