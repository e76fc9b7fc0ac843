package org.qunfang.responsibility;

import java.time.LocalDate;
import java.util.UUID;
import org.locationtech.jts.geom.Geometry;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.problem.Localized;

/**
 * A territory.
 *
 * @param parentId null for a root of the tree
 * @param boundary MultiPolygon in WGS 84 degrees, x = longitude
 * @param population people living there, or null when nobody said
 * @param validTo first day on which it no longer holds, or null
 * @param enteredOn day on which it was entered: nobody was routed by it before, whatever day it holds from
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
        LocalDate enteredOn,
        long version,
        int depth) {

    /** A Polygon as a MultiPolygon of one; boundaries are stored so. */
    static Geometry multi(Geometry boundary) {
        return boundary instanceof Polygon one
                ? boundary.getFactory().createMultiPolygon(new Polygon[] {one})
                : boundary;
    }

    /** Whether somebody may have been answerable by it on a day before today. */
    boolean isSettled(LocalDate today) {
        return validFrom.isBefore(today) && enteredOn.isBefore(today);
    }

    public boolean holdsOn(LocalDate day) {
        return !day.isBefore(validFrom) && (validTo == null || day.isBefore(validTo));
    }
}
