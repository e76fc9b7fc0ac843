package org.qunfang.settings;

import java.util.List;

/** Environment variables that cannot be used; the message has one line for each and names it. */
public final class InvalidSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InvalidSettings(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
