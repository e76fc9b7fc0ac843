package org.qunfang.responsibility;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import java.util.regex.Pattern;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.geo.GeoJson;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/**
 * What an edit of the matrix must keep: input as the contract describes it becomes a record, or a problem that names the
 * pointer. {@code known} is the thing as it is now, null for a new one. Pure but for fresh ids.
 */
final class MatrixRules {
    private static final LocalDate ALWAYS = LocalDate.of(1900, 1, 1);

    private static final Pattern EMAIL = Pattern.compile("[^\\s@]+@[^\\s@.]+(\\.[^\\s@.]+)+");

    private MatrixRules() {}

    static Area area(Matrix matrix, Area known, JsonObject input) {
        UUID id = known == null ? UuidCreator.getTimeOrderedEpoch() : known.id();
        UUID parentId = idOrNull(
                input,
                "parentCode",
                code -> matrix.areaByCode(code).map(Area::id).orElse(null));
        Tree.checkNoCircle(
                "/parentCode",
                id,
                parentId,
                step -> matrix.area(step).map(Area::parentId).orElse(null));
        LocalDate from = day(input, "validFrom", known == null ? ALWAYS : known.validFrom());
        JsonObject geometry = input.getJsonObject("geometry");
        Geometry boundary =
                geometry == null && known != null ? known.boundary() : Area.multi(GeoJson.parse(geometry, "/geometry"));
        return new Area(
                id,
                input.getString("code"),
                Localized.fromJson(input.getJsonObject("name")),
                parentId,
                input.getString("level"),
                boundary,
                input.getLong("population"),
                from,
                validTo(input, from),
                known == null ? null : known.enteredOn(),
                next(known == null ? 0 : known.version()),
                matrix.area(parentId).map(parent -> parent.depth() + 1).orElse(0));
    }

    static Department department(Matrix matrix, Department known, JsonObject input) {
        UUID id = known == null ? UuidCreator.getTimeOrderedEpoch() : known.id();
        UUID superiorId = idOrNull(
                input,
                "superiorCode",
                code -> matrix.departmentByCode(code).map(Department::id).orElse(null));
        Tree.checkNoCircle(
                "/superiorCode",
                id,
                superiorId,
                step -> matrix.department(step).map(Department::superiorId).orElse(null));
        boolean isDutyOffice = input.getBoolean("isDutyOffice", false);
        if (known != null && known.isDutyOffice() && !isDutyOffice) {
            throw Problem.invalid(
                    "/isDutyOffice",
                    Localized.of(
                            "值班室不能撤销；请在接任部门上设为值班室",
                            "There is always a duty office; make another department the duty office instead"));
        }
        return new Department(
                id,
                input.getString("code"),
                Localized.fromJson(input.getJsonObject("name")),
                superiorId,
                isDutyOffice,
                channels(input.getJsonArray("channels", new JsonArray())),
                next(known == null ? 0 : known.version()));
    }

    /** Silence is told by e-mail: an address that is none would tell nobody. */
    private static JsonArray channels(JsonArray channels) {
        for (int i = 0; i < channels.size(); i++) {
            JsonObject channel = channels.getJsonObject(i);
            boolean isEmail = "email".equals(channel.getString("type"));
            if (isEmail && !EMAIL.matcher(channel.getString("value")).matches()) {
                throw Problem.invalid(
                        "/channels/" + i + "/value",
                        Localized.of(
                                "请填完整的邮箱地址，如 name@example.org", "Give the whole address, such as name@example.org"));
            }
        }
        return channels;
    }

    /** What is not said stays as it is. */
    private static SurgeRule surge(JsonObject input, Category known) {
        SurgeRule before = known == null ? SurgeRule.USUAL : known.surge();
        return new SurgeRule(
                input.getInteger("reports", before.reports()),
                input.getInteger("senders", before.senders()),
                input.getInteger("radiusMeters", before.radiusMeters()),
                input.getInteger("windowMinutes", before.windowMinutes()));
    }

