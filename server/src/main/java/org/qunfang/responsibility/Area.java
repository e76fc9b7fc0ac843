package org.qunfang.responsibility;

import java.time.LocalDate;
import java.util.UUID;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.problem.Localized;

/**
 * A territory.
 *
 * @param parentId null for a root of the tree
 * @param boundary MultiPolygon in WGS 84 degrees, x = longitude
 * @param population people living there, or null when nobody said
 * @param depth 0 for a root; deeper is more specific
 */
public record Area(
        UUID id,
        String code,
        Localized name,
        UUID parentId,
        String level,
        Geometry boundary,
        Long population,
        LocalDate validFrom,
        LocalDate validTo,
        long version,
        int depth) {}
