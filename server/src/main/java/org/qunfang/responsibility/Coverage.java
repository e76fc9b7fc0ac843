package org.qunfang.responsibility;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Who leads in every cell of the matrix on one day: each duty × category × area, by the rules of {@link Lookup} for a
 * point that lies in the area and in nothing but the areas above it. Pure; areas are walked from the root down once, so
 * that a cell costs at most one look per category above its own.
 */
public final class Coverage {
    /**
     * The line or lines that win a cell.
     *
     * @param categoryId the category of the lines, which may lie above the cell's
     * @param areaId and likewise their area
     * @param leads oldest first, at least one
     */
    record Claim(UUID categoryId, UUID areaId, List<Responsibility> leads) {
        /** Different departments, the one that leads first. */
        List<UUID> departmentIds() {
            return leads.stream().map(Responsibility::departmentId).distinct().toList();
        }

        boolean isOverlap() {
            return leads.size() > 1 && departmentIds().size() > 1;
        }
    }

    private static final int NONE = -1;

    private final List<Area> areas;
    private final List<Category> categories;
    private final Map<UUID, Integer> areaToIndex = new HashMap<>();
    private final Map<UUID, Integer> categoryToIndex = new HashMap<>();
    private final int[] areaToParent;
    private final int[] categoryToParent;
    private final boolean[] isLeafArea;
    private final boolean[] isLeafCategory;
    private final Claim[][][] dutyToAreaToCategory = new Claim[Duty.values().length][][];

    private Coverage(Matrix matrix, LocalDate day) {
        this.areas = matrix.areas().stream()
                .filter(area -> area.holdsOn(day))
                .sorted(Comparator.comparingInt(Area::depth).thenComparing(Area::code))
                .toList();
        this.categories = matrix.categories().stream()
                .filter(category -> !category.retired())
                .sorted(Comparator.comparingInt(Category::depth).thenComparing(Category::code))
                .toList();
        for (int i = 0; i < areas.size(); i++) {
            areaToIndex.put(areas.get(i).id(), i);
        }
        for (int i = 0; i < categories.size(); i++) {
            categoryToIndex.put(categories.get(i).id(), i);
        }
        this.areaToParent =
                areas.stream().mapToInt(area -> parent(matrix, area)).toArray();
        this.categoryToParent = categories.stream()
                .mapToInt(category -> categoryToIndex.getOrDefault(category.parentId(), NONE))
                .toArray();
        this.isLeafArea = leaves(areaToParent);
        this.isLeafCategory = leaves(categoryToParent);
        Map<Duty, Map<Integer, Claim[]>> own = claimed(matrix, day);
        for (Duty duty : Duty.values()) {
            dutyToAreaToCategory[duty.ordinal()] = inherited(own.getOrDefault(duty, Map.of()));
        }
    }

    /** Some ten milliseconds for 30 categories and 3,000 areas. */
    public static Coverage of(Matrix matrix, LocalDate day) {
        return new Coverage(matrix, day);
    }

    /** The nearest area above that holds: one that no longer does is passed over, as a lookup passes over it. */
    private int parent(Matrix matrix, Area area) {
        Area step = matrix.area(area.parentId()).orElse(null);
        while (step != null && !areaToIndex.containsKey(step.id())) {
            step = matrix.area(step.parentId()).orElse(null);
        }
        return step == null ? NONE : areaToIndex.get(step.id());
    }

    private static boolean[] leaves(int[] parents) {
        boolean[] leaves = new boolean[parents.length];
        java.util.Arrays.fill(leaves, true);
        for (int parent : parents) {
            if (parent != NONE) {
                leaves[parent] = false;
            }
        }
        return leaves;
    }

    /** What the lines themselves say: duty → area → by category. */
    private Map<Duty, Map<Integer, Claim[]>> claimed(Matrix matrix, LocalDate day) {
        Map<Duty, Map<Integer, Claim[]>> own = new HashMap<>();
        Set<List<Object>> done = new HashSet<>();
        for (Responsibility line : matrix.responsibilities()) {
            Integer area = areaToIndex.get(line.areaId());
            Integer category = categoryToIndex.get(line.categoryId());
            boolean isNew = area != null && category != null && done.add(List.of(line.duty(), area, category));
            List<Responsibility> leads = isNew ? leads(matrix, line, day) : List.of();
            if (!leads.isEmpty()) {
                own.computeIfAbsent(line.duty(), duty -> new HashMap<>())
                                .computeIfAbsent(area, index -> new Claim[categories.size()])[category] =
                        new Claim(line.categoryId(), line.areaId(), leads);
            }
        }
        return own;
    }

