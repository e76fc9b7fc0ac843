package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.locationtech.jts.geom.Envelope;

class DistanceTest {

    @Test
    void oneDegreeOfLatitudeIsAboutAHundredAndElevenKilometres() {
        assertThat(Distance.meters(0, 0, 1, 0)).isCloseTo(111_195, within(1.0));
    }

    /** On the WGS 84 ellipsoid a degree of latitude is 110,574 m at the equator and 111,694 m at the poles. */
    @Test
    void theSphereIsAtMostSixPerMilleOff() {
        assertThat(Distance.meters(-0.5, 0, 0.5, 0)).isCloseTo(110_574, within(110_574 * 0.006));
        assertThat(Distance.meters(89, 0, 90, 0)).isCloseTo(111_694, within(111_694 * 0.006));
    }

    @Test
    void theShortWayLeadsAcrossTheAntimeridian() {
        assertThat(Distance.meters(0, 179.9, 0, -179.9)).isCloseTo(22_239, within(1.0));
    }

    @Test
    void oppositePlacesAreHalfTheEarthApart() {
        assertThat(Distance.meters(0, 0, 0, 180)).isCloseTo(20_015_115, within(10.0));
    }

    @Test
    void theBoxHoldsEveryPlaceWithinTheRadius() {
        Random random = new Random(11);
        for (int i = 0; i < 20_000; i++) {
            Location center = Location.of(random.nextDouble() * 180 - 90, random.nextDouble() * 360 - 180);
            double radius = Math.pow(10, 1 + random.nextDouble() * 5.5);
            Envelope box = Distance.box(center, radius);
            double lat = Math.max(-90, Math.min(90, center.lat() + random.nextGaussian() * radius / 111_195));
            double lon = center.lon() + random.nextGaussian() * radius / 111_195 / Math.cos(Math.toRadians(lat));
            lon = Math.IEEEremainder(lon, 360);
            if (Distance.meters(center.lat(), center.lon(), lat, lon) <= radius) {
                assertThat(box.covers(lon, lat))
                        .as("%s %s %s", center, lat, lon)
                        .isTrue();
            }
        }
    }

    @Test
    void aBoxInShenzhenIsNoLargerThanNeeded() {
        Envelope box = Distance.box(Location.of(22.7, 113.9), 1_000);
        assertThat(box.getHeight() * 111_195).isCloseTo(2_000, within(1.0));
        assertThat(box.getWidth() * 111_195 * Math.cos(Math.toRadians(22.7))).isCloseTo(2_000, within(1.0));
    }
}
