package org.qunfang.responsibility;

import java.util.List;
import java.util.UUID;

/**
 * A gap or an overlap as a computation of the whole matrix tells it: one for all the leaf cells that lie below.
 *
 * @param areaId null for everywhere: all areas of the first level
 * @param departmentIds those that lead at equal specificity, the one that leads first; empty for a gap
 * @param cells leaf cells with this fault
 * @param of leaf cells below the category and the area
 */
record Found(Key key, List<UUID> departmentIds, int cells, int of) {

    /** What makes two findings the same one. */
    record Key(String kind, Duty duty, UUID categoryId, UUID areaId, String extent) {}

    static final String GAP = "gap";
    static final String OVERLAP = "overlap";

    static final String IN_AREA = "area";
    static final String EVERYWHERE = "everywhere";
    /** The place lies in no area at all: only a report tells of these. */
    static final String OUTSIDE = "outside";

    static Found of(String kind, Duty duty, UUID categoryId, UUID areaId, List<UUID> departments, int cells, int of) {
        String extent = areaId == null ? EVERYWHERE : IN_AREA;
        return new Found(new Key(kind, duty, categoryId, areaId, extent), departments, cells, of);
    }
}
