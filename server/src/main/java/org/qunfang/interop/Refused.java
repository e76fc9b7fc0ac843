package org.qunfang.interop;

/** Ends the reading of a message: why, and at which element. An answer, not a defect: it carries no stack trace. */
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String path;

    /** @param path of the element, such as {@code /alert/info[2]/expires} */
    Refused(Reason reason, String path) {
        super(reason.code() + " at " + path, null, false, false);
        this.reason = reason;
        this.path = path;
    }

    Reason reason() {
        return reason;
    }

    String path() {
        return path;
    }
}
