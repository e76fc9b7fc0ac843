package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Assumptions;

/** Whatever stands in a text is found by its parts: no index may lose what a look through the text would find. */
class SearchWordsPropertyTest {
    @Provide
    Arbitrary<String> texts() {
        Arbitrary<Character> chinese = Arbitraries.chars().range('\u4e00', '\u9fff');
        Arbitrary<Character> latin = Arbitraries.chars().with("abcXYZéÉüñßΣσςİı0123456789ｑＦ１");
        Arbitrary<Character> between = Arbitraries.chars().with(" ，。-—\n'’/");
        return Arbitraries.frequencyOf(
                        net.jqwik.api.Tuple.of(4, chinese),
                        net.jqwik.api.Tuple.of(5, latin),
                        net.jqwik.api.Tuple.of(1, between))
                .list()
                .ofMinSize(1)
                .ofMaxSize(60)
                .map(letters -> {
                    StringBuilder text = new StringBuilder();
                    letters.forEach(text::append);
                    return text.toString();
                });
    }

    private static boolean finds(String query, String text) {
        SearchWords words = SearchWords.of(query);
        String normal = SearchWords.normal(text);
        Set<Integer> grams = new HashSet<>(Arrays.asList(SearchWords.gramsOf(normal)));
        return grams.containsAll(List.of(words.grams()))
                && words.grams().length > 0
                && words.pieces().stream().allMatch(normal::contains);
    }

    private static boolean mayBeLookedFor(String part) {
        return Arrays.stream(SearchWords.normal(part).split(" "))
                .anyMatch(piece -> piece.codePoints().anyMatch(each -> each >= 0x2E80) || piece.length() >= 2);
    }

    @Property(tries = 2_000)
    void everyPartOfATextFindsIt(@ForAll("texts") String text, @ForAll int from, @ForAll int to) {
        int begin = Math.floorMod(from, text.length());
        int end = begin + 1 + Math.floorMod(to, text.length() - begin);
        String part = text.substring(begin, Math.min(end, begin + 100));
        Assumptions.assumeTrue(mayBeLookedFor(part));

        assertThat(finds(part, text)).as("%s in %s", part, text).isTrue();
        assertThat(finds(part.toUpperCase(java.util.Locale.ROOT), text))
                .as("in capitals")
                .isTrue();
    }

    @Property(tries = 1_000)
    void whatATextDoesNotHaveIsNotFound(@ForAll("texts") String text, @ForAll("texts") String other) {
        SearchWords words = SearchWords.of(other);
        String normal = SearchWords.normal(text);

        assertThat(finds(other, text))
                .isEqualTo(words.grams().length > 0 && words.pieces().stream().allMatch(normal::contains));
    }

    @Property(tries = 500)
    void aPatternIsNoWildcard(@ForAll String anything) {
        for (String piece : SearchWords.of(anything).pieces()) {
            assertThat(piece).doesNotContain("%", "_", "\\", " ").isNotEmpty();
        }
    }

    @Property(tries = 500)
    void aQuoteShowsTheWordsAndIsShort(@ForAll("texts") String text, @ForAll int at) {
        int begin = Math.floorMod(at, text.length());
        String part = text.substring(begin, Math.min(text.length(), begin + 6));
        SearchWords words = SearchWords.of(part);
        Assumptions.assumeTrue(!words.pieces().isEmpty());

        String quote = SearchQuote.of("无关。\n" + text + " 结束".repeat(200), words);

        assertThat(words.touches(quote)).isTrue();
        assertThat(quote.length()).isLessThanOrEqualTo(240);
    }

    @Example
    void oneAndTwoCharactersOfChineseAreEnough() {
        assertThat(finds("裂", "坡脚的裂缝在变宽")).isTrue();
        assertThat(finds("裂缝", "坡脚的裂缝在变宽")).isTrue();
        assertThat(finds("缝裂", "坡脚的裂缝在变宽")).isFalse();
    }

    @Example
    void capitalsAccentsAndFullWidthAreOneSpelling() {
        assertThat(finds("cafe", "Behind the CAFÉ")).isTrue();
        assertThat(finds("CAFÉ", "behind the cafe")).isTrue();
        assertThat(finds("3", "３号楼")).as("one digit says too little").isFalse();
        assertThat(finds("3号", "３号楼")).isTrue();
    }

    @Example
    void partsOfANumberFindIt() {
        for (String part : List.of("QF-2026-001234", "qf-2026", "001234", "1234", "2026-001", "2026 1234")) {
            assertThat(finds(part, "QF-2026-001234")).as(part).isTrue();
        }
        assertThat(finds("1235", "QF-2026-001234")).isFalse();
    }
}
