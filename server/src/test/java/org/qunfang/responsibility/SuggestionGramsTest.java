package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuggestionGramsTest {
    @Test
    void chineseInARowBecomesOneToThreeCharacters() {
        SuggestionGrams grams = SuggestionGrams.of("煤气味，煤气");

        // 煤 煤气 煤气味 气 气味 味: the comma ends the row.
        assertThat(grams.size()).isEqualTo(6);
        assertThat(countOf(grams, "煤气")).isEqualTo(2);
        assertThat(countOf(grams, "煤气味")).isEqualTo(1);
    }

    @Test
    void wordsAreKnownWholeInPairsAndByTheirLetters() {
        SuggestionGrams leaking = SuggestionGrams.of("gas leaking");

        // gas, leaking, the pair; _gas gas_ without edges of four: _gas, gas_, _lea leak eaki akin king ing_
        assertThat(leaking.size()).isEqualTo(3 + 2 + 6);
        assertThat(shared(leaking, SuggestionGrams.of("leak"))).isEqualTo(2);
        assertThat(shared(SuggestionGrams.of("gas leak"), SuggestionGrams.of("leak gas")))
                .as("the pair has an order")
                .isEqualTo(SuggestionGrams.of("gas leak").size() - 1);
    }

    @Test
    void caseAndWidthMakeNoDifference() {
        assertThat(shared(SuggestionGrams.of("ＧＡＳ Leak"), SuggestionGrams.of("gas leak")))
                .isEqualTo(SuggestionGrams.of("gas leak").size());
    }

    @Test
    void nothingButSignsHasNoPieces() {
        assertThat(SuggestionGrams.of("").size()).isZero();
        assertThat(SuggestionGrams.of(" 12345 …!?\u0000\uD83D\uDE00 a").size()).isZero();
    }

    @Test
    void whatFollowsTheFirstFourThousandCharactersIsNotLookedAt() {
        String long_ = "水".repeat(SuggestionGrams.MOST_CHARACTERS) + "火";

        assertThat(countOf(SuggestionGrams.of(long_), "火")).isZero();
        assertThat(countOf(SuggestionGrams.of(long_.substring(1)), "火")).isEqualTo(1);
    }

    private static int countOf(SuggestionGrams grams, String han) {
        long key = 0;
        for (char each : han.toCharArray()) {
            key = key << 16 | each;
        }
        for (int at = 0; at < grams.size(); at++) {
            if (grams.key(at) == key) {
                return grams.count(at);
            }
        }
        return 0;
    }

    private static long shared(SuggestionGrams one, SuggestionGrams other) {
        return IntStream.range(0, one.size())
                .filter(at -> IntStream.range(0, other.size()).anyMatch(place -> one.key(at) == other.key(place)))
                .count();
    }
}
