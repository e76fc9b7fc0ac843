package org.qunfang.warning;

import java.util.Locale;
import org.qunfang.problem.Localized;

/** Whether a warning is meant, in the order in which people have to read of it. An exercise and a test say so in every text, before anything else. */
public enum Mode {
    ACTUAL("Actual", Localized.of("", "")),
    EXERCISE("Exercise", Localized.of("【演练，并非真实险情】", "[EXERCISE – NOT REAL] ")),
    TEST("Test", Localized.of("【系统测试，并非真实险情】", "[SYSTEM TEST – NOT REAL] "));

    private final String capStatus;
    private final Localized prefix;

    Mode(String capStatus, Localized prefix) {
        this.capStatus = capStatus;
        this.prefix = prefix;
    }

    /** The word of the API and of the table. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Mode of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }

    /** CAP 1.2 section 3.2.1, element status. */
    String capStatus() {
        return capStatus;
    }

    /** A text that stands behind one which has the mark already. */
    String unmarked(String text, String language) {
        String mark = prefix.in(language);
        return text.startsWith(mark) ? text.substring(mark.length()) : text;
    }

    /** The text as it goes out. */
    String mark(String text, String language) {
        return text == null ? null : prefix.in(language) + text;
    }
}
