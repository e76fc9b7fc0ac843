package org.qunfang;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.util.Arrays;

/** Where a command gets a password from; never from its arguments, which every process of the machine can read. */
@FunctionalInterface
interface PasswordPrompt {
    /** @return null when none was given, or two that differ */
    String ask() throws IOException;

    /** Asks twice on a terminal, without showing it; otherwise takes the first line of the standard input. */
    static PasswordPrompt ofThisTerminal() {
        return () -> {
            Console console = System.console();
            if (console == null) {
                return new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())).readLine();
            }
            char[] first = console.readPassword("Password: ");
            char[] again = console.readPassword("Once more: ");
            return first != null && Arrays.equals(first, again) ? new String(first) : null;
        };
    }
}
