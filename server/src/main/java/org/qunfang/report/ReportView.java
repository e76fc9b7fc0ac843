package org.qunfang.report;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.geo.Location;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.Department;
import org.qunfang.responsibility.Matrix;

/** Records → the contract's answers. */
final class ReportView {
    private static final int EXCERPT = 160;
    /** A degree in so many steps: about 100 metres each; rule 9. */
    private static final double BLUR_STEPS = 1_000.0;

    private final Matrix matrix;
    private final Function<String, JsonArray> categoryToLessons;

    ReportView(Matrix matrix, Function<String, JsonArray> categoryToLessons) {
        this.matrix = matrix;
        this.categoryToLessons = categoryToLessons;
    }

    JsonObject receipt(Receipt receipt) {
        return new JsonObject()
                .put("id", receipt.reportId().toString())
                .put("trackingCode", receipt.trackingCode())
                .put("status", "attached")
                .put("case", caseRef(receipt.caseId(), receipt.caseNumber(), receipt.caseStatus()))
                .put("joinedExistingCase", receipt.joinedExistingCase())
                .put("responsible", department(receipt.leadDepartmentId()))
                .put("acknowledgeBy", receipt.acknowledgeBy().toString())
                .put("lessons", categoryToLessons.apply(receipt.category().code()));
    }

    JsonObject receiptOf(StoredReport report) {
        return new JsonObject()
                .put("id", report.id().toString())
                .put("trackingCode", report.trackingCode())
                .put("status", report.status())
                .put("case", caseRef(report))
                .put("joinedExistingCase", report.joinedExistingCase())
                .put("responsible", department(report.leadDepartmentId()))
                .put("acknowledgeBy", report.acknowledgeBy().toString())
                .put("lessons", lessons(report));
    }

    JsonObject full(StoredReport report, Instant now) {
        JsonObject json = receiptOf(report)
                .put("category", category(report.categoryId()))
                .put("description", report.description())
                .put("language", report.language())
                .put("location", location(report.location()))
                .put("observedAt", report.observedAt().toString())
                .put("receivedAt", report.receivedAt().toString())
                .put("visibility", report.visibility())
                .put("answers", report.answers())
                .put("photos", report.photos())
                .put("additions", report.additions())
                .put("late", report.isLate(now));
        putIfPresent(json, "place", report.place());
        putIfPresent(json, "contact", report.contact());
        putIfPresent(json, "verdict", verdict(report));
        return json;
    }

    JsonObject listItem(StoredReport report, Instant now) {
        JsonObject json = new JsonObject()
                .put("id", report.id().toString())
                .put("trackingCode", report.trackingCode())
                .put("status", report.status())
                .put("category", category(report.categoryId()))
                .put("excerpt", excerpt(report.description()))
                .put("observedAt", report.observedAt().toString())
                .put("receivedAt", report.receivedAt().toString())
                .put("case", caseRef(report))
                .put("responsible", department(report.leadDepartmentId()))
                .put("acknowledgeBy", report.acknowledgeBy().toString())
                .put("late", report.isLate(now));
        putIfPresent(json, "place", report.place());
        putIfPresent(
                json,
                "photo",
                report.photos().isEmpty() ? null : report.photos().getValue(0));
        return json;
    }

    static JsonObject verdict(StoredReport report) {
        if (report.verdictFixed() == null) {
            return null;
        }
        JsonObject json = new JsonObject()
                .put("fixed", report.verdictFixed())
                .put("at", report.verdictAt().toString());
        putIfPresent(json, "comment", report.verdictComment());
        return json;
    }

    JsonArray lessons(StoredReport report) {
        return categoryToLessons.apply(
                matrix.category(report.categoryId()).map(Category::code).orElse("other"));
    }

    JsonObject department(UUID id) {
        Department department = matrix.department(id).orElseThrow();
        return new JsonObject()
                .put("departmentId", id.toString())
                .put("code", department.code())
                .put("name", department.name().toJson());
    }

    JsonObject category(UUID id) {
        Category category = matrix.category(id).orElseThrow();
        return new JsonObject()
                .put("code", category.code())
                .put("name", category.name().toJson())
                .put("icon", category.icon());
    }

    static JsonObject location(Location place) {
        JsonObject json = new JsonObject().put("lat", place.lat()).put("lon", place.lon());
        putIfPresent(json, "accuracyMeters", place.accuracyMeters());
        return json;
    }

    /** The place as the public may see it when the matter is private. */
    static JsonObject blurred(Location place) {
        return new JsonObject()
                .put("lat", Math.round(place.lat() * BLUR_STEPS) / BLUR_STEPS)
                .put("lon", Math.round(place.lon() * BLUR_STEPS) / BLUR_STEPS)
                .put("accuracyMeters", 100)
                .put("blurred", true);
    }

    static String excerpt(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.codePointCount(0, line.length()) <= EXCERPT
                ? line
                : line.substring(0, line.offsetByCodePoints(0, EXCERPT - 1)) + "…";
    }

    static void putIfPresent(JsonObject json, String name, Object value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static JsonObject caseRef(StoredReport report) {
        return caseRef(report.caseId(), report.caseNumber(), report.caseStatus().code());
    }

    private static JsonObject caseRef(UUID id, String number, String status) {
        return new JsonObject().put("id", id.toString()).put("number", number).put("status", status);
    }
}
