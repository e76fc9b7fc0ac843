/**
 * The append-only, hash-chained record of who did what.
 *
 * <p>Tables: audit_entries, audit_unsealed, audit_seals, audit_heads. Operations: listAudit, verifyAudit.
 *
 * <p>An entry is written inside the transaction of the state change it tells of ({@link org.qunfang.audit.AuditLog}, or
 * the SQL function {@code append_audit} inside another room's own statement). {@link org.qunfang.audit.AuditSealer}
 * links committed entries into the chain a moment later, one process at a time, so that no business transaction waits
 * for another. {@link org.qunfang.audit.AuditVerifier} recomputes the chain.
 */
package org.qunfang.audit;
