package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.UUID;
import org.locationtech.jts.geom.Envelope;
import org.qunfang.problem.Localized;

/** The matrix's things in the contract's shapes. A member without a value is left out. */
final class MatrixJson {
    private static final Set<String> TRUTHS = Set.of("true", "false");
    private static final JsonObject NO_BASE = new JsonObject()
            .put("base", 2)
            .put(
                    "reason",
                    Localized.of("此类别未设基础分，按 2 分计", "No base score for this category: 2 is assumed")
                            .toJson());

    private MatrixJson() {}

    static JsonObject area(Matrix matrix, Area area) {
        Envelope box = area.boundary().getEnvelopeInternal();
        JsonObject json = new JsonObject()
                .put("id", area.id().toString())
                .put("code", area.code())
                .put("name", area.name().toJson())
                .put(
                        "bounds",
                        new JsonArray()
                                .add(box.getMinX())
                                .add(box.getMinY())
                                .add(box.getMaxX())
                                .add(box.getMaxY()))
                .put("validFrom", area.validFrom().toString())
                .put("version", area.version());
        putIfThere(json, "level", area.level());
        putIfThere(
                json, "parentCode", matrix.area(area.parentId()).map(Area::code).orElse(null));
        putIfThere(json, "population", area.population());
        putIfThere(
                json, "validTo", area.validTo() == null ? null : area.validTo().toString());
        return json;
    }

    static JsonObject department(Matrix matrix, Department department) {
        JsonObject json = new JsonObject()
                .put("id", department.id().toString())
                .put("code", department.code())
                .put("name", department.name().toJson())
                .put("isDutyOffice", department.isDutyOffice())
                .put("channels", department.channels())
                .put("version", department.version());
        putIfThere(
                json,
                "superiorCode",
                matrix.department(department.superiorId()).map(Department::code).orElse(null));
        return json;
    }

    static JsonObject category(Matrix matrix, Category category) {
        JsonObject json = new JsonObject()
                .put("id", category.id().toString())
                .put("code", category.code())
                .put("name", category.name().toJson())
                .put("icon", category.icon())
                .put("reportable", category.reportable())
                .put("retired", category.retired())
                .put("dangerToLife", category.dangerToLife())
                .put("capCategory", category.capCategory())
                .put("duplicateRadiusMeters", category.duplicateRadiusMeters())
                .put("duplicateWindowDays", category.duplicateWindowDays())
                .put(
                        "surge",
                        new JsonObject()
                                .put("reports", category.surge().reports())
                                .put("senders", category.surge().senders())
                                .put("radiusMeters", category.surge().radiusMeters())
                                .put("windowMinutes", category.surge().windowMinutes()))
                .put("likelihood", category.baseFactors().getJsonObject("likelihood", NO_BASE))
                .put("consequence", category.baseFactors().getJsonObject("consequence", NO_BASE))
                .put("questions", questions(category.questions()))
                .put("version", category.version());
        putIfThere(
                json,
                "parentCode",
                matrix.category(category.parentId()).map(Category::code).orElse(null));
        putIfThere(json, "eventCode", category.eventCode());
        putIfThere(
                json,
                "description",
                category.description() == null ? null : category.description().toJson());
        return json;
    }

    /** The type of a question that was stored without one follows from its options. */
    private static JsonArray questions(JsonArray stored) {
        JsonArray questions = new JsonArray();
        for (Object each : stored) {
            JsonObject question = (JsonObject) each;
            JsonArray options = question.getJsonArray("options", new JsonArray());
            boolean isBoolean =
                    options.stream().allMatch(option -> TRUTHS.contains(((JsonObject) option).getString("id")));
            questions.add(new JsonObject()
                    .put("type", isBoolean ? "boolean" : "choice")
                    .put("options", options)
                    .mergeIn(question));
        }
        return questions;
    }

