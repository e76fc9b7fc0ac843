package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the catalogue's own model makes of a word or two. */
class SuggestionFewWordsTest {
    /** Written before it was known what the model says to them. */
    private static final Map<String, String> SHORT_AND_CLEAR = Map.ofEntries(
            Map.entry("燃气味", "gas-smell"),
            Map.entry("gas smell", "gas-smell"),
            Map.entry("煤气泄漏", "gas-smell"),
            Map.entry("gas leak", "gas-smell"),
            Map.entry("山体滑坡", "landslide"),
            Map.entry("landslide", "landslide"),
            Map.entry("路面塌陷", "road-collapse"),
            Map.entry("道路塌陷", "road-collapse"),
            Map.entry("road collapsed", "road-collapse"),
            Map.entry("sinkhole", "road-collapse"),
            Map.entry("挡土墙开裂", "retaining-wall"),
            Map.entry("retaining wall cracked", "retaining-wall"),
            Map.entry("墙体裂缝", "building-crack"),
            Map.entry("房屋开裂", "building-crack"),
            Map.entry("cracked house wall", "building-crack"),
            Map.entry("落石砸车", "rockfall"),
            Map.entry("山上落石", "rockfall"),
            Map.entry("rocks falling", "rockfall"),
            Map.entry("街道被淹", "flooding"),
            Map.entry("地下室进水", "flooding"),
            Map.entry("street flooded", "flooding"),
            Map.entry("化学品泄漏", "chemical-leak"),
            Map.entry("毒气泄漏", "chemical-leak"),
            Map.entry("chemical spill", "chemical-leak"),
            Map.entry("消防通道堵塞", "fire-risk"),
            Map.entry("电线起火", "fire-risk"),
            Map.entry("fire exit blocked", "fire-risk"),
            Map.entry("塔吊倾斜", "construction-site"),
            Map.entry("tower crane leaning", "construction-site"),
            Map.entry("渣土乱倒", "spoil-heap"),
            Map.entry("illegal dumping of soil", "spoil-heap"),
            Map.entry("渣土场滑坡", "landfill-slope"));

    private static SuggestionModel model;
    private static List<SuggestionFamily> families;

    @BeforeAll
    static void train() throws IOException {
        List<Category> categories = SuggestionStarterTest.sampleCategories();
        model = SuggestionCatalogue.of(categories, true).train();
        families = SuggestionFamily.of(
                new Matrix(1, List.of(), List.of(), categories, List.of()), Set.copyOf(model.labels()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "水",
                "山",
                "土",
                "坡",
                "墙",
                "火",
                "烟",
                "路",
                "楼",
                "石头",
                "裂缝",
                "房子",
                "工地",
                "学校",
                "大雨",
                "味道",
                "危险",
                "救命",
                "slope",
                "water",
                "wall",
                "crack",
                "road",
                "rock",
                "hole",
                "building",
                "rain",
                "help",
                "house",
                "smell",
                "ground",
                "the",
                "street"
            })
    void aSingleWordThatMayMeanManyThingsNamesNoKind(String word) {
        assertThat(model.worthSaying(word)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"水", "楼", "烟", "学校", "大雨", "危险", "救命", "water", "help", "the", "龘"})
    void noFamilyEitherWhereNoneIsMeant(String word) {
        assertThat(SuggestionFamily.worthSaying(model, word, families)).isEmpty();
    }

    /** Phrases that it did not learn, cut to their first words: a Chinese character is one. */
    @Test
    void whatItSaysToTheBeginningsOfPhrasesIsMostlyRight() throws IOException {
        SuggestionCatalogue catalogue = SuggestionCatalogue.of(SuggestionStarterTest.sampleCategories(), true);
        SuggestionTraining training = new SuggestionTraining(catalogue.codes(), catalogue.codeToNames());
        SuggestionMeasures measures = SuggestionMeasures.of(
                training,
                training.prepare(catalogue.phrases()),
                training.prepare(catalogue.names()),
                new long[] {1},
                () -> {});
        SuggestionMeasures.Run run = measures.runs().get(0);

        assertThat(run.coverageOf(1)).as("of one word").isLessThan(0.06);
        for (int words : new int[] {2, 3, 4, 6}) {
            assertThat(run.precisionOf(words)).as(words + " words").isGreaterThan(0.75);
        }
        assertThat(run.coverageOf(6)).isBetween(0.25, 0.6);
    }

    @Test
    void fewWordsThatAreClearAreAnsweredAndRightly() {
        Map<Boolean, List<Map.Entry<String, String>>> spoken = SHORT_AND_CLEAR.entrySet().stream()
                .collect(java.util.stream.Collectors.partitioningBy(
                        each -> !model.worthSaying(each.getKey()).isEmpty()));

        assertThat(spoken.get(true)).hasSizeGreaterThanOrEqualTo(22);
        assertThat(spoken.get(true).stream()
                        .filter(each ->
                                !model.worthSaying(each.getKey()).get(0).label().equals(each.getValue())))
                .hasSizeLessThanOrEqualTo(2);
        assertThat(model.worthSaying("燃气味"))
                .extracting(SuggestionModel.Guess::label)
                .containsExactly("gas-smell");
        assertThat(model.worthSaying("gas smell"))
                .extracting(SuggestionModel.Guess::label)
                .containsExactly("gas-smell");
        assertThat(model.worthSaying("山体滑坡"))
                .extracting(SuggestionModel.Guess::label)
                .containsExactly("landslide");
    }
}
