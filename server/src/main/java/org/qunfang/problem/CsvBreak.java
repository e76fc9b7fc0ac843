package org.qunfang.problem;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The place from which on a CSV text (RFC 4180) cannot be told apart into lines any more. A reader of CSV takes the end
 * of the text inside a quote for the end of that field, and so everything after one forgotten quote for words.
 *
 * @param recordLine where the record begins that holds the place, from 1
 * @param line where the field begins that cannot be read, from 1
 * @param unread how many lines stand after that one, to the end of the text
 */
public record CsvBreak(long recordLine, long line, long unread, Localized reason) {
    private static final Localized OPEN = Localized.of("这里开始的引号一直没有闭合", "a quote begins here that is never closed");
    private static final Localized FOLLOWED = Localized.of(
            "这里开始的引号之后，在闭合处又紧跟着别的字（引号可能漏了）",
            "a quote begins here whose end is followed by other characters: one may be missing");
    private static final Localized LONG =
            Localized.of("这里开始的字段过长（引号可能没有闭合）", "a field begins here that is too long: its quote may not be closed");

    /** @throws IOException when the file cannot be read */
    public static Optional<CsvBreak> in(Path file, int mostFieldCharacters) throws IOException {
        try (InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
                Reader text = new BufferedReader(new InputStreamReader(bytes, charset(bytes)), 1 << 16)) {
            return new Scan(mostFieldCharacters).read(text);
        }
    }

    /** The same for a text in memory. */
    public static Optional<CsvBreak> in(String text, int mostFieldCharacters) {
        try (Reader reader = new StringReader(text)) {
            return new Scan(mostFieldCharacters).read(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong, with how much of the text that costs. */
    public Localized told() {
        return Localized.of(
                reason.zhCn() + "，从这一行到文件末尾都无法读取（后面还有 " + unread + " 行没有读）",
                reason.en() + "; nothing can be read from this line on, lines left unread after it: " + unread);
    }

    /** Without a byte order mark it is UTF-8, as in the reader of CSV. */
    private static Charset charset(InputStream bytes) throws IOException {
        bytes.mark(3);
        int first = bytes.read();
        int second = bytes.read();
        int third = bytes.read();
        if (first == 0xef && second == 0xbb && third == 0xbf) {
            return StandardCharsets.UTF_8;
        }
        bytes.reset();
        boolean isMarked = (first == 0xfe && second == 0xff) || (first == 0xff && second == 0xfe);
        return isMarked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    }

    /** Goes through the text once, with no memory of what it has seen. */
    private static final class Scan {
        private enum In {
            START,
            WORDS,
            QUOTE,
            AFTER_QUOTE
        }

        private final int mostFieldCharacters;
        private In in = In.START;
        private long line = 1;
        private long recordLine = 1;
        private long fieldLine = 1;
        private int length;
        private int before;

        Scan(int mostFieldCharacters) {
            this.mostFieldCharacters = mostFieldCharacters;
        }

        Optional<CsvBreak> read(Reader text) throws IOException {
            for (int c = text.read(); c >= 0; c = text.read()) {
                Localized wrong = step(c);
                if (wrong != null) {
                    in = In.QUOTE;
                }
                turnLine(c);
                if (wrong != null) {
                    return Optional.of(found(wrong, text));
                }
            }
            return in == In.QUOTE ? Optional.of(found(OPEN, text)) : Optional.empty();
        }

        private Localized step(int c) {
            boolean ends = c == ',' || c == '\n' || c == '\r';
            if (in == In.AFTER_QUOTE && !ends && c != '"') {
                return FOLLOWED;
            }
            if (in != In.QUOTE && ends) {
                in = In.START;
                length = 0;
                return null;
            }
            if (in == In.START) {
                fieldLine = line;
            }
            in = switch (in) {
                case START -> c == '"' ? In.QUOTE : In.WORDS;
                case WORDS -> In.WORDS;
                case QUOTE -> c == '"' ? In.AFTER_QUOTE : In.QUOTE;
                case AFTER_QUOTE -> In.QUOTE;
            };
            return ++length > mostFieldCharacters ? LONG : null;
        }

        /** A line ends with LF, CR, or both. */
        private void turnLine(int c) {
            boolean isSecondHalf = c == '\n' && before == '\r';
            before = c;
            if (c != '\n' && c != '\r') {
                return;
            }
            line += isSecondHalf ? 0 : 1;
            if (in == In.START) {
                recordLine = line;
            }
        }

        private CsvBreak found(Localized reason, Reader rest) throws IOException {
            for (int c = rest.read(); c >= 0; c = rest.read()) {
                turnLine(c);
            }
            boolean endsWithLine = before == '\n' || before == '\r';
            return new CsvBreak(recordLine, fieldLine, line - (endsWithLine ? 1 : 0) - fieldLine, reason);
        }
    }
}