    static JsonObject responsibility(Matrix matrix, Responsibility line) {
        JsonObject json = new JsonObject()
                .put("id", line.id().toString())
                .put("duty", line.duty().code())
                .put("category", categoryRef(matrix.category(line.categoryId()).orElseThrow()))
                .put("area", areaRef(matrix.area(line.areaId()).orElseThrow()))
                .put(
                        "department",
                        departmentRef(matrix.department(line.departmentId()).orElseThrow()))
                .put("role", line.isLead() ? "lead" : "support")
                .put("validFrom", line.validFrom().toString())
                .put("version", line.version());
        putIfThere(
                json,
                "legalBasis",
                line.legalBasis() == null ? null : line.legalBasis().toJson());
        putIfThere(json, "legalLink", line.legalLink());
        putIfThere(
                json, "validTo", line.validTo() == null ? null : line.validTo().toString());
        return json;
    }

    static JsonObject answer(Matrix matrix, Answerable answer) {
        JsonArray support = new JsonArray();
        answer.support().forEach(department -> support.add(departmentRef(department)));
        JsonObject json = new JsonObject()
                .put("duty", answer.duty().code())
                .put(
                        "category",
                        categoryRef(matrix.category(answer.categoryId()).orElseThrow()))
                .put("routing", answer.routing())
                .put("lead", departmentRef(answer.lead()))
                .put("support", support)
                .put("why", Explanation.of(matrix, answer));
        putIfThere(json, "area", answer.area() == null ? null : areaRef(answer.area()));
        Localized note = Explanation.boundaryNote(answer);
        putIfThere(json, "boundaryNote", note == null ? null : note.toJson());
        return json;
    }

    static JsonObject finding(Matrix matrix, Finding finding) {
        JsonArray departments = new JsonArray();
        for (UUID id : finding.departmentIds()) {
            matrix.department(id).ifPresent(department -> departments.add(departmentRef(department)));
        }
        JsonObject json = new JsonObject()
                .put("id", finding.id().toString())
                .put("kind", finding.kind())
                .put("duty", finding.duty())
                .put(
                        "category",
                        categoryRef(matrix.category(finding.categoryId()).orElseThrow()))
                .put("departments", departments)
                .put(
                        "owner",
                        departmentRef(
                                matrix.department(finding.ownerDepartmentId()).orElseThrow()))
                .put("status", finding.status())
                .put("openedAt", finding.openedAt().toString())
                .put("due", finding.dueAt().toString());
        matrix.area(finding.areaId()).ifPresent(area -> json.put("area", areaRef(area)));
        json.put("extent", finding.extent()).put("version", finding.version());
        putIfThere(json, "cells", finding.cells());
        putIfThere(json, "of", finding.of());
        putIfThere(json, "resolution", finding.resolution());
        putIfThere(
                json,
                "closedAt",
                finding.closedAt() == null ? null : finding.closedAt().toString());
        return json;
    }

    /** What a computation tells, before it is a finding. */
    static JsonObject found(Matrix matrix, Found found) {
        JsonArray departments = new JsonArray();
        found.departmentIds()
                .forEach(id -> matrix.department(id).ifPresent(one -> departments.add(departmentRef(one))));
        JsonObject json = new JsonObject()
                .put("kind", found.key().kind())
                .put("duty", found.key().duty().code())
                .put(
                        "category",
                        categoryRef(matrix.category(found.key().categoryId()).orElseThrow()))
                .put("extent", found.key().extent())
                .put("departments", departments)
                .put("cells", found.cells())
                .put("of", found.of());
        matrix.area(found.key().areaId()).ifPresent(area -> json.put("area", areaRef(area)));
        return json;
    }

    static JsonObject areaRef(Area area) {
        return new JsonObject().put("code", area.code()).put("name", area.name().toJson());
    }

    static JsonObject categoryRef(Category category) {
        return new JsonObject()
                .put("code", category.code())
                .put("name", category.name().toJson())
                .put("icon", category.icon());
    }

    static JsonObject departmentRef(Department department) {
        return new JsonObject()
                .put("departmentId", department.id().toString())
                .put("code", department.code())
                .put("name", department.name().toJson());
    }

    static void putIfThere(JsonObject json, String member, Object value) {
        if (value != null) {
            json.put(member, value);
        }
    }
}
