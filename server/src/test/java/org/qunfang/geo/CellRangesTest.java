package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CellRangesTest {

    private final Random random = new Random(23);

    @Test
    void theCellsBelowACellAreExactlyOneRange() {
        for (int round = 0; round < 200; round++) {
            long cell = CellDisk.H3.cellToParent(randomCell(), 5 + random.nextInt(5));
            List<Long> below = new ArrayList<>(CellDisk.H3.cellToChildren(cell, 9));
            CellRanges range = CellRanges.of(List.of(cell));
            assertThat(range.first()).containsExactly(Collections.min(below));
            assertThat(range.last()).containsExactly(Collections.max(below));
        }
    }

    @Test
    void thatHoldsForPentagonsToo() {
        for (long pentagon : CellDisk.H3.getPentagons(6)) {
            List<Long> below = CellDisk.H3.cellToChildren(pentagon, 9);
            CellRanges range = CellRanges.of(List.of(pentagon));
            assertThat(range.first()).containsExactly(Collections.min(below));
            assertThat(range.last()).containsExactly(Collections.max(below));
        }
    }

    @Test
    void aCellLiesInTheRangeOfItsAncestorAndOfNoOther() {
        for (int round = 0; round < 20_000; round++) {
            long cell = randomCell();
            int resolution = random.nextInt(10);
            long ancestor = CellDisk.H3.cellToParent(cell, resolution);
            assertThat(CellRanges.of(List.of(ancestor)).contains(cell)).isTrue();
            for (long neighbour : CellDisk.H3.gridDisk(ancestor, 1)) {
                assertThat(CellRanges.of(List.of(neighbour)).contains(cell)).isEqualTo(neighbour == ancestor);
            }
        }
    }

    @Test
    void neighboursInTheNumberingBecomeOneRange() {
        long parent = CellDisk.H3.cellToParent(CellDisk.cellOf(Location.of(22.7, 113.9)), 7);
        List<Long> children = CellDisk.H3.cellToChildren(parent, 8);
        assertThat(CellRanges.of(children).size()).isOne();
        assertThat(CellRanges.of(children).first())
                .isEqualTo(CellRanges.of(List.of(parent)).first());
        assertThat(CellRanges.of(children).last())
                .isEqualTo(CellRanges.of(List.of(parent)).last());
        List<Long> withoutOne = new ArrayList<>(children);
        long missing = withoutOne.remove(3);
        assertThat(CellRanges.of(withoutOne).size()).isEqualTo(2);
        assertThat(CellRanges.of(withoutOne).contains(CellDisk.H3.cellToCenterChild(missing, 9)))
                .isFalse();
    }

    @Test
    void noCellsAreNoRange() {
        CellRanges none = CellRanges.of(List.of());
        assertThat(none.size()).isZero();
        assertThat(none.contains(randomCell())).isFalse();
    }

    private long randomCell() {
        return CellDisk.cellOf(
                Location.of(Math.toDegrees(Math.asin(random.nextDouble() * 2 - 1)), random.nextDouble() * 360 - 180));
    }
}
