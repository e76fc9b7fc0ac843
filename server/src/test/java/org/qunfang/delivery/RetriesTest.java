package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetriesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T00:15:00Z");
    private final Retries retries = new Retries(() -> 0);

    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 4", "6, 32", "7, 60", "32767, 60"})
    void withoutAWishOfTheProviderWaitsDoubleUpToAMinute(int attempt, long seconds) {
        assertThat(retries.pause(new Outcome.RetryLater(null, "later"), attempt))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void theProvidersWishCountsAndIsSpreadByAFifth() {
        Outcome.RetryLater later = new Outcome.RetryLater(Duration.ofSeconds(100), "429");

        assertThat(new Retries(() -> 1).pause(later, 1)).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void eachAnswerIsOneLedgerState() {
        assertThat(state(new Outcome.Delivered("m"))).isEqualTo(LedgerState.ACCEPTED);
        assertThat(state(new Outcome.Gone("UNREGISTERED"))).isEqualTo(LedgerState.GONE);
        assertThat(state(new Outcome.Refused("INVALID_ARGUMENT"))).isEqualTo(LedgerState.FAILED);
        assertThat(state(new Outcome.RetryLater(null, "500"))).isEqualTo(LedgerState.DUE);
        assertThat(state(new Outcome.Unserved(LedgerState.FAILED, "off"))).isEqualTo(LedgerState.FAILED);
    }

    @Test
    void whatNobodyWasAskedToTakeIsNotHandedOverUnlessItWasBefore() {
        Outcome off = new Outcome.Unserved(LedgerState.FAILED, "off");

        assertThat(retries.settle(row(true), off, NOW).handedOver()).isFalse();
        assertThat(retries.settle(row(false), off, NOW).handedOver()).isTrue();
        assertThat(Retries.expired(row(true), "expired").handedOver()).isFalse();
        assertThat(Retries.expired(row(false), "expired").handedOver()).isTrue();
        assertThat(retries.settle(row(true), new Outcome.Refused("INVALID_ARGUMENT"), NOW)
                        .handedOver())
                .isTrue();
        assertThat(retries.settle(row(true), new Outcome.RetryLater(null, "500"), NOW)
                        .handedOver())
                .isTrue();
    }

    private LedgerState state(Outcome outcome) {
        return retries.settle(row(true), outcome, NOW).state();
    }

    private static DeliveryStore.Claimed row(boolean first) {
        return new DeliveryStore.Claimed(
                UUID.randomUUID(), UUID.randomUUID(), "en", 1, "token", false, false, first, 1, null);
    }
}
