package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;

/** Says in plain words why a department is answerable: the trace of a {@link Lookup}. Pure. */
public final class Explanation {
    private Explanation() {}

    /** Steps of the contract's {@code WhyStep}, in the order in which they were decided. */
    public static JsonArray of(Matrix matrix, Answerable answer) {
        JsonArray steps = new JsonArray();
        steps.add(areaStep(matrix, answer));
        if (!answer.near().isEmpty()) {
            steps.add(step("boundary", boundaryNote(answer)));
        }
        if (answer.isGap()) {
            steps.add(step("gap", gapText(answer))
                    .put("departmentId", answer.lead().id().toString()));
        } else {
            addLed(matrix, answer, steps);
        }
        return steps;
    }

    /** What a case near a boundary says about it; null away from every boundary. */
    public static Localized boundaryNote(Answerable answer) {
        if (answer.near().isEmpty()) {
            return null;
        }
        return Localized.of(
                "地点在定位误差内靠近边界：" + names(answer.near(), false) + "；按规则确定由“"
                        + answer.lead().name().zhCn() + "”负责。",
                "Within its accuracy the place lies at a boundary (" + names(answer.near(), true) + "); by rule "
                        + answer.lead().name().en() + " is answerable.");
    }

    private static String names(List<Area> areas, boolean english) {
        return areas.stream()
                .limit(5)
                .map(area -> english ? area.name().en() : area.name().zhCn())
                .collect(Collectors.joining(english ? ", " : "、"));
    }

    private static JsonObject areaStep(Matrix matrix, Answerable answer) {
        if (answer.area() == null) {
            return step("area", Localized.of("地点不在任何辖区内。", "The place lies in no area."));
        }
        List<Area> path = new ArrayList<>();
        for (Area area = answer.area();
                area != null;
                area = matrix.area(area.parentId()).orElse(null)) {
            path.add(area);
        }
        Collections.reverse(path);
        String zhCn = path.stream().map(area -> area.name().zhCn()).collect(Collectors.joining(" › "));
        String en = path.stream().map(area -> area.name().en()).collect(Collectors.joining(" › "));
        return step("area", Localized.of("地点位于 " + zhCn + "。", "The place lies in " + en + "."))
                .put("areaCode", answer.area().code());
    }

    private static void addLed(Matrix matrix, Answerable answer, JsonArray steps) {
        Responsibility line = answer.line();
        Area area = matrix.area(line.areaId()).orElseThrow();
        Category category = matrix.category(line.categoryId()).orElseThrow();
        JsonObject led = step(
                        "responsibility",
                        Localized.of(
                                "“" + answer.lead().name().zhCn() + "”自 " + line.validFrom() + " 起"
                                        + entered(line).zhCn() + "在"
                                        + area.name().zhCn() + "牵头“"
                                        + category.name().zhCn() + "”（"
                                        + dutyName(answer.duty()).zhCn() + "）。"
                                        + (line.legalBasis() == null
                                                ? ""
                                                : line.legalBasis().zhCn()),
                                answer.lead().name().en() + " has led “"
                                        + category.name().en() + "” ("
                                        + dutyName(answer.duty()).en() + ") in "
                                        + area.name().en() + " since " + line.validFrom()
                                        + entered(line).en() + "."
                                        + (line.legalBasis() == null
                                                ? ""
                                                : " " + line.legalBasis().en())))
                .put("areaCode", area.code())
                .put("categoryCode", category.code())
                .put("departmentId", answer.lead().id().toString());
        MatrixJson.putIfThere(led, "legalLink", line.legalLink());
        steps.add(led);
        boolean isBroader = !category.id().equals(answer.categoryId())
                || (answer.area() != null && !answer.area().id().equals(area.id()));
        if (isBroader) {
            steps.add(step(
                    "choice",
                    Localized.of(
                            "更具体的辖区或类别没有牵头部门，因此采用上一级的规定。",
                            "No more specific area or category names a lead, so the broader rule holds.")));
        }
        if (answer.isOverlap()) {
            steps.add(step("overlap", overlapText(answer)));
        }
        Beaten.by(matrix, answer).forEach(step -> steps.add(step));
    }

    /** That it was so all the time is known only of a line that was there when it began. */
    private static Localized entered(Responsibility line) {
        boolean isLater = line.enteredOn() != null && line.enteredOn().isAfter(line.validFrom());
        return isLater
                ? Localized.of("（" + line.enteredOn() + " 录入）", " (entered " + line.enteredOn() + ")")
                : Localized.of("", "");
    }

    private static Localized gapText(Answerable answer) {
        return Localized.of(
                "此处没有部门对这类隐患负责：由“" + answer.lead().name().zhCn() + "”牵头，并已登记为职责空白。",
                "Nobody is answerable for this kind of hazard here: "
                        + answer.lead().name().en() + " leads, and the gap is recorded as a finding.");
    }

    private static Localized overlapText(Answerable answer) {
        List<Department> tied = answer.competing();
        return Localized.of(
                "有 " + tied.size() + " 个部门同级牵头："
                        + tied.stream().map(each -> each.name().zhCn()).collect(Collectors.joining("、"))
                        + "；按最早生效的职责确定，并已登记为职责重叠。",
                tied.size() + " departments lead at equal specificity ("
                        + tied.stream().map(each -> each.name().en()).collect(Collectors.joining(", "))
                        + "); the oldest responsibility decides, and the overlap is recorded as a finding.");
    }

    static Localized dutyName(Duty duty) {
        return switch (duty) {
            case PERMIT -> Localized.of("许可", "permit");
            case INSPECT -> Localized.of("检查", "inspect");
            case ENFORCE -> Localized.of("执法", "enforce");
            case RESPOND -> Localized.of("处置", "respond");
        };
    }

    static JsonObject step(String kind, Localized text) {
        return new JsonObject().put("kind", kind).put("text", text.toJson());
    }
}
