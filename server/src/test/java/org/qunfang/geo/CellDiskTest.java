package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CellDiskTest {
    private static final Location GUANGMING = Location.of(22.711, 113.934);

    /** Anywhere on earth, the polar regions included: cells are larger and smaller, and pentagons are among them. */
    @Test
    void everyPointWithinTheRadiusLiesInOneOfTheCells() {
        SplittableRandom random = new SplittableRandom(7);
        for (int i = 0; i < 20_000; i++) {
            Location place = Location.of(Math.toDegrees(Math.asin(2 * random.nextDouble() - 1)), lon(random));
            double radius = random.nextDouble(0, 1_500);
            List<Long> cells = CellDisk.around(place, radius);
            Location near = away(place, random.nextDouble(0, 2 * Math.PI), radius * Math.sqrt(random.nextDouble()));

            assertThat(cells).as("%s within %s m of %s", near, radius, place).contains(CellDisk.cellOf(near));
        }
    }

    @Test
    void cellsThatLieBeyondTheRadiusAreLeftOut() {
        assertThat(CellDisk.around(GUANGMING, 365)).hasSizeLessThan(16);
        assertThat(CellDisk.around(GUANGMING, 1_500)).hasSizeLessThan(120);
    }

    private static double lon(SplittableRandom random) {
        return random.nextDouble(-180, 180);
    }

    /** The place reached from another one in a direction (radians from north), on the sphere that distances are on. */
    private static Location away(Location from, double direction, double meters) {
        double angle = meters / Distance.EARTH_RADIUS_METERS;
        double lat = Math.toRadians(from.lat());
        double lat2 =
                Math.asin(Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(direction));
        double east = Math.atan2(
                Math.sin(direction) * Math.sin(angle) * Math.cos(lat),
                Math.cos(angle) - Math.sin(lat) * Math.sin(lat2));
        double lon = Math.toDegrees(Math.toRadians(from.lon()) + east);
        return Location.of(Math.toDegrees(lat2), lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);
    }
}
