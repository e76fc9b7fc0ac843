package org.qunfang.warning;

import org.locationtech.jts.algorithm.MinimumDiameter;
import org.locationtech.jts.geom.Geometry;
import org.qunfang.problem.Localized;

/**
 * What is still an area that people can be warned in. A place is known to about ten metres and a CAP message carries
 * six decimals, about 0.1 metres: less than this reaches nobody, and would shrink to a point or a line in the message.
 * The contract says the same of a circle, whose radius is at least 10 metres.
 */
final class SmallestArea {
    static final double SQUARE_METERS = 100;
    static final double WIDTH_METERS = 1;

    static final Localized TOO_SMALL = Localized.of(
            "区域太小：面积至少 100 平方米，宽度至少 1 米。",
            "The area is too small: it has to cover at least 100 square metres and be at least 1 metre wide.");

    private SmallestArea() {}

    /** @param area valid polygons in WGS 84 degrees, none across the antimeridian */
    static boolean vanishes(Geometry area) {
        return EqualArea.squareMeters(area) < SQUARE_METERS
                || new MinimumDiameter(EqualArea.inMeters(area)).getLength() < WIDTH_METERS;
    }
}
