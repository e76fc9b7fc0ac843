package org.qunfang.audit;

/**
 * A seal and what it covers.
 *
 * @param entry null when the entry is gone
 */
record SealedEntry(Seal seal, AuditEntry entry) {}
