package org.qunfang.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a phone may send stays or is taken out in silence; what only a broken program sends is refused. */
class PlainTextTest {
    @Test
    void whatTurnsTheDirectionOfOtherWordsIsTakenOut() {
        for (int c : List.of(
                0x202A, 0x202B, 0x202C, 0x202D, 0x202E, 0x2066, 0x2067, 0x2068, 0x2069, 0x206A, 0x206F, 0xFEFF,
                0xFFF9)) {
            String hidden = Character.toString(c);
            assertThat(PlainText.of("坝" + hidden + "体安全" + hidden))
                    .as("U+%04X", c)
                    .isEqualTo("坝体安全");
            assertThat(PlainText.refused(hidden)).isEqualTo(-1);
        }
    }

    @Test
    void controlCharactersAreTakenOutButLineEndsAndTabsStay() {
        for (int c = 1; c < 0xA0; c++) {
            boolean isControl = c < 0x20 || c >= 0x7F;
            boolean stays = !isControl || c == '\n' || c == '\t';
            boolean isLineEnd = List.of(0x0B, 0x0C, 0x0D, 0x85).contains(c);
            String expected = stays ? "a" + (char) c + "b" : isLineEnd ? "a\nb" : "ab";
            assertThat(PlainText.of("a" + (char) c + "b")).as("U+%04X", c).isEqualTo(expected);
        }
    }

    @Test
    void everyKindOfLineEndBecomesOne() {
        assertThat(PlainText.of("a\r\nb\rc\n\rd\u2028e\u2029f\u000bg")).isEqualTo("a\nb\nc\n\nd\ne\nf\ng");
    }

    @Test
    void wordsAndEmojiOfAllScriptsSurvive() {
        for (String text : List.of(
                "مرحبا 123 (سد) 456",
                "می\u200Cخواهم",
                "שָׁלוֹם\u200F!",
                "ABC\u200E \u061C",
                "क्\u200Dष",
                "👩\u200D👩\u200D👧 ❤\uFE0F ⛰\uFE0F",
                "葛\uDB40\uDD00",
                "🏴\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F!",
                "𠮷野家 é ñ",
                "ไทย\u200Bภาษา",
                "\uFFFC图")) {
            assertThat(PlainText.of(text)).isEqualTo(text);
            assertThat(PlainText.refused(text)).isEqualTo(-1);
        }
    }

    @Test
    void lettersThatNobodySeesAreTakenOutUnlessTheyAreOfAFlag() {
        assertThat(PlainText.of("坝\uDB40\uDC61\uDB40\uDC62安全")).isEqualTo("坝安全");
    }

    @Test
    void whatNoDatabaseOrXmlCanHoldIsNamed() {
        Map.of(
                        "a\u0000b", 0,
                        "a\uD83D", 0xD83D,
                        "\uDE00a", 0xDE00,
                        "\uDE00\uD83D", 0xDE00,
                        "a\uFFFE", 0xFFFE,
                        "a\uFFFFb", 0xFFFF,
                        "\uFDD0", 0xFDD0,
                        "\uD83F\uDFFE", 0x1FFFE)
                .forEach((text, code) -> assertThat(PlainText.refused(text)).isEqualTo(code));
    }

    @Test
    void fullWidthSignsBecomeThoseOfAsciiAndNothingGetsLonger() {
        assertThat(PlainText.narrow("（＋８６）１３８　００００—１２３４～")).isEqualTo("(+86)138 0000—1234~");
        assertThat(PlainText.narrow("138 ㎏ ﷺ 幺三八")).as("no other form").isEqualTo("138 ㎏ ﷺ 幺三八");
        assertThat(PlainText.narrow(null)).isNull();
    }
}
