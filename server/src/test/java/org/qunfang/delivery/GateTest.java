package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.firebase.messaging.MessagingErrorCode;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.qunfang.testing.MovableClock;

class GateTest {
    private static final Outcome DOWN = new Outcome.RetryLater(null, "FCM: HTTP 503");
    private static final Outcome TAKEN = new Outcome.Delivered("1");

    private final MovableClock clock = new MovableClock().stop();
    private final Gate gate = Gate.before(new ChannelOff("fcm", "stands in"), clock);

    private void answers(Outcome outcome, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(gate.reserve(1)).isEqualTo(1);
            gate.answered(outcome);
        }
    }

    @Test
    void aProviderThatFailsIsLeftAloneAndThenTriedWithAFew() {
        answers(DOWN, 10);

        assertThat(gate.reserve(64)).isZero();
        assertThat(gate.breakerState()).isEqualTo("open");

        clock.advance(Gate.PAUSE.plusMillis(1));
        assertThat(gate.reserve(64)).isEqualTo(3);
        assertThat(gate.breakerState()).isEqualTo("half_open");
        gate.answered(TAKEN);
        gate.answered(TAKEN);
        gate.answered(TAKEN);

        assertThat(gate.breakerState()).isEqualTo("closed");
        assertThat(gate.reserve(64)).isEqualTo(64);
    }

    @Test
    void aProviderThatStillFailsIsLeftAloneAgain() {
        answers(DOWN, 10);
        clock.advance(Gate.PAUSE.plusMillis(1));
        gate.reserve(64);
        gate.answered(DOWN);
        gate.answered(DOWN);
        gate.answered(DOWN);

        assertThat(gate.reserve(64)).isZero();
    }

    @Test
    void trialsThatFoundNothingToSendAreTrialsLeft() {
        answers(DOWN, 10);
        clock.advance(Gate.PAUSE.plusMillis(1));

        gate.release(gate.reserve(64));
        assertThat(gate.reserve(64)).isEqualTo(3);
        gate.answered(new Outcome.Unserved(LedgerState.EXPIRED, "expired while it waited"));

        assertThat(gate.reserve(64)).isEqualTo(1);
    }

    @Test
    void deadDevicesAndBadMessagesAreNotTheProvidersFault() {
        answers(new Outcome.Gone("UNREGISTERED"), 20);
        answers(new Outcome.Refused("INVALID_ARGUMENT"), 20);

        assertThat(gate.reserve(64)).isEqualTo(64);
    }

    @Test
    void whatIsSaidOfOneDeviceAloneIsNotTheProvidersFaultAndStillShows() {
        FcmAnswer fcm = new FcmAnswer(clock);
        answers(fcm.outcome(MessagingErrorCode.THIRD_PARTY_AUTH_ERROR, 401, null, "no APNs key"), 20);
        answers(fcm.outcome(null, 404, null, "not found"), 20);
        answers(fcm.outcome(MessagingErrorCode.SENDER_ID_MISMATCH, 403, null, "another project"), 20);

        assertThat(gate.reserve(64)).isEqualTo(64);
        assertThat(gate.breakerState()).isEqualTo("closed");
        assertThat(gate.health().failed()).isEqualTo(40);
        assertThat(gate.health().lastFailure().reason()).startsWith("FCM HTTP 404");
    }

    @Test
    void ourOwnCredentialsAreTheProvidersMatter() {
        answers(new FcmAnswer(clock).outcome(null, 401, null, "signed out"), 10);

        assertThat(gate.breakerState()).isEqualTo("open");
    }

    @Test
    void itsHealthTellsWhatCameBack() {
        Instant start = clock.instant();
        answers(TAKEN, 2);
        clock.advance(Duration.ofSeconds(3));
        answers(DOWN, 1);

        ChannelHealth health = gate.health();
        assertThat(health.delivered()).isEqualTo(2);
        assertThat(health.failed()).isEqualTo(1);
        assertThat(health.lastSuccessAt()).isEqualTo(start);
        assertThat(health.lastFailure()).isEqualTo(new ChannelHealth.Failure(start.plusSeconds(3), "FCM: HTTP 503"));
    }

    @Test
    void noMoreAreReservedThanTheQuotaLeavesAndWhatIsNotUsedStays() {
        Gate limited = Gate.before(new ChannelOff("fcm", "stands in"), 600, clock);

        assertThat(limited.reserve(64)).isEqualTo(10);
        limited.release(7);

        assertThat(limited.reserve(64)).isEqualTo(7);
    }
}
