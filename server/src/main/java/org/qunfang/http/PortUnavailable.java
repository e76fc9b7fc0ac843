package org.qunfang.http;

import java.net.BindException;

/** A port cannot be opened. The message names the setting and tells the operator what to do. */
public final class PortUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private PortUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    static PortUnavailable of(String setting, int port, Throwable cause) {
        String reason = String.valueOf(cause.getMessage());
        boolean isTaken = cause instanceof BindException && reason.contains("in use");
        return new PortUnavailable(
                setting + " is " + port
                        + (isTaken
                                ? ": another program has this port; stop it or set another one"
                                : ": this port cannot be opened (" + reason + ")"),
                cause);
    }
}
