package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
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
