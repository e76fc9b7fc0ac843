package org.qunfang.report;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.qunfang.problem.CsvBreak;
import org.qunfang.problem.Localized;

/** A CSV file with a header, read line by line: memory holds one. */
final class ReportFile {
    private static final int MOST_FIELD_CHARACTERS = 1 << 20;

    private static final Localized UNREADABLE = Localized.of(
            "从这里起无法读取（引号未闭合或字段过长）",
            "cannot be read from here on: a quote that is not closed, or a field that is too long");

    private ReportFile() {}

    /**
     * The names of the columns, each of them once.
     *
     * @throws IllegalArgumentException saying why the first line names no columns
     * @throws IOException when the file cannot be read
     */
    static List<String> header(Path file) throws IOException {
        try (CsvReader<CsvRecord> csv = reader().ofCsvRecord(file)) {
            var lines = csv.iterator();
            if (!lines.hasNext()) {
                throw new IllegalArgumentException("is empty; its first line must name the columns");
            }
            CsvRecord first = lines.next();
            CsvBreak broken = CsvBreak.in(file, MOST_FIELD_CHARACTERS).orElse(null);
            if (broken != null && broken.recordLine() <= first.getStartingLineNumber()) {
                throw new IllegalArgumentException(
                        "its first line cannot be read: " + broken.told().en());
            }
            List<String> columns = first.getFields();
            Set<String> seen = new HashSet<>();
            List<String> twice =
                    columns.stream().filter(name -> !seen.add(name)).distinct().toList();
            if (!twice.isEmpty()) {
                throw new IllegalArgumentException("the header has a column twice: " + String.join(", ", twice));
            }
            return columns;
        } catch (CsvParseException | UncheckedIOException e) {
            throw new IllegalArgumentException("its first line cannot be read: " + UNREADABLE.en(), e);
        }
    }

    /**
     * A line from which on the file cannot be told apart into lines any more.
     *
     * @param unread how many lines stand after it
     */
    record Unreadable(long line, long unread, Localized reason) {}

    /**
     * @param consumer answers whether it wants the next line
     * @return null when the file was read as far as it was wanted
     * @throws IOException when the file cannot be read
     */
    static Unreadable eachLine(Path file, Predicate<NamedCsvRecord> consumer) throws IOException {
        CsvBreak broken = CsvBreak.in(file, MOST_FIELD_CHARACTERS).orElse(null);
        long last = 1;
        try (CsvReader<NamedCsvRecord> csv = reader().ofNamedCsvRecord(file)) {
            var lines = csv.iterator();
            while (lines.hasNext()) {
                NamedCsvRecord line = lines.next();
                last = line.getStartingLineNumber();
                if (broken != null && last >= broken.recordLine()) {
                    return unreadable(broken, last);
                }
                if (!consumer.test(line)) {
                    return null;
                }
            }
            return null;
        } catch (CsvParseException | UncheckedIOException e) {
            return unreadable(broken, last + 1);
        }
    }

    private static Unreadable unreadable(CsvBreak broken, long line) {
        return broken == null
                ? new Unreadable(line, 0, UNREADABLE)
                : new Unreadable(broken.line(), broken.unread(), broken.told());
    }

    private static CsvReader.CsvReaderBuilder reader() {
        return CsvReader.builder()
                .detectBomHeader(true)
                .allowExtraFields(true)
                .allowMissingFields(true)
                .maxBufferSize(MOST_FIELD_CHARACTERS);
    }
}
