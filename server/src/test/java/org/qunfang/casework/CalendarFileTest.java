package org.qunfang.casework;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.Charset;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.casework.DeadlineStore.NamedDay;
import org.qunfang.problem.Problem;

/** Every file of holidays is taken whole or refused with the lines that are wrong. */
class CalendarFileTest {
    private static final String HEADER = "date,kind,name,name_en\n";

    private static List<NamedDay> read(String lines) {
        return CalendarFile.read((HEADER + lines).getBytes(UTF_8));
    }

    private static Problem refusal(byte[] file) {
        Problem refusal = catchThrowableOfType(() -> CalendarFile.read(file), Problem.class);
        assertThat(refusal).as("refused").isNotNull();
        assertThat(refusal.type().status()).isEqualTo(422);
        return refusal;
    }

    private static List<String> wrongLines(String lines) {
        return refusal((HEADER + lines).getBytes(UTF_8)).errors().stream()
                .map(Problem.FieldError::pointer)
                .toList();
    }

    @Test
    void daysOffAndDaysWorkedAreRead() {
        List<NamedDay> days = read("2026-10-01,off,国庆节,National Day\n2026-10-10,worked,国庆节调休,\n");

        assertThat(days)
                .extracting(NamedDay::day)
                .containsExactly(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 10, 10));
        assertThat(days).extracting(NamedDay::worked).containsExactly(false, true);
        assertThat(days.get(1).name().en())
                .as("without an English name the Chinese one")
                .isEqualTo("国庆节调休");
    }

    @Test
    void aSpreadsheetsByteOrderMarkAndLineEndsAreTaken() {
        byte[] file = ("\uFEFF" + HEADER + "2026-10-01,off,\"国庆,节\",\"National \"\"Day\"\"\"\n")
                .replace("\n", "\r\n")
                .getBytes(UTF_8);

        assertThat(CalendarFile.read(file))
                .singleElement()
                .satisfies(day -> assertThat(day.name().en()).isEqualTo("National \"Day\""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-02-30,off,假,x",
                "2026-13-01,off,假,x",
                "01.10.2026,off,假,x",
                "26-10-01,off,假,x",
                "0000-01-01,off,假,x",
                "9999-01-01,off,假,x",
                "+12026-01-01,off,假,x",
                ",off,假,x",
                "2026-10-01,holiday,假,x",
                "2026-10-01,OFF,假,x",
                "2026-10-01,off,,x",
                "2026-10-01,off,假\u0000,x",
                "2026-10-01,off,假",
                "2026-10-01,off,假,x,y",
            })
    void aWrongLineIsNamedByItsNumber(String line) {
        assertThat(wrongLines("2026-01-01,off,元旦,New Year\n" + line + "\n")).containsExactly("/3");
    }

    @Test
    void everyWrongLineIsNamedUpToFifty() {
        assertThat(wrongLines("x,off,假,x\n2026-10-01,off,假,x\ny,off,假,x\n")).containsExactly("/2", "/4");
        assertThat(wrongLines("x,off,假,x\n".repeat(5_000))).hasSize(50);
    }

    @ParameterizedTest
    @CsvSource({"off,off,already", "off,worked,not both", "worked,off,not both"})
    void aDayIsNamedOnce(String first, String second, String reason) {
        Problem refusal =
                refusal((HEADER + "2026-10-01," + first + ",假,x\n2026-10-01," + second + ",假,x\n").getBytes(UTF_8));

        assertThat(refusal.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/3");
            assertThat(error.reason().en()).contains("Line 3", "line 2", reason);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "date,kind,name\n",
                "日期,类别,名称,英文\n",
                "BEGIN:VCALENDAR\nVERSION:2.0\n",
                "{\"days\":[]}",
                "\u0000\u0001"
            })
    void anotherKindOfFileIsRefusedAtItsFirstLine(String file) {
        assertThat(refusal(file.getBytes(UTF_8)).errors())
                .extracting(Problem.FieldError::pointer)
                .containsExactly("/1");
    }

    @Test
    void otherEncodingsAreRefused() {
        refusal((HEADER + "2026-10-01,off,国庆节,National Day\n").getBytes(Charset.forName("GBK")));
        refusal(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0x0d, 0x0a});
    }

    @Test
    void aQuoteThatNeverEndsIsRefused() {
        refusal((HEADER + "2026-10-01,off,\"" + "假".repeat(100_000)).getBytes(UTF_8));
    }

    @Test
    void aForgottenQuoteIsNamedWithWhatItCosts() {
        Problem refusal =
                refusal((HEADER + "2026-10-01,off,\"国庆节,National Day\n2026-10-02,off,国庆节,x\n2026-10-03,off,国庆节,x\n")
                        .getBytes(UTF_8));

        assertThat(refusal.errors()).singleElement().satisfies(error -> {
            assertThat(error.pointer()).isEqualTo("/2");
            assertThat(error.reason().en()).contains("never closed", "lines left unread after it: 2");
        });
    }

    @Test
    void aYearWithoutEnoughWorkIsRefused() {
        String all = LocalDate.of(2026, 1, 1)
                .datesUntil(LocalDate.of(2027, 1, 1))
                .map(day -> day + ",off,假,x\n")
                .collect(Collectors.joining());

        assertThat(wrongLines(all)).containsExactly("/2");
    }

    @Test
    void aFileNamesAtMostFourThousandDays() {
        String many = LocalDate.of(1990, 1, 1)
                .datesUntil(LocalDate.of(2008, 1, 1))
                .map(day -> day + ",worked,班,x\n")
                .limit(CalendarFile.MOST_DAYS + 1L)
                .collect(Collectors.joining());

        assertThat(wrongLines(many)).containsExactly("/" + (CalendarFile.MOST_DAYS + 2));
    }

    /** 2026-01-05 is a Monday, 2026-01-10 a Saturday; the weekend of 3 and 4 October lies within a holiday. */
    @Test
    void anOrdinaryWeekdayIsNotWorkedAndAnOrdinaryWeekendNotOff() {
        assertThat(wrongLines("2026-01-05,worked,x,x\n")).containsExactly("/2");
        assertThat(wrongLines("2026-10-02,off,国庆节,x\n2026-01-10,off,x,x\n2026-01-11,off,x,x\n"))
                .containsExactly("/3", "/4");
        assertThat(wrongLines("2026-10-02,off,国庆节,x\n2026-10-03,worked,x,x\n2026-10-04,off,x,x\n"))
                .as("a day that is worked ends a holiday")
                .containsExactly("/4");
        assertThat(read("2026-10-02,off,国庆节,x\n2026-10-03,off,国庆节,x\n2026-10-04,off,国庆节,x\n"))
                .hasSize(3);
        assertThat(read("2026-10-03,off,国庆节,x\n2026-10-04,off,国庆节,x\n2026-10-05,off,国庆节,x\n"))
                .hasSize(3);
    }

    @Test
    void whatIsExportedIsReadAgain() {
        List<NamedDay> days = read("2026-10-01,off,\"国庆,节\",\"National \"\"Day\"\"\"\n2026-10-10,worked,调休,Make-up\n");

        assertThat(CalendarFile.read(CalendarFile.write(days).getBytes(UTF_8))).isEqualTo(days);
    }

    @Test
    void aNameIsNoFormulaOfASpreadsheet() {
        assertThat(wrongLines("2026-10-01,off,=1+1,x\n2026-10-02,off,假,@x\n")).containsExactly("/2", "/3");
    }
}
