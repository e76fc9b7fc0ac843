package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.qunfang.casework.Onlookers.Onlooker;

class OnlookersTest {
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final UUID CASE = new UUID(1, 1);

    private final Onlookers onlookers = new Onlookers();

    private static Onlooker officer(int number, boolean writing) {
        return new Onlooker(new UUID(2, number), "李敏", new UUID(3, 1), writing);
    }

    @Test
    void sayingTheSameAgainIsNoNewsAndKeepsThem() {
        assertThat(onlookers.heard(CASE, officer(1, false), NOW)).isTrue();
        assertThat(onlookers.heard(CASE, officer(1, false), NOW.plusSeconds(40)))
                .isFalse();
        assertThat(onlookers.heard(CASE, officer(1, true), NOW.plusSeconds(41))).isTrue();

        assertThat(onlookers.forget(NOW.plusSeconds(60))).isEmpty();
        assertThat(onlookers.forget(NOW.plusSeconds(86))).containsExactly(CASE);
        assertThat(onlookers.at(CASE)).isEmpty();
        assertThat(onlookers.cases()).isZero();
    }

    @Test
    void howManyAreKeptIsBounded() {
        for (int i = 0; i < Onlookers.MOST_OF_CASE + 5; i++) {
            onlookers.heard(CASE, officer(i, false), NOW);
        }
        for (int i = 0; i < Onlookers.MOST_CASES + 5; i++) {
            onlookers.heard(new UUID(5, i), officer(1, false), NOW);
        }

        assertThat(onlookers.at(CASE)).hasSize(Onlookers.MOST_OF_CASE);
        assertThat(onlookers.cases()).isEqualTo(Onlookers.MOST_CASES);
        assertThat(onlookers.heard(CASE, officer(1, true), NOW))
                .as("who is there already goes on")
                .isTrue();
    }
}
