package org.qunfang.responsibility;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;

/**
 * What the catalogue itself teaches about categories, before there are labelled reports: names, descriptions, questions
 * with their answers; and the sample phrases of the jar for those categories that have the same code.
 *
 * @param codes of those that residents choose from, sorted
 * @param codeToNames what is known of each
 * @param phrases sample phrases
 * @param names of categories that no phrase is there for, to train on and not to judge by
 */
record SuggestionCatalogue(
        List<String> codes,
        Map<String, Set<String>> codeToNames,
        List<SuggestionExample> phrases,
        List<SuggestionExample> names) {
    private static final String PHRASES = "/sample/suggestion-phrases.csv";

    /** @param withPhrases whether the sample phrases count */
    static SuggestionCatalogue of(Collection<Category> categories, boolean withPhrases) {
        Map<String, Set<String>> codeToNames = new TreeMap<>();
        List<SuggestionExample> names = new ArrayList<>();
        List<SuggestionExample> phrases = withPhrases ? samplePhrases() : List.of();
        Set<String> phrased = phrases.stream().map(SuggestionExample::label).collect(Collectors.toSet());
        categories.stream().filter(Category::reportable).forEach(category -> {
            Set<String> own = new LinkedHashSet<>();
            add(own, category.name());
            add(own, category.description());
            if (!phrased.contains(category.code())) {
                own.forEach(text -> names.add(new SuggestionExample(text, category.code())));
            }
            addQuestions(own, category.questions());
            codeToNames.put(category.code(), own);
        });
        return new SuggestionCatalogue(
                List.copyOf(codeToNames.keySet()),
                codeToNames,
                phrases.stream()
                        .filter(each -> codeToNames.containsKey(each.label()))
                        .toList(),
                List.copyOf(names));
    }

    private static void add(Set<String> to, Localized text) {
        if (text != null) {
            to.add(text.zhCn());
            to.add(text.en());
        }
    }

    private static void addQuestions(Set<String> to, JsonArray questions) {
        for (int at = 0; questions != null && at < questions.size(); at++) {
            JsonObject question = questions.getJsonObject(at);
            addTexts(to, question.getJsonObject("text"));
            JsonArray options = question.getJsonArray("options", new JsonArray());
            for (int option = 0; option < options.size(); option++) {
                addTexts(to, options.getJsonObject(option).getJsonObject("text"));
            }
        }
    }

    private static void addTexts(Set<String> to, JsonObject text) {
        if (text != null) {
            text.fieldNames().forEach(language -> to.add(text.getString(language)));
        }
    }

    /** Written for the sample city; nobody's reports. */
    static List<SuggestionExample> samplePhrases() {
        try (InputStream in = SuggestionCatalogue.class.getResourceAsStream(PHRASES);
                CsvReader<NamedCsvRecord> csv =
                        CsvReader.builder().ofNamedCsvRecord(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return csv.stream()
                    .map(line -> new SuggestionExample(line.getField("text"), line.getField("category")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(PHRASES + " cannot be read", e);
        }
    }

    /** The model that serves until one was trained on reports. Blocks for about a second. */
    SuggestionModel train() {
        SuggestionTraining training = new SuggestionTraining(codes, codeToNames);
        return SuggestionCalibration.train(
                training,
                training.prepare(phrases),
                training.prepare(names),
                SuggestionCalibration.PRECISION_ON_PHRASES,
                SuggestionTrainer.SEED,
                () -> {});
    }
}
