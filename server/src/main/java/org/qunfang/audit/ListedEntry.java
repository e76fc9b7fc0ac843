package org.qunfang.audit;

/**
 * An entry with its place in the chain.
 *
 * @param seal null while it waits for one
 */
record ListedEntry(AuditEntry entry, Seal seal) {}
