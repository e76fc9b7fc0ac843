package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Folds faulty cells into findings that people can work on (docs/adr/0060). A gap is told at the highest area, and then
 * at the highest category, below which nobody leads; where more than {@value #MOST} places of one category would be told
 * below an area, that area is told once with the count. An overlap is told where its lines stand. Every faulty leaf
 * cell belongs to exactly one finding. Pure.
 */
public final class CoverageFold {
    /** A person goes through a list of twenty places; beyond that the fault is the rule above them. */
    static final int MOST = 20;

    private static final int EVERYWHERE = -1;

    private final Coverage coverage;
    private final int[] leafAreasBelow;
    private final List<List<Integer>> categoryToChildren = new ArrayList<>();
    private final List<Found> found = new ArrayList<>();

    private CoverageFold(Coverage coverage) {
        this.coverage = coverage;
        this.leafAreasBelow = new int[coverage.areas().size()];
        for (int area = leafAreasBelow.length - 1; area >= 0; area--) {
            leafAreasBelow[area] += coverage.isLeafArea(area) ? 1 : 0;
            if (coverage.parentOfArea(area) >= 0) {
                leafAreasBelow[coverage.parentOfArea(area)] += leafAreasBelow[area];
            }
        }
        for (int category = 0; category < coverage.categories().size(); category++) {
            categoryToChildren.add(new ArrayList<>());
            if (coverage.parentOfCategory(category) >= 0) {
                categoryToChildren.get(coverage.parentOfCategory(category)).add(category);
            }
        }
    }

    public static List<Found> of(Coverage coverage) {
        CoverageFold fold = new CoverageFold(coverage);
        for (Duty duty : Duty.values()) {
            fold.gaps(duty);
            fold.overlaps(duty);
        }
        return fold.found;
    }

    /** Uncovered leaf cells out of all. */
    private record Count(int cells, int of) {
        Count plus(Count other) {
            return new Count(cells + other.cells, of + other.of);
        }
    }

    private void gaps(Duty duty) {
        for (int category = 0; category < categoryToChildren.size(); category++) {
            if (coverage.parentOfCategory(category) < 0) {
                tell(duty, category, gapsBelow(duty, category));
            }
        }
    }

    /** Area → count for what is so in every leaf below the category; the rest is told on the way. */
    private Map<Integer, Count> gapsBelow(Duty duty, int category) {
        List<Integer> children = categoryToChildren.get(category);
        if (children.isEmpty()) {
            return uncovered(duty, category);
        }
        List<Map<Integer, Count>> parts = new ArrayList<>();
        children.forEach(child -> parts.add(gapsBelow(duty, child)));
        Map<Integer, Count> shared = new LinkedHashMap<>();
        for (int area : List.copyOf(parts.get(0).keySet())) {
            if (parts.stream().allMatch(part -> part.containsKey(area))) {
                parts.forEach(part -> shared.merge(area, part.remove(area), Count::plus));
            }
        }
        for (int i = 0; i < parts.size(); i++) {
            tell(duty, children.get(i), parts.get(i));
        }
        return shared;
    }

    private void tell(Duty duty, int category, Map<Integer, Count> areaToCount) {
        UUID categoryId = coverage.categories().get(category).id();
        areaToCount.forEach((area, count) -> found.add(Found.of(
                Found.GAP,
                duty,
                categoryId,
                area == EVERYWHERE ? null : coverage.areas().get(area).id(),
                List.of(),
                count.cells(),
                count.of())));
    }

    /** Where the leaf category is told as uncovered: top areas, folded. Children stand after their parents. */
    private Map<Integer, Count> uncovered(Duty duty, int category) {
        int size = leafAreasBelow.length;
        int[] gaps = new int[size];
        List<List<Integer>> told = new ArrayList<>(java.util.Collections.nCopies(size, null));
        List<Integer> roots = new ArrayList<>();
        int all = 0;
        for (int area = size - 1; area >= 0; area--) {
            if (coverage.isLeafArea(area) && coverage.claim(duty, category, area) == null) {
                gaps[area] = 1;
            }
            if (gaps[area] > 0) {
                boolean isWhole = gaps[area] == leafAreasBelow[area];
                boolean isFlood = told.get(area) != null && told.get(area).size() > MOST;
                List<Integer> here = isWhole || isFlood ? List.of(area) : told.get(area);
                int parent = coverage.parentOfArea(area);
                if (parent < 0) {
                    roots.addAll(here);
                    all += gaps[area];
                } else {
                    gaps[parent] += gaps[area];
                    if (told.get(parent) == null) {
                        told.set(parent, new ArrayList<>());
                    }
                    told.get(parent).addAll(here);
                }
            }
        }
        return counted(roots, gaps, all);
    }

    private Map<Integer, Count> counted(List<Integer> told, int[] gaps, int all) {
        int leaves = coverage.leafAreas().size();
        boolean hasOneRoot = coverage.hasOneRoot();
        Map<Integer, Count> areaToCount = new LinkedHashMap<>();
        if (told.size() > MOST || (!hasOneRoot && all == leaves && all > 0)) {
            areaToCount.put(EVERYWHERE, new Count(all, leaves));
        } else {
            told.forEach(area -> areaToCount.put(area, new Count(gaps[area], leafAreasBelow[area])));
        }
        return areaToCount;
    }

    private void overlaps(Duty duty) {
        Map<List<UUID>, Coverage.Claim> placeToClaim = new LinkedHashMap<>();
        Map<List<UUID>, Integer> placeToCells = new LinkedHashMap<>();
        List<Integer> leafCategories = coverage.leafCategories();
        for (int area : coverage.leafAreas()) {
            for (int category : leafCategories) {
                Coverage.Claim claim = coverage.claim(duty, category, area);
                if (claim != null && claim.isOverlap()) {
                    List<UUID> place = List.of(claim.areaId(), claim.categoryId());
                    placeToClaim.put(place, claim);
                    placeToCells.merge(place, 1, Integer::sum);
                }
            }
        }
        placeToClaim.forEach((place, claim) -> found.add(Found.of(
                Found.OVERLAP,
                duty,
                claim.categoryId(),
                claim.areaId(),
                claim.departmentIds(),
                placeToCells.get(place),
                cellsBelow(claim))));
    }

    private int cellsBelow(Coverage.Claim claim) {
        int area = coverage.indexOfArea(claim.areaId());
        int leaves = 0;
        for (int leaf : coverage.leafCategories()) {
            leaves += isBelow(leaf, claim.categoryId()) ? 1 : 0;
        }
        return leaves * leafAreasBelow[area];
    }

    private boolean isBelow(int category, UUID top) {
        int step = category;
        while (step >= 0 && !coverage.categories().get(step).id().equals(top)) {
            step = coverage.parentOfCategory(step);
        }
        return step >= 0;
    }
}
