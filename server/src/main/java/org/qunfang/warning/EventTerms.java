package org.qunfang.warning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.qunfang.problem.Localized;

/** The OASIS Event Terms List, version 1.2: code → its names in Chinese and English. */
final class EventTerms {
    /** The valueName of CAP's eventCode element for these codes. */
    static final String VALUE_NAME = "OET:v1.2";

    private static final Map<String, Localized> CODE_TO_NAME = load();

    private static final Map<String, Localized> WORDS_TO_NAME = byWords();

    private EventTerms() {}

    /** @param code such as {@code OET-119}, or null */
    static Optional<Localized> name(String code) {
        return Optional.ofNullable(code).map(CODE_TO_NAME::get);
    }

    /** The term that the words are the name of, in either language; empty for words of the author's own. */
    static Optional<Localized> named(String words) {
        return Optional.ofNullable(WORDS_TO_NAME.get(plain(words)));
    }

    static Set<String> codes() {
        return CODE_TO_NAME.keySet();
    }

    private static Map<String, Localized> byWords() {
        Map<String, Localized> wordsToName = new HashMap<>();
        CODE_TO_NAME.values().forEach(name -> {
            wordsToName.put(plain(name.zhCn()), name);
            wordsToName.put(plain(name.en()), name);
        });
        return Map.copyOf(wordsToName);
    }

    private static String plain(String words) {
        return words.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, Localized> load() {
        try (InputStream file = EventTerms.class.getResourceAsStream("event-terms.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toUnmodifiableMap(
                            columns -> columns[0], columns -> Localized.of(columns[2], columns[1])));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
