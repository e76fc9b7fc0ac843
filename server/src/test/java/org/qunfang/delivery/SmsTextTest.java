package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmsTextTest {

    /** The same table stands in web/src/office/warning/limits.test.ts: both sides count alike. */
    static Stream<Arguments> texts() {
        return Stream.of(
                Arguments.of("nothing", "", 1),
                Arguments.of("160 of GSM", "a".repeat(160), 1),
                Arguments.of("161 of GSM", "a".repeat(161), 2),
                Arguments.of("306 of GSM", "a".repeat(306), 2),
                Arguments.of("307 of GSM", "a".repeat(307), 3),
                Arguments.of("the euro sign takes two", "€".repeat(80), 1),
                Arguments.of("and 81 of them 162", "€".repeat(81), 2),
                Arguments.of("no sign is parted: 153 hold 76 of two places", "€".repeat(152), 2),
                Arguments.of("so 153 of them take three", "€".repeat(153), 3),
                Arguments.of("70 of Chinese", "撤".repeat(70), 1),
                Arguments.of("71 of Chinese", "撤".repeat(71), 2),
                Arguments.of("134 of Chinese", "撤".repeat(134), 2),
                Arguments.of("135 of Chinese", "撤".repeat(135), 3),
                Arguments.of("one Chinese character among Latin ones", "a".repeat(70) + "撤", 2),
                Arguments.of("35 pairs", "🌊".repeat(35), 1),
                Arguments.of("67 hold 33 pairs, so 66 take two", "🌊".repeat(66), 2),
                Arguments.of("and 67 three", "🌊".repeat(67), 3));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("texts")
    void aTextTakesSoManyMessages(String name, String text, int segments) {
        assertThat(SmsText.segments(text)).isEqualTo(segments);
    }

    @Test
    void whatFitsGoesOutWhole() {
        assertThat(SmsText.of(new MessageText("可能滑坡", "向两侧高处撤离。"), 4)).isEqualTo("可能滑坡\n向两侧高处撤离。");
    }

    @Test
    void whatIsTooLongIsCutToTheLastCharacterThatFits() {
        String chinese = SmsText.of(new MessageText("滑坡", "撤".repeat(1_000)), 4);
        assertThat(chinese).startsWith("滑坡\n撤").endsWith("撤...").hasSize(4 * 67);
        String english = SmsText.of(new MessageText("Landslide", "leave now ".repeat(100)), 2);
        assertThat(english).endsWith("...");
        assertThat(SmsText.segments(english)).isEqualTo(2);
        assertThat(english.length()).isBetween(2 * 153 - 1, 2 * 153);
        String pairs = SmsText.of(new MessageText("🌊", "🌊".repeat(400)), 2);
        assertThat(SmsText.segments(pairs)).isEqualTo(2);
        assertThat(pairs.codePoints().filter(c -> c == 0x1F30A).count())
                .as("no half of a pair")
                .isEqualTo(pairs.chars().filter(c -> c >= 0xD800 && c < 0xE000).count() / 2);
    }

    @Test
    void typographicSignsDoNotTurnAnEnglishTextIntoUcs2() {
        String text = SmsText.of(new MessageText("Don’t wait", "“Leave” – now…"), 4);
        assertThat(text).isEqualTo("Don't wait\n\"Leave\" - now...");
        assertThat(SmsText.isGsm(text)).isTrue();
        assertThat(SmsText.of(new MessageText("“紧急”", "撤离……"), 4))
                .as("Chinese keeps its own")
                .isEqualTo("“紧急”\n撤离……");
    }
}
