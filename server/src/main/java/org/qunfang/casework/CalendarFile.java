package org.qunfang.casework;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.qunfang.casework.DeadlineStore.NamedDay;
import org.qunfang.media.PlainText;
import org.qunfang.problem.CsvBreak;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * Reads a file of holidays and make-up working days: CSV, UTF-8, the columns {@code date,kind,name,name_en} in this order,
 * a header first. docs/imports.md has the format with an example. Pure; every line that is wrong is named, and nothing of
 * a file with one is taken.
 */
final class CalendarFile {
    static final int MOST_DAYS = 4_000;
    private static final int MOST_NAME = 100;
    private static final int FIRST_YEAR = 1949;
    private static final int LAST_YEAR = 2199;
    /** Fewer would leave deadlines that never come. */
    private static final int LEAST_WORKED = 100;

    private static final int MOST_FIELD = 10_000;
    private static final List<String> COLUMNS = List.of("date", "kind", "name", "name_en");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd").withResolverStyle(ResolverStyle.STRICT);

    private final Map<LocalDate, Long> dayToLine = new HashMap<>();
    private final Map<LocalDate, NamedDay> days = new TreeMap<>();
    private final Problem problem = Problem.of(
            ProblemType.INVALID,
            "日历文件有误，没有导入任何内容；请按行号改正。",
            "The calendar file is wrong, and nothing of it was taken; mend the lines that are named.");

    private CalendarFile() {}

    /** @throws Problem invalid, naming the lines: {@code /3} is the third, the header being the first */
    static List<NamedDay> read(byte[] bytes) {
        CalendarFile file = new CalendarFile();
        file.readLines(text(bytes));
        if (file.problem.errors().isEmpty() && file.days.isEmpty()) {
            file.refuse(1, Localized.of("文件里没有日期", "The file names no day"));
        }
        if (file.problem.errors().isEmpty()) {
            file.checkDays();
        }
        if (file.problem.errors().isEmpty()) {
            file.checkYears();
        }
        if (!file.problem.errors().isEmpty()) {
            throw file.problem;
        }
        return List.copyOf(file.days.values());
    }

