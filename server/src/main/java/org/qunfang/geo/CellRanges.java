package org.qunfang.geo;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * A set of H3 cells of resolution 9 as few ranges of their numbers. All cells below one coarser cell are one range,
 * because an H3 number lists the digits of its ancestors from the left; so PostgreSQL finds them by an ordinary index:
 *
 * <pre>{@code
 * FROM unnest($1::BIGINT[], $2::BIGINT[]) AS r (first, last)
 * JOIN device_places p ON p.cell BETWEEN r.first AND r.last
 * }</pre>
 *
 * Layout of the bits: <a href="https://h3geo.org/docs/core-library/h3Indexing/">H3 indexing</a>.
 */
public final class CellRanges {

    private static final int RESOLUTION_SHIFT = 52;
    private static final long RESOLUTION_MASK = 0xFL << RESOLUTION_SHIFT;
    private static final long BASE_CELL_STEP = 1L << 45;
    private static final int FINEST = 15;
    private static final int BITS_PER_DIGIT = 3;
    private static final long LAST_DIGIT = 6;
    private static final long DIGIT_MASK = 7;

    private final long[] first;
    private final long[] last;

    private CellRanges(List<long[]> ranges) {
        first = ranges.stream().mapToLong(range -> range[0]).toArray();
        last = ranges.stream().mapToLong(range -> range[1]).toArray();
    }

    /** @param cells of resolution 9 or coarser, none inside another one; neighbours in the numbering are joined */
    public static CellRanges of(Collection<Long> cells) {
        List<long[]> ranges = new ArrayList<>();
        long[] open = null;
        for (long[] next : cells.stream()
                .map(CellRanges::range)
                .sorted(CellRanges::inOrder)
                .toList()) {
            if (open != null && following(open[1]) == next[0]) {
                open[1] = next[1];
            } else {
                open = next;
                ranges.add(open);
            }
        }
        return new CellRanges(ranges);
    }

    private static int inOrder(long[] left, long[] right) {
        return Long.compare(left[0], right[0]);
    }

    /** The first and the last cell of resolution 9 below a cell. */
    private static long[] range(long cell) {
        int resolution = (int) ((cell & RESOLUTION_MASK) >> RESOLUTION_SHIFT);
        long fine = cell & ~RESOLUTION_MASK | (long) CellDisk.RESOLUTION << RESOLUTION_SHIFT;
        long[] range = {fine, fine};
        for (int level = resolution + 1; level <= CellDisk.RESOLUTION; level++) {
            range[0] &= ~digit(DIGIT_MASK, level);
            range[1] = range[1] & ~digit(DIGIT_MASK, level) | digit(LAST_DIGIT, level);
        }
        return range;
    }

    /** The next number that can be a cell of resolution 9: counting with seven digits, 0 to 6. */
    private static long following(long cell) {
        long next = cell;
        for (int level = CellDisk.RESOLUTION; level > 0; level--) {
            if ((next & digit(DIGIT_MASK, level)) != digit(LAST_DIGIT, level)) {
                return next + digit(1, level);
            }
            next &= ~digit(DIGIT_MASK, level);
        }
        return next + BASE_CELL_STEP;
    }

    private static long digit(long value, int level) {
        return value << (FINEST - level) * BITS_PER_DIGIT;
    }

    /** The first cell of each range, ascending: the first SQL array. */
    public Long[] first() {
        return Arrays.stream(first).boxed().toArray(Long[]::new);
    }

    /** The last cell of each range, in the same order: the second SQL array. */
    public Long[] last() {
        return Arrays.stream(last).boxed().toArray(Long[]::new);
    }

    /** How many ranges there are. */
    public int size() {
        return first.length;
    }

    /** Whether a cell of resolution 9 is in the set. */
    public boolean contains(long cell) {
        int at = Arrays.binarySearch(first, cell);
        int range = at >= 0 ? at : -at - 2;
        return range >= 0 && cell <= last[range];
    }
}