    static Category category(Matrix matrix, Category known, JsonObject input) {
        UUID id = known == null ? UuidCreator.getTimeOrderedEpoch() : known.id();
        UUID parentId = idOrNull(
                input,
                "parentCode",
                code -> matrix.categoryByCode(code).map(Category::id).orElse(null));
        Tree.checkNoCircle(
                "/parentCode",
                id,
                parentId,
                step -> matrix.category(step).map(Category::parentId).orElse(null));
        JsonArray questions = input.getJsonArray("questions", new JsonArray());
        QuestionRules.check(questions);
        RetirementRules.check(matrix, id, parentId, input);
        JsonObject description = input.getJsonObject("description");
        boolean isRetired = input.getBoolean("retired", false);
        return new Category(
                id,
                input.getString("code"),
                Localized.fromJson(input.getJsonObject("name")),
                parentId,
                input.getString("icon"),
                description == null ? null : Localized.fromJson(description),
                input.getBoolean("reportable", !isRetired),
                isRetired,
                input.getString("capCategory"),
                input.getString("eventCode"),
                input.getBoolean("dangerToLife", false),
                input.getInteger("duplicateRadiusMeters", 50),
                input.getInteger("duplicateWindowDays", 30),
                surge(input.getJsonObject("surge", new JsonObject()), known),
                new JsonObject()
                        .put("likelihood", input.getJsonObject("likelihood"))
                        .put("consequence", input.getJsonObject("consequence")),
                questions,
                next(known == null ? 0 : known.version()),
                matrix.category(parentId).map(parent -> parent.depth() + 1).orElse(0));
    }

    static Responsibility responsibility(Matrix matrix, Responsibility known, JsonObject input) {
        UUID departmentId = UUID.fromString(input.getString("departmentId"));
        if (matrix.department(departmentId).isEmpty()) {
            throw Problem.invalid("/departmentId", Localized.of("没有这个部门", "There is no such department"));
        }
        UUID categoryId = idOrNull(
                input,
                "categoryCode",
                code -> matrix.categoryByCode(code).map(Category::id).orElse(null));
        RetirementRules.checkInUse(matrix, known, categoryId);
        LocalDate from = day(input, "validFrom", null);
        JsonObject basis = input.getJsonObject("legalBasis");
        return new Responsibility(
                known == null ? UuidCreator.getTimeOrderedEpoch() : known.id(),
                Duty.of(input.getString("duty")),
                categoryId,
                idOrNull(
                        input,
                        "areaCode",
                        code -> matrix.areaByCode(code).map(Area::id).orElse(null)),
                departmentId,
                "lead".equals(input.getString("role")),
                basis == null ? null : Localized.fromJson(basis),
                input.getString("legalLink"),
                from,
                validTo(input, from),
                known == null ? null : known.enteredOn(),
                next(known == null ? 0 : known.version()));
    }

    private static long next(long version) {
        return version + 1;
    }

    private interface ByCode {
        UUID find(String code);
    }

    private static UUID idOrNull(JsonObject input, String member, ByCode byCode) {
        String code = input.getString(member);
        UUID id = code == null ? null : byCode.find(code);
        if (code != null && id == null) {
            throw Problem.invalid("/" + member, Localized.of("没有此代码：" + code, "There is no such code: " + code));
        }
        return id;
    }

    private static LocalDate validTo(JsonObject input, LocalDate from) {
        LocalDate to = day(input, "validTo", null);
        if (to != null && !to.isAfter(from)) {
            throw Problem.invalid(
                    "/validTo",
                    Localized.of(
                            "终止日须晚于生效日 " + from + "；终止日当天起不再有效",
                            "The end date must be later than the start date " + from
                                    + ". From the end date on it no longer holds."));
        }
        return to;
    }

    private static LocalDate day(JsonObject input, String member, LocalDate otherwise) {
        String text = input.getString(member);
        try {
            return text == null ? otherwise : LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw Problem.invalid("/" + member, Localized.of("没有这一天：" + text, "There is no such day: " + text));
        }
    }
}
