package org.qunfang.geo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
}
