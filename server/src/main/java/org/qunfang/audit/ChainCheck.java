package org.qunfang.audit;

import java.util.Optional;
import org.qunfang.audit.Break.Reason;

/** Recomputes the chain seal by seal. Holds only the last two links, however long the chain is. */
final class ChainCheck {
    private byte[] hashBeforeLast = Seal.GENESIS.hash();
    private Seal last = Seal.GENESIS;

    /** The last good seal so far. */
    Seal last() {
        return last;
    }

    /** Takes the next stored seal in the order of positions; tells the break when it does not follow. */
    Optional<Break> accept(SealedEntry next) {
        Seal seal = next.seal();
        if (seal.position() != last.position() + 1 || next.entry() == null) {
            return Optional.of(new Break(last.position() + 1, seal.entryId(), Reason.REMOVED));
        }
        if (!seal.equals(last.next(next.entry()))) {
            return Optional.of(mismatch(next));
        }
        hashBeforeLast = last.hash();
        last = seal;
        return Optional.empty();
    }

    /** A seal that follows the last but one: the last one was pushed in between. */
    private Break mismatch(SealedEntry next) {
        boolean followsLastButOne =
                last.position() > 0 && next.seal().hasHash(Seal.hashAfter(hashBeforeLast, next.entry()));
        return followsLastButOne
                ? new Break(last.position(), last.entryId(), Reason.INSERTED)
                : new Break(next.seal().position(), next.seal().entryId(), Reason.ALTERED);
    }

    /** Whether this entry is the one that the broken seal covered. */
    boolean covers(Seal broken, AuditEntry candidate) {
        return broken.hasHash(Seal.hashAfter(last.hash(), candidate));
    }
}
