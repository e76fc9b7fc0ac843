package org.qunfang.warning;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The OASIS Event Terms List, version 1.2: code → English name. */
final class EventTerms {
    /** The valueName of CAP's eventCode element for these codes. */
    static final String VALUE_NAME = "OET:v1.2";

    private static final Map<String, String> CODE_TO_NAME = load();

    private EventTerms() {}

    static Optional<String> name(String code) {
        return Optional.ofNullable(CODE_TO_NAME.get(code));
    }

    private static Map<String, String> load() {
        try (InputStream file = EventTerms.class.getResourceAsStream("event-terms.tsv");
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toUnmodifiableMap(columns -> columns[0], columns -> columns[1]));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
