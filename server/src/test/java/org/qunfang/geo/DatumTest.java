package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatumTest {

    /** The pairs of the "eviltransform" project's own tests: Shanghai, Shenzhen, Beijing. */
    @ParameterizedTest
    @CsvSource({
        "31.1774276, 121.5272106, 31.17530398364597, 121.531541859215",
        "22.543847, 113.912316, 22.540796131694766, 113.9171764808363",
        "39.911954, 116.377817, 39.91334545536069, 116.38404722455657"
    })
    void knownPairsAgreeInBothDirections(double wgsLat, double wgsLon, double gcjLat, double gcjLon) {
        Location wgs = Location.of(wgsLat, wgsLon);
        Location gcj = Location.of(gcjLat, gcjLon);
        assertThat(Distance.meters(Gcj02.fromWgs84(wgs), gcj)).isLessThan(0.01);
        assertThat(Distance.meters(Datum.GCJ02.toWgs84(gcj), wgs)).isLessThan(0.01);
    }

    @Test
    void everyPlaceInChinaComesBackWithinTenCentimetres() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Location wgs = Location.of(18 + random.nextDouble() * 35, 74 + random.nextDouble() * 60);
            assertThat(Distance.meters(Datum.GCJ02.toWgs84(Gcj02.fromWgs84(wgs)), wgs))
                    .as("%s", wgs)
                    .isLessThan(0.1);
        }
    }

    @ParameterizedTest
    @CsvSource({"48.8566, 2.3522", "-33.86, 151.2", "0.5, 110", "56, 110"})
    void outsideTheShiftedRectangleBothFramesAreTheSame(double lat, double lon) {
        Location place = new Location(lat, lon, 12.0);
        assertThat(Datum.GCJ02.toWgs84(place)).isEqualTo(place);
    }

    @Test
    void theAccuracyIsKept() {
        assertThat(Datum.GCJ02.toWgs84(new Location(22.54, 113.91, 15.0)).accuracyMeters())
                .isEqualTo(15.0);
    }

    @Test
    void wgs84IsLeftAsItIs() {
        Location place = Location.of(22.54, 113.91);
        assertThat(Datum.WGS84.toWgs84(place)).isSameAs(place);
    }
}
