package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.MovableClock;

class LaneTest {
    private static final Outcome DOWN = new Outcome.RetryLater(null, "HTTP 503");

    private final MovableClock clock = new MovableClock().stop();
    private final Lanes lanes = new Lanes(clock);

    private void fails(String provider) {
        for (int i = 0; i < 10; i++) {
            assertThat(lanes.of(provider).admits()).isTrue();
            lanes.of(provider).answered(DOWN);
        }
    }

    @Test
    void eachFailsAndRecoversByItself() {
        fails("https://one.example");

        assertThat(lanes.of("https://one.example").admits()).isFalse();
        assertThat(lanes.of("https://other.example").admits()).isTrue();
        assertThat(lanes.state()).isEqualTo(State.OPEN);
        clock.advance(Gate.PAUSE.plusMillis(1));
        assertThat(lanes.state()).isEqualTo(State.HALF_OPEN);
        clock.advance(Duration.ofMinutes(11));
        assertThat(lanes.state()).as("nobody uses it any more").isEqualTo(State.CLOSED);
    }

    @Test
    void thereAreNoMoreThanTheirBoundWhateverDevicesName() {
        fails("https://one.example");
        for (int i = 0; i < Lanes.MOST; i++) {
            lanes.of("https://made-up-" + i + ".example");
        }

        assertThat(lanes.state()).isEqualTo(State.CLOSED);
        assertThat(lanes.of("https://one.example").admits()).isTrue();
    }

    @Test
    void whatWaitsComesBackOneAfterTheOtherWithinAMinuteAndACancellationAtOnce() {
        fails("https://one.example");
        Lane lane = lanes.of("https://one.example");
        Instant open = clock.instant().plus(Gate.PAUSE);

        assertThat(lane.turn(false)).isEqualTo(open);
        assertThat(lane.turn(false)).isEqualTo(open.plusMillis(1));
        for (int i = 0; i < 100_000; i++) {
            lane.turn(false);
        }

        assertThat(lane.turn(false)).isEqualTo(clock.instant().plusSeconds(60));
        assertThat(lane.turn(true)).isEqualTo(open);
    }

    @Test
    void oneWithManyCallsThatTakeLongIsAskedWithNoMoreAndHoldsNoPlaces() {
        Lane lane = lanes.of("https://one.example");
        Places places = new Places(Lane.MOST_SLOW);
        Places.Turn first = places.take(lane);
        first.takesLong();
        for (int i = 1; i < Lane.MOST_SLOW; i++) {
            places.take(lane).takesLong();
        }

        assertThat(lane.admits()).isFalse();
        assertThat(places.free()).isEqualTo(Lane.MOST_SLOW);
        first.ends();
        assertThat(lane.admits()).isTrue();
        assertThat(places.free()).isEqualTo(Lane.MOST_SLOW);
    }

    @Test
    void soManyHangThatTheirPlacesStayTaken() {
        Places places = new Places(4);
        for (int i = 0; i < 16; i++) {
            places.take(lanes.of("https://hangs-" + i + ".example")).takesLong();
        }

        assertThat(places.free()).isZero();
    }
}
