package org.qunfang.audit;

import java.util.UUID;

/**
 * The first place where the audit log is not what was sealed.
 *
 * @param position in the chain, from 1
 * @param entryId the entry found there, or null when none is
 */
public record Break(long position, UUID entryId, Reason reason) {

    /** What was done to the log, as far as the chain can tell; docs/adr/0010 says how far that is. */
    public enum Reason {
        /** An entry or a seal says something else than was sealed. */
        ALTERED,
        /** An entry or a seal is gone. */
        REMOVED,
        /** An entry or a seal stands there that was never written through the log. */
        INSERTED,
        /** Entries stand in each other's place. */
        REORDERED
    }
}
