package org.qunfang.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qunfang.geo.Location;
import org.qunfang.problem.Localized;
import org.qunfang.responsibility.Category;
import org.qunfang.responsibility.SurgeRule;

class DuplicatesTest {
    private static final double METER = 1 / 111_195.0;
    private static final Instant SEEN = Instant.parse("2026-11-23T00:15:00Z");
    private static final Category SLOPE = new Category(
            UUID.randomUUID(),
            "slope",
            Localized.of("边坡", "slope"),
            null,
            "slope",
            null,
            true,
            false,
            "Geo",
            null,
            false,
            150,
            30,
            new SurgeRule(10, 5, 300, 120),
            new JsonObject(),
            new JsonArray(),
            1,
            1);

    private static OpenCase at(double metersNorth, Double accuracy, boolean named) {
        double lat = 22.7 + metersNorth * METER;
        return new OpenCase(
                UUID.randomUUID(),
                SLOPE.id(),
                lat,
                113.9,
                accuracy,
                SEEN,
                SEEN,
                3,
                3,
                null,
                Location.of(lat, 113.9),
                named);
    }

    private static boolean joins(double metersNorth, Double accuracyOfCase, Double accuracyOfReport, boolean named) {
        return Duplicates.choose(
                        SLOPE,
                        new Location(22.7, 113.9, accuracyOfReport),
                        SEEN,
                        List.of(at(metersNorth, accuracyOfCase, named)))
                .isPresent();
    }

    @ParameterizedTest(name = "{0} m away, the case ±{1} m, the report ±{2} m: {3}")
    @CsvSource({
        "149, , , true",
        "151, , , false",
        "190, 20, 21, true",
        "349, , 900, true",
        "351, , 900, false",
        "549, 1000, 1000, true",
        "417, 10, 5000, false",
        "0, 10, 1001, false",
        "0, 5000, 10, false",
        "0, 5000, 5000, false"
    })
    void aReportJoinsWhatIsNearAsFarAsItsPlaceIsKnown(
            double meters, Double accuracyOfCase, Double accuracyOfReport, boolean joins) {
        assertThat(joins(meters, accuracyOfCase, accuracyOfReport, false)).isEqualTo(joins);
    }

    @Test
    void whatIsNamedIsJoinedHoweverVagueThePlaceIs() {
        assertThat(joins(417, 10.0, 5_000.0, true)).isTrue();
    }
}
