package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

class LocationTest {

    @ParameterizedTest
    @CsvSource({"90,180", "-90,-180", "0,0", "22.711,113.934"})
    void thePolesAndTheAntimeridianBelongToTheWorld(double lat, double lon) {
        assertThat(Location.of(lat, lon)).isEqualTo(new Location(lat, lon, null));
    }

    @ParameterizedTest
    @CsvSource({"90.0001,0", "-91,0", "0,180.0001", "0,-181", "NaN,0", "0,NaN", "Infinity,0", "0,-Infinity"})
    void aPlaceOutsideTheWorldIsRefused(double lat, double lon) {
        assertThatIllegalArgumentException().isThrownBy(() -> Location.of(lat, lon));
    }

    @ParameterizedTest
    @CsvSource({"-1", "NaN", "Infinity"})
    void anAccuracyIsADistance(double accuracy) {
        assertThatIllegalArgumentException().isThrownBy(() -> new Location(22.7, 113.9, accuracy));
    }

    @Test
    void anUnknownAccuracyIsAllowed() {
        assertThat(new Location(22.7, 113.9, null).accuracyMeters()).isNull();
    }

    @Test
    void thePlaceOfTheContractIsReadAndWritten() {
        JsonObject json =
                new JsonObject().put("lat", 22.711).put("lon", 113.934).put("accuracyMeters", 15);
        Location place = Location.fromJson(json, "/location");
        assertThat(place).isEqualTo(new Location(22.711, 113.934, 15.0));
        assertThat(place.toJson())
                .isEqualTo(
                        new JsonObject().put("lat", 22.711).put("lon", 113.934).put("accuracyMeters", 15.0));
        assertThat(Location.of(1, 2).toJson().containsKey("accuracyMeters")).isFalse();
    }

    @Test
    void aPlaceDeclaredAsGcj02IsConverted() {
        JsonObject json = new JsonObject("{\"lat\":22.540796131694766,\"lon\":113.9171764808363,\"datum\":\"gcj02\"}");
        assertThat(Distance.meters(Location.fromJson(json, ""), Location.of(22.543847, 113.912316)))
                .isLessThan(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'lat':91,'lon':200} | /location/lat | The latitude is a number from -90 to 90.",
                "{'lat':22,'lon':181} | /location/lon | The longitude is a number from -180 to 180.",
                "{'lat':113.9,'lon':22.7} | /location/lat | Latitude and longitude look swapped.",
                "{'lat':'22','lon':113} | /location/lat | The latitude is a number from -90 to 90.",
                "{'lat':22} | /location/lon | The longitude is a number from -180 to 180.",
                "{'lat':1e999,'lon':0} | /location/lat | The latitude is a number from -90 to 90.",
                "{'lat':1,'lon':1,'accuracyMeters':-1} | /location/accuracyMeters | The accuracy is a distance in metres, 0 or more.",
                "{'lat':1,'lon':1,'accuracyMeters':'5'} | /location/accuracyMeters | The accuracy is a distance in metres, 0 or more.",
                "{'lat':1,'lon':1,'datum':'bd09'} | /location/datum | The datum is wgs84 or gcj02."
            })
    void whateverElseIsRefusedWithItsPointerAndReason(String text, String pointer, String reason) {
        JsonObject json = new JsonObject(text.replace('\'', '"'));
        Problem problem = catchThrowableOfType(Problem.class, () -> Location.fromJson(json, "/location"));
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID);
        assertThat(problem.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo(pointer);
            assertThat(error.reason().en()).isEqualTo(reason);
        });
    }
}
