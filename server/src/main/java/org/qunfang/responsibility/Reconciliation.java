package org.qunfang.responsibility;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * What a computation does with the findings there are: opens what is new, opens again what came back or was called
 * resolved and is not, closes what is mended, and joins what reports told with what the matrix tells, so that no place
 * is told twice. Pure.
 */
final class Reconciliation {
    /**
     * One thing to do.
     *
     * @param known null for what is opened for the first time
     * @param found null for what is closed, or opened again because a report had told of it
     */
    record Step(Kind kind, Known known, Found found) {}

    enum Kind {
        OPENED,
        REOPENED,
        CHANGED,
        MENDED,
        MERGED
    }

    /** A finding as far as it matters here. */
    record Known(
            UUID id,
            Found.Key key,
            List<UUID> departmentIds,
            boolean isOpen,
            boolean isFromMatrix,
            Integer cells,
            Integer of) {}

    private final Matrix matrix;
    private final Coverage coverage;
    private final Map<Found.Key, Found> keyToFound = new HashMap<>();
    private final List<Step> steps = new ArrayList<>();

    private Reconciliation(Matrix matrix, Coverage coverage, List<Found> found) {
        this.matrix = matrix;
        this.coverage = coverage;
        found.forEach(each -> keyToFound.put(each.key(), each));
    }

    static List<Step> decide(Matrix matrix, Coverage coverage, List<Found> found, List<Known> known) {
        Reconciliation work = new Reconciliation(matrix, coverage, found);
        Set<Found.Key> knownKeys = known.stream().map(Known::key).collect(Collectors.toSet());
        found.stream()
                .filter(each -> !knownKeys.contains(each.key()))
                .forEach(each -> work.steps.add(new Step(Kind.OPENED, null, each)));
        known.forEach(work::decide);
        return work.steps;
    }

    private void decide(Known known) {
        Found told = keyToFound.get(known.key());
        if (told != null) {
            if (!known.isOpen()) {
                steps.add(new Step(Kind.REOPENED, known, told));
            } else if (isOther(known, told)) {
                steps.add(new Step(Kind.CHANGED, known, told));
            }
            return;
        }
        boolean isToldElsewhere = isToldElsewhere(known);
        boolean stays = !isToldElsewhere && !known.isFromMatrix() && isStillSo(known);
        if (known.isOpen() && !stays) {
            steps.add(new Step(isToldElsewhere ? Kind.MERGED : Kind.MENDED, known, null));
        } else if (!known.isOpen() && stays && known.key().areaId() != null) {
            steps.add(new Step(Kind.REOPENED, known, null));
        }
    }

    private static boolean isOther(Known known, Found told) {
        return !known.isFromMatrix()
                || !known.departmentIds().equals(told.departmentIds())
                || !Integer.valueOf(told.cells()).equals(known.cells())
                || !Integer.valueOf(told.of()).equals(known.of());
    }

    /** Whether the place, or a part of it, belongs to a finding with another name now. */
    private boolean isToldElsewhere(Known known) {
        return keyToFound.keySet().stream()
                .filter(told -> told.kind().equals(known.key().kind())
                        && told.duty() == known.key().duty())
                .anyMatch(told -> covers(told, known.key()) || known.isFromMatrix() && covers(known.key(), told));
    }

    private boolean covers(Found.Key wide, Found.Key narrow) {
        if (Found.OUTSIDE.equals(narrow.extent()) || Found.OUTSIDE.equals(wide.extent())) {
            return false;
        }
        boolean isCategory = matrix.chain(narrow.categoryId()).stream()
                .anyMatch(category -> category.id().equals(wide.categoryId()));
        return isCategory
                && (wide.areaId() == null || areasUp(matrix, narrow.areaId()).contains(wide.areaId()));
    }

    /** The area and those above it. */
    static List<UUID> areasUp(Matrix matrix, UUID areaId) {
        List<UUID> up = new ArrayList<>();
        for (Area area = matrix.area(areaId).orElse(null);
                area != null;
                area = matrix.area(area.parentId()).orElse(null)) {
            up.add(area.id());
        }
        return up;
    }

    /** Of what a report told: outside every area only people can tell that it is settled. */
    private boolean isStillSo(Known known) {
        Found.Key key = known.key();
        if (key.areaId() == null) {
            return true;
        }
        if (Found.GAP.equals(key.kind())) {
            return coverage.holds(key.areaId()) && coverage.claim(key.duty(), key.categoryId(), key.areaId()) == null;
        }
        return coverage.leading(key.duty(), key.categoryId(), known.departmentIds()) > 1;
    }
}