    static SortedSet<Integer> years(List<NamedDay> days) {
        SortedSet<Integer> years = new TreeSet<>();
        days.forEach(day -> years.add(day.day().getYear()));
        return years;
    }

    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException other) {
            throw Problem.invalid("", Localized.of("文件须为 UTF-8 编码", "The file has to be encoded in UTF-8"));
        }
    }

    private void readLines(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        CsvBreak broken = CsvBreak.in(plain, MOST_FIELD * COLUMNS.size()).orElse(null);
        if (broken != null) {
            refuse(broken.line(), broken.told());
            return;
        }
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .maxBufferSize(MOST_FIELD * COLUMNS.size())
                .allowExtraFields(true)
                .allowMissingFields(true)
                .ofCsvRecord(plain)) {
            boolean isHeader = true;
            for (CsvRecord line : csv) {
                if (isHeader) {
                    readHeader(line);
                    isHeader = false;
                } else if (dayToLine.size() >= MOST_DAYS || problem.errors().size() >= Problem.MOST_ERRORS) {
                    refuseLength(line);
                    return;
                } else {
                    readLine(line);
                }
                if (!problem.errors().isEmpty() && line.getStartingLineNumber() == 1) {
                    return;
                }
            }
        } catch (java.io.IOException | java.io.UncheckedIOException | CsvParseException unreadable) {
            throw Problem.invalid("", Localized.of("不是可读取的 CSV 文件", "This is no CSV file that can be read"));
        }
    }

    private void refuseLength(CsvRecord line) {
        if (problem.errors().isEmpty()) {
            refuse(
                    line.getStartingLineNumber(),
                    Localized.of("一个文件最多 " + MOST_DAYS + " 天", "A file names at most " + MOST_DAYS + " days"));
        }
    }

    private void readHeader(CsvRecord line) {
        List<String> named = line.getFields().stream().map(String::strip).toList();
        if (!named.equals(COLUMNS)) {
            refuse(
                    line.getStartingLineNumber(),
                    Localized.of(
                            "首行须为 " + String.join(",", COLUMNS),
                            "The first line has to be " + String.join(",", COLUMNS)));
        }
    }

    private void readLine(CsvRecord line) {
        long number = line.getStartingLineNumber();
        List<String> fields = line.getFields().stream().map(String::strip).toList();
        if (fields.size() != COLUMNS.size()) {
            refuse(number, Localized.of("须有 4 列", "There have to be 4 columns"));
            return;
        }
        LocalDate day = day(number, fields.get(0));
        Boolean worked = worked(number, fields.get(1));
        Localized name = name(number, fields.get(2), fields.get(3));
        if (day == null || worked == null || name == null) {
            return;
        }
        Long before = dayToLine.putIfAbsent(day, number);
        if (before != null) {
            refuse(number, twice(day, worked, before));
            return;
        }
        days.put(day, new NamedDay(day, worked, name));
    }

    private Localized twice(LocalDate day, boolean worked, long before) {
        return days.get(day).worked() == worked
                ? Localized.of(day + " 与第 " + before + " 行重复", day + " stands in line " + before + " already")
                : Localized.of(
                        day + " 在第 " + before + " 行的类别与此不同：不能既放假又上班",
                        day + " is of the other kind in line " + before + ": a day is off or worked, not both");
    }

    private LocalDate day(long line, String text) {
        try {
            LocalDate day = LocalDate.parse(text, DATE);
            if (day.getYear() >= FIRST_YEAR && day.getYear() <= LAST_YEAR) {
                return day;
            }
            refuse(
                    line,
                    Localized.of(
                            "年份须在 " + FIRST_YEAR + " 至 " + LAST_YEAR + " 之间",
                            "The year lies within " + FIRST_YEAR + " and " + LAST_YEAR));
        } catch (DateTimeException none) {
            refuse(
                    line,
                    Localized.of(
                            "不是存在的日期（年-月-日，如 2026-10-01）",
                            "This is no date there is (year-month-day, such as 2026-10-01)"));
        }
        return null;
    }

    private Boolean worked(long line, String text) {
        if (text.equals("off") || text.equals("worked")) {
            return text.equals("worked");
        }
        refuse(line, Localized.of("类别须为 off（放假）或 worked（上班）", "The kind is off or worked"));
        return null;
    }

    /** A spreadsheet would compute it when the calendar is exported. */
    private static boolean isFormula(String text) {
        return !text.isEmpty() && "=+-@".indexOf(text.charAt(0)) >= 0;
    }

    /** A file that {@link #read} takes as it is; UTF-8 with byte order mark. */
    static String write(java.util.Collection<NamedDay> days) {
        StringWriter text = new StringWriter().append('\uFEFF');
        try (CsvWriter csv =
                CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(text)) {
            csv.writeRecord(COLUMNS);
            days.forEach(day -> csv.writeRecord(
                    day.day().toString(),
                    DeadlineStore.kind(day.worked()),
                    day.name().zhCn(),
                    day.name().en()));
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
        return text.toString();
    }

    private Localized name(long line, String zhCn, String en) {
        if (isFormula(zhCn) || isFormula(en)) {
            refuse(line, Localized.of("名称不能以 = + - @ 开头", "A name does not begin with = + - @"));
            return null;
        }
        boolean fits = !zhCn.isEmpty() && zhCn.length() <= MOST_NAME && en.length() <= MOST_NAME;
        String both = zhCn + en;
        boolean isPlain = both.codePoints().noneMatch(Character::isISOControl)
                && PlainText.refused(both) < 0
                && PlainText.of(both).equals(both);
        if (fits && isPlain) {
            return Localized.of(zhCn, en.isEmpty() ? zhCn : en);
        }
        refuse(
                line,
                Localized.of(
                        "名称须有 1 至 " + MOST_NAME + " 个看得见的字符，英文可空",
                        "The name has 1 to " + MOST_NAME
                                + " characters that can be seen; the English one may be empty"));
        return null;
    }

    /** A line says what differs from the weekday: an ordinary day in it is a mistake, and would still clear its year. */
    private void checkDays() {
        WorkCalendar calendar = calendar();
        for (NamedDay named : days.values()) {
            LocalDate day = named.day();
            if (named.worked() && WorkCalendar.PLAIN.isWorked(day)) {
                refuse(
                        dayToLine.get(day),
                        Localized.of(day + " 是普通工作日，本来就上班", day + " is an ordinary weekday, worked anyway"));
            } else if (!named.worked() && !WorkCalendar.PLAIN.isWorked(day) && !isInHoliday(calendar, day)) {
                refuse(
                        dayToLine.get(day),
                        Localized.of(
                                day + " 是普通周末，本来就休息，前后也没有放假的工作日",
                                day + " is an ordinary weekend day, off anyway, and no weekday off is next to it"));
            }
            if (problem.errors().size() >= Problem.MOST_ERRORS) {
                return;
            }
        }
    }

    /** A weekend belongs to a holiday when days off without a break lead to a weekday that the file names off. */
    private static boolean isInHoliday(WorkCalendar calendar, LocalDate day) {
        return leadsToHoliday(calendar, day, 1) || leadsToHoliday(calendar, day, -1);
    }

    private static boolean leadsToHoliday(WorkCalendar calendar, LocalDate from, int step) {
        for (LocalDate day = from; !calendar.isWorked(day); day = day.plusDays(step)) {
            if (WorkCalendar.PLAIN.isWorked(day)) {
                return true;
            }
        }
        return false;
    }

    private WorkCalendar calendar() {
        Map<LocalDate, Boolean> named = new HashMap<>();
        days.values().forEach(day -> named.put(day.day(), day.worked()));
        return new WorkCalendar(named);
    }

    private void checkYears() {
        WorkCalendar calendar = calendar();
        for (int year : years(List.copyOf(days.values()))) {
            LocalDate first = LocalDate.of(year, 1, 1);
            long worked = first.datesUntil(first.plusYears(1))
                    .filter(calendar::isWorked)
                    .count();
            if (worked < LEAST_WORKED) {
                refuse(
                        dayToLine.get(days.keySet().stream()
                                .filter(day -> day.getYear() == year)
                                .findFirst()
                                .orElseThrow()),
                        Localized.of(
                                year + " 年只剩 " + worked + " 个工作日，至少须有 " + LEAST_WORKED + " 个",
                                year + " is left with " + worked + " working days; there have to be " + LEAST_WORKED));
            }
        }
    }

    private void refuse(long line, Localized reason) {
        problem.error(
                "/" + line, Localized.of("第 " + line + " 行：" + reason.zhCn(), "Line " + line + ": " + reason.en()));
    }
}
