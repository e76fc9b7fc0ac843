package org.qunfang.problem;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A forgotten quote makes words of the rest of a file; it is found with its line, and sound files are left alone. */
class CsvBreakTest {
    private static final int MOST = 1_000;

    private static String place(String text) {
        return CsvBreak.in(text, MOST)
                .map(found -> found.recordLine() + "/" + found.line() + " +" + found.unread())
                .orElse("sound");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "a,b",
                "a,\"b\"",
                "a,\"b\"\n",
                "a,\"b \"\"c\"\" d\"\n",
                "a,\"two\nlines\"\nb,\"\"\n",
                "a,12\" pipe\nb,1\"",
                "\"\"",
                "a,\"b\",\"\"\"\"\r\n",
            })
    void aSoundTextIsLeftAlone(String text) {
        assertThat(place(text)).isEqualTo("sound");
    }

    @Test
    void aQuoteThatIsNeverClosedIsNamedWithWhatIsLeftUnread() {
        assertThat(place("a,b\nc,\"d\ne,f\ng,h\n")).isEqualTo("2/2 +2");
        assertThat(place("a,b\r\nc,\"d\r\ne,f\r\ng,h")).isEqualTo("2/2 +2");
        assertThat(place("a,b\rc,\"d\re,f\r")).isEqualTo("2/2 +1");
        assertThat(place("a,\"two\nlines\",\"open\nrest\n")).isEqualTo("1/2 +1");
        assertThat(place("a,\"b\"\"\n")).isEqualTo("1/1 +0");
    }

    @Test
    void aQuoteThatTheNextOneClosesIsNamedToo() {
        assertThat(place("a,b\nc,\"d\ne,f\ng,\"h\"\ni,j\n")).isEqualTo("2/2 +3");
    }

    @Test
    void aFieldThatIsTooLongIsNamed() {
        assertThat(place("a,b\nc,\"" + "d\n".repeat(MOST))).isEqualTo("2/2 +" + (MOST - 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16"})
    void aByteOrderMarkIsNoWord(String charset, @TempDir Path folder) throws Exception {
        String mark = charset.equals("UTF-8") ? "\uFEFF" : "";
        Path file = folder.resolve("lines.csv");

        Files.writeString(file, mark + "\"号\",b\nc,\"d\n", Charset.forName(charset));

        assertThat(CsvBreak.in(file, MOST)).map(CsvBreak::line).hasValue(2L);
    }

    /** Where this and the reader of CSV disagree, lines would be lost again or refused for nothing. */
    @Test
    void itAgreesWithTheReaderOfCsv() {
        Random random = new Random(20_261_126);
        for (int i = 0; i < 20_000; i++) {
            String text = random.ints(random.nextInt(14), 0, 6)
                    .mapToObj(each -> String.valueOf("a\",\n\r ".charAt(each)))
                    .reduce("", String::concat);
            Optional<CsvBreak> found = CsvBreak.in(text, MOST);
            boolean isOpen = found.isPresent() && found.get().reason().en().contains("never closed");
            String shown = text.replace("\n", "\\n").replace("\r", "\\r");
            assertThat(lastRecord(text) > 0).as(shown).isEqualTo(found.isEmpty() || isOpen);
            if (isOpen) {
                assertThat(found.get().recordLine()).as(shown).isEqualTo(lastRecord(text));
            }
        }
    }

    /** The line where the last record begins; 1 when there is none, 0 when the reader gives up. */
    private static long lastRecord(String text) {
        long last = 1;
        try (var csv = CsvReader.builder()
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(text)) {
            for (var line : csv) {
                last = line.getStartingLineNumber();
            }
            return last;
        } catch (CsvParseException e) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
