package org.qunfang.interop;

import java.util.Locale;

/** Whether an accepted message reaches this city's public, and if not, why. */
enum Relaying {
    /** Shown, and handed to the devices in its area. */
    RELAYED,
    /** Came in by hand: a second officer lets it out. */
    WAITING,
    /** It took back, or replaced, what is known here; there is nothing of it to show. */
    ENDED_EARLIER,
    /** Another message took it back or replaced it before it came. */
    ENDED_ALREADY,
    /** A test, an exercise, a draft or a message between systems. */
    NOT_ACTUAL,
    /** For a closed circle. */
    NOT_PUBLIC,
    /** An acknowledgement or an error, or one without words. */
    NO_WORDS,
    /** Its time was over when it came. */
    EXPIRED,
    /** No area never means everyone. */
    NO_AREA,
    /** The sender's messages are for officers only. */
    SENDER_NOT_RELAYED;

    /** As the contract and the table write it. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Relaying of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
