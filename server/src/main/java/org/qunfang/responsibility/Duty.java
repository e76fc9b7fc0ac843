package org.qunfang.responsibility;

import java.util.Locale;

/** What a department may be answerable for. */
public enum Duty {
    PERMIT,
    INSPECT,
    ENFORCE,
    RESPOND;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Duty of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT));
    }
}
