package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.qunfang.responsibility.SuggestionMeasures.Run;
import org.qunfang.testing.SharedData;

/** Real messages and requests. The floors stand a little below what was measured: docs/suggestion.md. */
class SuggestionTrialTest {
    private static final String MESSAGES = "requests/zh_messages_labelled.csv";
    private static final String TAXONOMY = "requests/zh_taxonomy.csv";
    private static final String REQUESTS = "requests/baltimore_311.csv";

    @Test
    void messagesToACityWithItsTaxonomy() throws IOException {
        SuggestionMeasures measures = SuggestionTrainer.measure(messages(), taxonomy(), 1, () -> {});

        assertThat(measures.macroF1()).isGreaterThan(0.85);
        assertThat(measures.mean(Run::precision)).isGreaterThan(0.91);
        assertThat(measures.mean(Run::coverage)).isGreaterThan(0.70);
        assertThat(measures.mean(Run::calibrationError)).isLessThan(0.09);
    }

    @Test
    void messagesToACityByTheirWordsAlone() throws IOException {
        SuggestionMeasures measures = SuggestionTrainer.measure(messages(), Map.of(), 1, () -> {});

        assertThat(measures.macroF1()).isGreaterThan(0.76);
        assertThat(measures.mean(Run::precision)).isGreaterThan(0.88);
    }

    /** Were a held-out message's label to leak into a feature, labels without any sense could be told, too. */
    @Test
    void labelsThatWereShuffledCannotBeTold() throws IOException {
        List<SuggestionExample> messages = messages();
        List<String> labels =
                new ArrayList<>(messages.stream().map(SuggestionExample::label).toList());
        Collections.shuffle(labels, new Random(3));
        List<SuggestionExample> senseless = new ArrayList<>();
        for (int at = 0; at < labels.size(); at++) {
            senseless.add(new SuggestionExample(messages.get(at).text(), labels.get(at)));
        }

        SuggestionMeasures measures = SuggestionTrainer.measure(senseless, taxonomy(), 1, () -> {});

        assertThat(measures.macroF1()).isLessThan(0.24);
        assertThat(measures.mean(Run::coverage)).as("and it does not speak").isLessThan(0.1);
    }

    @Test
    void kindsOfRequestsThatItNeverSaw() throws IOException {
        SuggestionMeasures measures = SuggestionTrainer.measure(
                List.copyOf(new HashSet<>(requests())).stream()
                        .sorted(java.util.Comparator.comparing(SuggestionExample::text)
                                .thenComparing(SuggestionExample::label))
                        .toList(),
                Map.of(),
                1,
                () -> {});

        assertThat(measures.mean(Run::accuracy)).isGreaterThan(0.5);
    }

    private static List<SuggestionExample> messages() throws IOException {
        return SuggestionFile.examples(
                        SharedData.path(MESSAGES), new SuggestionFile.Columns(List.of("留言主题", "留言详情"), "一级分类"))
                .examples();
    }

    private static Map<String, Set<String>> taxonomy() throws IOException {
        return SuggestionFile.names(SharedData.path(TAXONOMY));
    }

    private static List<SuggestionExample> requests() throws IOException {
        return SuggestionFile.examples(
                        SharedData.path(REQUESTS), new SuggestionFile.Columns(List.of("SRType"), "Agency"))
                .examples();
    }
}
