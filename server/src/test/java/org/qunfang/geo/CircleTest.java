package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.locationtech.jts.geom.Coordinate;
import org.locationtech.jts.geom.Polygon;
import org.qunfang.problem.Problem;

class CircleTest {

    @ParameterizedTest
    @CsvSource({"22.7,113.9,10", "22.7,113.9,800", "0,20,50000", "53.5,122,3000", "-60,-70,200000", "69,18,1000000"})
    void everyCornerIsAtTheRadiusWithinHalfAPercentOnTheEllipsoid(double lat, double lon, double meters) {
        Polygon polygon = new Circle(Location.of(lat, lon), meters).toPolygon("/circle");
        assertThat(polygon.isValid()).isTrue();
        assertThat(polygon.getNumPoints()).isGreaterThanOrEqualTo(65);
        for (Coordinate corner : polygon.getCoordinates()) {
            assertThat(vincentyMeters(lat, lon, corner.y, corner.x)).isBetween(meters * 0.995, meters * 1.005);
        }
    }

    @Test
    void theKnownLengthOfADegreeComesOutOfTheReference() {
        assertThat(vincentyMeters(-0.5, 0, 0.5, 0)).isBetween(110_574.0, 110_575.0);
        assertThat(vincentyMeters(0, 0, 0, 1)).isBetween(111_319.0, 111_320.0);
    }

    @ParameterizedTest
    @CsvSource({"0,179.999,1000", "0,-179.999,1000", "89.9,0,20000", "-89.9,0,20000"})
    void aCircleAcrossTheAntimeridianOrAroundAPoleIsRefusedByName(double lat, double lon, double meters) {
        Circle circle = new Circle(Location.of(lat, lon), meters);
        Problem problem = catchThrowableOfType(Problem.class, () -> circle.toPolygon("/circles/0"));
        assertThat(problem.errors().get(0).pointer()).isEqualTo("/circles/0");
        assertThat(problem.detail().en()).contains("antimeridian");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY, 1_000_001})
    void aRadiusIsADistanceUpToAThousandKilometres(double meters) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Circle(Location.of(0, 0), meters));
    }

    /** T. Vincenty, Survey Review XXIII (1975), inverse formula on WGS 84: the reference, exact within a millimetre. */
    private static double vincentyMeters(double lat1, double lon1, double lat2, double lon2) {
        double a = 6_378_137;
        double f = 1 / 298.257223563;
        double b = a * (1 - f);
        double u1 = Math.atan((1 - f) * Math.tan(Math.toRadians(lat1)));
        double u2 = Math.atan((1 - f) * Math.tan(Math.toRadians(lat2)));
        double l = Math.toRadians(lon2 - lon1);
        double lambda = l;
        double sinSigma = 0;
        double cosSigma = 0;
        double sigma = 0;
        double cosSqAlpha = 0;
        double cos2SigmaM = 0;
        for (int i = 0; i < 100; i++) {
            double x = Math.cos(u2) * Math.sin(lambda);
            double y = Math.cos(u1) * Math.sin(u2) - Math.sin(u1) * Math.cos(u2) * Math.cos(lambda);
            sinSigma = Math.hypot(x, y);
            cosSigma = Math.sin(u1) * Math.sin(u2) + Math.cos(u1) * Math.cos(u2) * Math.cos(lambda);
            sigma = Math.atan2(sinSigma, cosSigma);
            double sinAlpha = Math.cos(u1) * Math.cos(u2) * Math.sin(lambda) / sinSigma;
            cosSqAlpha = 1 - sinAlpha * sinAlpha;
            cos2SigmaM = cosSqAlpha == 0 ? 0 : cosSigma - 2 * Math.sin(u1) * Math.sin(u2) / cosSqAlpha;
            double c = f / 16 * cosSqAlpha * (4 + f * (4 - 3 * cosSqAlpha));
            double inner = cos2SigmaM + c * cosSigma * (-1 + 2 * cos2SigmaM * cos2SigmaM);
            lambda = l + (1 - c) * f * sinAlpha * (sigma + c * sinSigma * inner);
        }
        double uSq = cosSqAlpha * (a * a - b * b) / (b * b);
        double bigA = 1 + uSq / 16384 * (4096 + uSq * (-768 + uSq * (320 - 175 * uSq)));
        double bigB = uSq / 1024 * (256 + uSq * (-128 + uSq * (74 - 47 * uSq)));
        double deltaSigma = bigB
                * sinSigma
                * (cos2SigmaM
                        + bigB
                                / 4
                                * (cosSigma * (-1 + 2 * cos2SigmaM * cos2SigmaM)
                                        - bigB
                                                / 6
                                                * cos2SigmaM
                                                * (-3 + 4 * sinSigma * sinSigma)
                                                * (-3 + 4 * cos2SigmaM * cos2SigmaM)));
        return b * bigA * (sigma - deltaSigma);
    }
}
