package org.qunfang.interop;

import java.util.Locale;

/** What is known of an accepted message's signature. */
enum Signed {
    /** It is its sender's, by the key that is registered here. */
    VERIFIED,
    /** There is one, and no key to check it with. */
    NOT_CHECKED,
    NONE;

    /** As the contract and the table write it, such as {@code not-checked}. */
    String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Signed of(String code) {
        return valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
