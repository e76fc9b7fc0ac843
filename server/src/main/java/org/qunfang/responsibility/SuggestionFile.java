package org.qunfang.responsibility;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.qunfang.problem.CsvBreak;

/** Reads labelled texts and names of labels from CSV with a header, UTF-8. Blocks: for the command line. */
public final class SuggestionFile {
    /** A line longer than this is none of a report. */
    static final int MOST_FIELD_CHARACTERS = 1 << 20;
    /** Bounds the memory; 4,000 characters each. */
    static final int MOST_EXAMPLES = 100_000;

    private SuggestionFile() {}

    /**
     * @param text columns whose texts together are the words, in this order
     * @param label column that says what a person found it to be
     */
    public record Columns(List<String> text, String label) {}

    /**
     * @param lines how many the file has beside its header
     * @param incomplete lines without words or label, which are left out
     */
    public record Read(List<SuggestionExample> examples, long lines, long incomplete) {}

    /** @throws IOException when the file cannot be read, is no CSV, or lacks a column; the message is for the operator */
    public static Read examples(Path file, Columns columns) throws IOException {
        List<SuggestionExample> examples = new ArrayList<>();
        long[] lines = new long[1];
        eachLine(file, line -> {
            lines[0]++;
            String text = columns.text().stream()
                    .map(column -> field(line, column).strip())
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("\n"));
            String label = field(line, columns.label()).strip();
            if (!text.isEmpty() && !label.isEmpty()) {
                examples.add(new SuggestionExample(shortened(text), label));
            }
            if (examples.size() > MOST_EXAMPLES) {
                throw new IllegalArgumentException("more than " + MOST_EXAMPLES + " examples");
            }
        });
        return new Read(List.copyOf(examples), lines[0], lines[0] - examples.size());
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(text.length(), SuggestionGrams.MOST_CHARACTERS));
    }

    /**
     * Names of labels: the first column is the label, all others are names of what belongs to it.
     *
     * @throws IOException as above
     */
    public static Map<String, Set<String>> names(Path file) throws IOException {
        Map<String, Set<String>> labelToNames = new HashMap<>();
        eachLine(file, line -> {
            List<String> fields = line.getFields();
            Set<String> names = labelToNames.computeIfAbsent(fields.get(0).strip(), label -> new LinkedHashSet<>());
            fields.stream()
                    .skip(1)
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        });
        labelToNames.remove("");
        return labelToNames;
    }

    private static String field(NamedCsvRecord line, String column) {
        return line.findField(column).orElseGet(() -> {
            if (line.getHeader().contains(column)) {
                return "";
            }
            throw new IllegalArgumentException("there is no column " + column + ", only " + line.getHeader());
        });
    }

    private static void eachLine(Path file, Consumer<NamedCsvRecord> consumer) throws IOException {
        CsvBreak broken = CsvBreak.in(file, MOST_FIELD_CHARACTERS).orElse(null);
        if (broken != null) {
            throw new IOException(file + " is no CSV that can be used: line " + broken.line() + ": "
                    + broken.told().en());
        }
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder()
                .detectBomHeader(true)
                .maxBufferSize(MOST_FIELD_CHARACTERS)
                .ofNamedCsvRecord(file)) {
            csv.forEach(consumer);
        } catch (CsvParseException | IllegalArgumentException e) {
            throw new IOException(file + " is no CSV that can be used: " + e.getMessage(), e);
        } catch (UncheckedIOException e) {
            throw new IOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }
}
