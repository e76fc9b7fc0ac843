package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.sqlclient.Pool;
import java.util.UUID;

/**
 * Whether every recipient of every message stands in the ledger.
 *
 * @param messages those of which it is known who is due
 * @param recipients of all of them together
 * @param unproven messages whose ledger has more or fewer entries than recipients; 0 when nobody was lost
 * @param first one of them, or null
 */
public record LedgerProof(long messages, long recipients, long unproven, UUID first) {

    /** Counts the whole ledger: seconds for millions of entries. */
    public static Future<LedgerProof> of(Pool pool) {
        return ProofStore.proofOfAll(pool);
    }
}
