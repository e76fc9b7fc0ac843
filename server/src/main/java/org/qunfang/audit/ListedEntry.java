package org.qunfang.audit;

/**
 * An entry with its place in the chain.
 *
 * @param seal null while it waits for one, and for an entry of before there were salts
 */
record ListedEntry(AuditEntry entry, Seal seal) {}
