package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ChannelHealthTest {
    private static final Instant NOW = Instant.parse("2026-11-26T08:00:00Z");

    private static String told(String reason) {
        ChannelHealth health = new ChannelHealth(new ChannelOff("fcm", "off"));
        health.answered(new Outcome.RetryLater(null, reason), NOW);
        return health.lastFailure().reason();
    }

    @Test
    void aFailureWithoutWordsIsStillToldAndALongOneIsCut() {
        assertThat(told(null)).isNotBlank();
        assertThat(told("reset")).isEqualTo("reset");
        String cut = told("🔥".repeat(501));
        assertThat(cut).isEqualTo("🔥".repeat(500));
    }
}
