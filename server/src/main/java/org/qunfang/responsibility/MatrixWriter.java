package org.qunfang.responsibility;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import org.locationtech.jts.io.WKBWriter;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Stores one changed thing of the matrix: a new row, or the next version of the row there is. */
final class MatrixWriter {
    private static final String AREA = """
            INSERT INTO areas AS known (id, code, name, parent_id, level, boundary, population, valid_from, valid_to,
                                        version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (id) DO UPDATE
               SET code = excluded.code, name = excluded.name, parent_id = excluded.parent_id, level = excluded.level,
                   boundary = excluded.boundary, population = excluded.population, valid_from = excluded.valid_from,
                   valid_to = excluded.valid_to, version = excluded.version, changed_at = now()
             WHERE known.version = excluded.version - 1
            """;

    private static final String NO_OTHER_DUTY_OFFICE = """
            UPDATE departments
               SET is_duty_office = false, version = version + 1, changed_at = now()
             WHERE is_duty_office AND id <> $1
            """;

    private static final String DEPARTMENT = """
            INSERT INTO departments AS known (id, code, name, superior_id, is_duty_office, channels, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7)
            ON CONFLICT (id) DO UPDATE
               SET code = excluded.code, name = excluded.name, superior_id = excluded.superior_id,
                   is_duty_office = excluded.is_duty_office, channels = excluded.channels,
                   version = excluded.version, changed_at = now()
             WHERE known.version = excluded.version - 1
            """;

    private static final String CATEGORY = """
            INSERT INTO categories AS known (id, code, name, parent_id, icon, description, reportable, cap_category,
                                             event_code, danger_to_life, duplicate_radius_meters,
                                             duplicate_window_days, base_factors, questions, version, surge_reports,
                                             surge_senders, surge_radius_meters, surge_window_minutes, retired)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
            ON CONFLICT (id) DO UPDATE
               SET code = excluded.code, name = excluded.name, parent_id = excluded.parent_id, icon = excluded.icon,
                   description = excluded.description, reportable = excluded.reportable,
                   retired = excluded.retired,
                   cap_category = excluded.cap_category, event_code = excluded.event_code,
                   danger_to_life = excluded.danger_to_life,
                   duplicate_radius_meters = excluded.duplicate_radius_meters,
                   duplicate_window_days = excluded.duplicate_window_days, base_factors = excluded.base_factors,
                   questions = excluded.questions, version = excluded.version,
                   surge_reports = excluded.surge_reports, surge_senders = excluded.surge_senders,
                   surge_radius_meters = excluded.surge_radius_meters,
                   surge_window_minutes = excluded.surge_window_minutes, changed_at = now()
             WHERE known.version = excluded.version - 1
            """;

    private static final String RESPONSIBILITY = """
            INSERT INTO responsibilities AS known (id, duty, category_id, area_id, department_id, role, legal_basis,
                                                   legal_link, valid_from, valid_to, version)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
            ON CONFLICT (id) DO UPDATE
               SET duty = excluded.duty, category_id = excluded.category_id, area_id = excluded.area_id,
                   department_id = excluded.department_id, role = excluded.role, legal_basis = excluded.legal_basis,
                   legal_link = excluded.legal_link, valid_from = excluded.valid_from, valid_to = excluded.valid_to,
                   version = excluded.version, changed_at = now()
             WHERE known.version = excluded.version - 1
            """;

    private MatrixWriter() {}

    static Future<Void> save(SqlClient conn, Area area) {
        return save(
                conn,
                AREA,
                Tuple.tuple()
                        .addUUID(area.id())
                        .addString(area.code())
                        .addJsonObject(area.name().toJson())
                        .addUUID(area.parentId())
                        .addString(area.level())
                        .addBuffer(Buffer.buffer(new WKBWriter().write(area.boundary())))
                        .addLong(area.population())
                        .addLocalDate(area.validFrom())
                        .addLocalDate(area.validTo())
                        .addLong(area.version()));
    }

    /** A department that becomes the duty office takes that over from the one that was. */
    static Future<Void> save(SqlClient conn, Department department) {
        Future<Void> ready = department.isDutyOffice()
                ? conn.preparedQuery(NO_OTHER_DUTY_OFFICE)
                        .execute(Tuple.of(department.id()))
                        .mapEmpty()
                : Future.succeededFuture();
        Tuple values = Tuple.tuple()
                .addUUID(department.id())
                .addString(department.code())
                .addJsonObject(department.name().toJson())
                .addUUID(department.superiorId())
                .addBoolean(department.isDutyOffice())
                .addJsonArray(department.channels())
                .addLong(department.version());
        return ready.compose(done -> save(conn, DEPARTMENT, values));
    }

    static Future<Void> save(SqlClient conn, Category category) {
        return save(
                conn,
                CATEGORY,
                Tuple.tuple()
                        .addUUID(category.id())
                        .addString(category.code())
                        .addJsonObject(category.name().toJson())
                        .addUUID(category.parentId())
                        .addString(category.icon())
                        .addJsonObject(jsonOrEmpty(category.description()))
                        .addBoolean(category.reportable())
                        .addString(category.capCategory())
                        .addString(category.eventCode())
                        .addBoolean(category.dangerToLife())
                        .addInteger(category.duplicateRadiusMeters())
                        .addInteger(category.duplicateWindowDays())
                        .addJsonObject(category.baseFactors())
                        .addJsonArray(category.questions())
                        .addLong(category.version())
                        .addInteger(category.surge().reports())
                        .addInteger(category.surge().senders())
                        .addInteger(category.surge().radiusMeters())
                        .addInteger(category.surge().windowMinutes())
                        .addBoolean(category.retired()));
    }

    static Future<Void> save(SqlClient conn, Responsibility line) {
        return save(
                conn,
                RESPONSIBILITY,
                Tuple.tuple()
                        .addUUID(line.id())
                        .addString(line.duty().code())
                        .addUUID(line.categoryId())
                        .addUUID(line.areaId())
                        .addUUID(line.departmentId())
                        .addString(line.isLead() ? "lead" : "support")
                        .addJsonObject(jsonOrEmpty(line.legalBasis()))
                        .addString(line.legalLink())
                        .addLocalDate(line.validFrom())
                        .addLocalDate(line.validTo())
                        .addLong(line.version()));
    }

    private static JsonObject jsonOrEmpty(Localized text) {
        return text == null ? new JsonObject() : text.toJson();
    }

    private static Future<Void> save(SqlClient conn, String sql, Tuple values) {
        return conn.preparedQuery(sql).execute(values).compose(stored -> {
            return stored.rowCount() == 1 ? Future.succeededFuture() : Future.failedFuture(stale());
        });
    }

    static Problem stale() {
        return Problem.of(ProblemType.STALE, "此项已被他人更新，请重新读取。", "It has changed since it was read; read it again.");
    }
}
