package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds for the coverage of any matrix. */
class CoveragePropertyTest {
    private static Responsibility line(Coverage.Claim claim) {
        return claim == null ? null : claim.leads().get(0);
    }

    @Property(tries = 500)
    void everyCellSaysWhatALookupSaysForAPointInIt(@ForAll long seed) {
        Matrix matrix = new RandomTown(seed).matrix();
        Coverage coverage = Coverage.of(matrix, RandomTown.DAY);

        for (Area area : coverage.areas()) {
            for (Category category : matrix.categories()) {
                for (Duty duty : Duty.values()) {
                    Answerable answer = Lookup.at(matrix, duty, category.id(), RandomTown.inside(area), RandomTown.DAY);
                    Coverage.Claim claim = coverage.claim(duty, category.id(), area.id());
                    assertThat(line(claim)).isEqualTo(answer.line());
                    assertThat(claim != null && claim.isOverlap()).isEqualTo(answer.isOverlap());
                    if (answer.isOverlap()) {
                        assertThat(claim.departmentIds())
                                .containsExactlyElementsOf(answer.competing().stream()
                                        .map(Department::id)
                                        .toList());
                    }
                }
            }
        }
    }

    private record Cell(Duty duty, UUID categoryId, UUID areaId) {}

    private static Set<Cell> below(Matrix matrix, Coverage coverage, Found found) {
        Set<Cell> cells = new HashSet<>();
        for (int area : coverage.leafAreas()) {
            for (int category : coverage.leafCategories()) {
                Area leaf = coverage.areas().get(area);
                Category kind = coverage.categories().get(category);
                boolean isIn = found.key().areaId() == null
                        || Reconciliation.areasUp(matrix, leaf.id())
                                .contains(found.key().areaId());
                boolean isOf = matrix.chain(kind.id()).stream()
                        .anyMatch(each -> each.id().equals(found.key().categoryId()));
                if (isIn && isOf) {
                    cells.add(new Cell(found.key().duty(), kind.id(), leaf.id()));
                }
            }
        }
        return cells;
    }

    @Property(tries = 500)
    void everyGapBelongsToExactlyOneFindingAndNoFindingTellsMore(@ForAll long seed) {
        Matrix matrix = new RandomTown(seed).matrix();
        Coverage coverage = Coverage.of(matrix, RandomTown.DAY);
        Map<Cell, Integer> told = new HashMap<>();
        List<Found> found = CoverageFold.of(coverage);

        for (Found each : found) {
            if (each.key().kind().equals(Found.GAP)) {
                Set<Cell> cells = below(matrix, coverage, each);
                assertThat(each.cells()).isEqualTo(each.of()).isEqualTo(cells.size());
                cells.forEach(cell -> told.merge(cell, 1, Integer::sum));
            }
        }

        Map<Cell, Integer> gaps = new HashMap<>();
        for (Duty duty : Duty.values()) {
            for (int area : coverage.leafAreas()) {
                for (int category : coverage.leafCategories()) {
                    if (coverage.claim(duty, category, area) == null) {
                        gaps.put(
                                new Cell(
                                        duty,
                                        coverage.categories().get(category).id(),
                                        coverage.areas().get(area).id()),
                                1);
                    }
                }
            }
        }
        assertThat(told).isEqualTo(gaps);
    }
}
