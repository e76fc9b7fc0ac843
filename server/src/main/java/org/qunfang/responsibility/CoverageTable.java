package org.qunfang.responsibility;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;

/** The matrix of one duty as a table: categories down, areas of one level across. Pure. */
final class CoverageTable {
    private static final int MOST_AREAS = 200;

    private final Matrix matrix;
    private final Coverage coverage;
    private final Duty duty;
    private final List<List<Integer>> categoryToLeaves = new ArrayList<>();

    private CoverageTable(Matrix matrix, Coverage coverage, Duty duty) {
        this.matrix = matrix;
        this.coverage = coverage;
        this.duty = duty;
        for (int category = 0; category < coverage.categories().size(); category++) {
            categoryToLeaves.add(new ArrayList<>());
        }
        for (int leaf : coverage.leafCategories()) {
            for (int step = leaf; step >= 0; step = coverage.parentOfCategory(step)) {
                categoryToLeaves.get(step).add(leaf);
            }
        }
    }

    /**
     * @param parentCode the areas directly below this one; null for the first level that has several areas
     * @throws Problem invalid for a code that no area has
     */
    static JsonObject of(Matrix matrix, Coverage coverage, Duty duty, String parentCode) {
        return new CoverageTable(matrix, coverage, duty).table(parentCode);
    }

    private JsonObject table(String parentCode) {
        int parent = parentCode == null ? firstParent() : indexOf(parentCode);
        List<Integer> columns = children(parent);
        List<Integer> shown = columns.subList(0, Math.min(MOST_AREAS, columns.size()));
        List<List<Integer>> leaves = shown.stream().map(this::leavesBelow).toList();
        JsonArray areas = new JsonArray();
        shown.forEach(area ->
                areas.add(MatrixJson.areaRef(coverage.areas().get(area)).put("hasParts", !coverage.isLeafArea(area))));
        JsonArray rows = new JsonArray();
        for (int category = 0; category < categoryToLeaves.size(); category++) {
            rows.add(row(category, leaves));
        }
        JsonObject json = new JsonObject()
                .put("duty", duty.code())
                .put("areas", areas)
                .put("isAll", shown.size() == columns.size())
                .put("rows", rows);
        JsonArray above = new JsonArray();
        for (int step = parent; step >= 0; step = coverage.parentOfArea(step)) {
            above.add(MatrixJson.areaRef(coverage.areas().get(step)));
        }
        json.put("above", above);
        return json;
    }

    /** One root says little: begin with its parts. */
    private int firstParent() {
        List<Integer> level = children(-1);
        int parent = -1;
        while (level.size() == 1 && !coverage.isLeafArea(level.get(0))) {
            parent = level.get(0);
            level = children(parent);
        }
        return parent;
    }

    private int indexOf(String code) {
        return matrix.areaByCode(code)
                .filter(area -> coverage.holds(area.id()))
                .map(area -> coverage.indexOfArea(area.id()))
                .orElseThrow(() -> Problem.invalid("/query/parent", Localized.of("没有这个辖区", "There is no such area")));
    }

    private List<Integer> children(int parent) {
        List<Integer> children = new ArrayList<>();
        for (int area = 0; area < coverage.areas().size(); area++) {
            if (coverage.parentOfArea(area) == parent) {
                children.add(area);
            }
        }
        return children;
    }

    private List<Integer> leavesBelow(int top) {
        List<Integer> below = new ArrayList<>();
        for (int leaf : coverage.leafAreas()) {
            for (int step = leaf; step >= 0; step = coverage.parentOfArea(step)) {
                if (step == top) {
                    below.add(leaf);
                }
            }
        }
        return below;
    }

    private JsonObject row(int category, List<List<Integer>> columns) {
        Category kind = coverage.categories().get(category);
        JsonArray cells = new JsonArray();
        columns.forEach(leaves -> cells.add(cell(category, leaves)));
        JsonObject row = MatrixJson.categoryRef(kind).put("depth", kind.depth()).put("cells", cells);
        MatrixJson.putIfThere(
                row,
                "parentCode",
                matrix.category(kind.parentId()).map(Category::code).orElse(null));
        return row;
    }

    /** All leaf cells below: how many nobody leads, how many several do, and who leads if it is one and the same. */
    private JsonObject cell(int category, List<Integer> leafAreas) {
        int gaps = 0;
        int overlaps = 0;
        Map<UUID, Integer> leadToCells = new HashMap<>();
        for (int area : leafAreas) {
            for (int leaf : categoryToLeaves.get(category)) {
                Coverage.Claim claim = coverage.claim(duty, leaf, area);
                gaps += claim == null ? 1 : 0;
                if (claim != null) {
                    overlaps += claim.isOverlap() ? 1 : 0;
                    leadToCells.merge(claim.leads().get(0).departmentId(), 1, Integer::sum);
                }
            }
        }
        JsonObject json = new JsonObject()
                .put("gaps", gaps)
                .put("overlaps", overlaps)
                .put("of", leafAreas.size() * categoryToLeaves.get(category).size())
                .put("leads", leadToCells.size());
        if (leadToCells.size() == 1) {
            matrix.department(leadToCells.keySet().iterator().next())
                    .ifPresent(lead -> json.put("lead", MatrixJson.departmentRef(lead)));
        }
        return json;
    }
}