    private static List<Responsibility> leads(Matrix matrix, Responsibility line, LocalDate day) {
        return matrix.lines(line.duty(), line.categoryId(), line.areaId()).stream()
                .filter(each -> each.isLead() && each.holdsOn(day))
                .toList();
    }

    /** An area without lines of its own shares what holds above it. */
    private Claim[][] inherited(Map<Integer, Claim[]> own) {
        Claim[] nobody = new Claim[categories.size()];
        Claim[][] areaToCategory = new Claim[areas.size()][];
        for (int area = 0; area < areaToCategory.length; area++) {
            Claim[] above = areaToParent[area] == NONE ? nobody : areaToCategory[areaToParent[area]];
            Claim[] lines = own.get(area);
            areaToCategory[area] = lines == null ? above : over(lines, above);
        }
        return areaToCategory;
    }

    /** The area counts more than the category: any line of this area's beats what holds above it. */
    private Claim[] over(Claim[] lines, Claim[] above) {
        Claim[] result = new Claim[lines.length];
        Claim[] nearest = new Claim[lines.length];
        for (int category = 0; category < lines.length; category++) {
            int parent = categoryToParent[category];
            nearest[category] = lines[category] != null ? lines[category] : parent == NONE ? null : nearest[parent];
            result[category] = nearest[category] != null ? nearest[category] : above[category];
        }
        return result;
    }

    /** Null where nobody leads, and for a category or an area that does not hold on the day. */
    Claim claim(Duty duty, UUID categoryId, UUID areaId) {
        Integer area = areaToIndex.get(areaId);
        Integer category = categoryToIndex.get(categoryId);
        return area == null || category == null ? null : claim(duty, category, area);
    }

    Claim claim(Duty duty, int category, int area) {
        return dutyToAreaToCategory[duty.ordinal()][area][category];
    }

    /** How many of the departments lead exactly this category somewhere. */
    long leading(Duty duty, UUID categoryId, List<UUID> departmentIds) {
        Integer category = categoryToIndex.get(categoryId);
        if (category == null) {
            return 0;
        }
        return java.util.Arrays.stream(dutyToAreaToCategory[duty.ordinal()])
                .map(areaToClaims -> areaToClaims[category])
                .filter(claim -> claim != null && claim.categoryId().equals(categoryId))
                .flatMap(claim -> claim.departmentIds().stream())
                .filter(departmentIds::contains)
                .distinct()
                .count();
    }

    boolean holds(UUID areaId) {
        return areaToIndex.containsKey(areaId);
    }

    /** Duties × leaf categories × leaf areas. */
    public long cells() {
        return (long) Duty.values().length
                * leafCategories().size()
                * leafAreas().size();
    }

    /** Parents stand before their children. */
    List<Area> areas() {
        return areas;
    }

    /** Parents stand before their children. */
    List<Category> categories() {
        return categories;
    }

    int indexOfArea(UUID areaId) {
        return areaToIndex.get(areaId);
    }

    boolean hasOneRoot() {
        return java.util.Arrays.stream(areaToParent)
                        .filter(parent -> parent == NONE)
                        .count()
                == 1;
    }

    int parentOfArea(int area) {
        return areaToParent[area];
    }

    int parentOfCategory(int category) {
        return categoryToParent[category];
    }

    boolean isLeafArea(int area) {
        return isLeafArea[area];
    }

    boolean isLeafCategory(int category) {
        return isLeafCategory[category];
    }

    List<Integer> leafAreas() {
        return indices(isLeafArea);
    }

    List<Integer> leafCategories() {
        return indices(isLeafCategory);
    }

    private static List<Integer> indices(boolean[] chosen) {
        List<Integer> indices = new ArrayList<>();
        for (int i = 0; i < chosen.length; i++) {
            if (chosen[i]) {
                indices.add(i);
            }
        }
        return indices;
    }
}
