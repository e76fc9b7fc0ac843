package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * What differs between editing an area, a department, a category and a line of responsibility.
 *
 * @param name as in the audit log: {@code area.create}
 * @param decide input → the thing as it shall be
 */
record Kind<T>(
        String name,
        Decision<T> decide,
        BiFunction<Matrix, UUID, Optional<T>> find,
        Function<T, UUID> id,
        ToLongFunction<T> version,
        BiFunction<SqlClient, T, Future<Void>> save,
        BiFunction<Matrix, T, JsonObject> json) {

    /** {@code known} is the thing as it is now, null for a new one. */
    interface Decision<T> {
        T decide(Matrix matrix, T known, JsonObject input);
    }

    /** The same for lines, which do not change the past. */
    static Kind<Responsibility> keepingThePast(LocalDate today) {
        Decision<Responsibility> decide = (matrix, known, input) -> {
            Responsibility next = MatrixRules.responsibility(matrix, known, input);
            LinePast.mustStay(known, next, today);
            return next;
        };
        return new Kind<>(
                RESPONSIBILITY.name,
                decide,
                RESPONSIBILITY.find,
                RESPONSIBILITY.id,
                RESPONSIBILITY.version,
                RESPONSIBILITY.save,
                RESPONSIBILITY.json);
    }

    /** The same for areas: on days that are over they stay where they were. */
    static Kind<Area> areaKeepingThePast(LocalDate today) {
        Decision<Area> decide = (matrix, known, input) -> {
            Area next = MatrixRules.area(matrix, known, input);
            AreaPast.mustStay(known, next, today);
            return next;
        };
        return new Kind<>(AREA.name, decide, AREA.find, AREA.id, AREA.version, AREA.save, AREA.json);
    }

    static final Kind<Area> AREA = new Kind<>(
            "area", MatrixRules::area, Matrix::area, Area::id, Area::version, MatrixWriter::save, MatrixJson::area);

    static final Kind<Department> DEPARTMENT = new Kind<>(
            "department",
            MatrixRules::department,
            Matrix::department,
            Department::id,
            Department::version,
            MatrixWriter::save,
            MatrixJson::department);

    static final Kind<Category> CATEGORY = new Kind<>(
            "category",
            MatrixRules::category,
            Matrix::category,
            Category::id,
            Category::version,
            MatrixWriter::save,
            MatrixJson::category);

    static final Kind<Responsibility> RESPONSIBILITY = new Kind<>(
            "responsibility",
            MatrixRules::responsibility,
            Matrix::responsibility,
            Responsibility::id,
            Responsibility::version,
            MatrixWriter::save,
            MatrixJson::responsibility);
}
