package org.qunfang.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import java.util.UUID;

/**
 * One link of the hash chain over the audit log.
 *
 * @param position 1, 2, 3 … without gaps
 * @param entryId the entry that it covers; null only in {@link #GENESIS}
 * @param hash SHA-256 of the previous seal's hash followed by the entry's canonical bytes, 32 bytes
 */
record Seal(long position, UUID entryId, byte[] hash) {
    static final int HASH_BYTES = 32;

    /** What stands before the first seal. */
    static final Seal GENESIS = new Seal(0, null, new byte[HASH_BYTES]);

    /** The seal that follows this one when {@code entry} comes next. */
    Seal next(AuditEntry entry) {
        return new Seal(position + 1, entry.id(), hashAfter(hash, entry));
    }

    boolean hasHash(byte[] other) {
        return MessageDigest.isEqual(hash, other);
    }

    String hexHash() {
        return HexFormat.of().formatHex(hash);
    }

    static byte[] hashAfter(byte[] previousHash, AuditEntry entry) {
        MessageDigest digest = sha256();
        digest.update(previousHash);
        return digest.digest(entry.canonicalBytes());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seal seal
                && position == seal.position
                && Objects.equals(entryId, seal.entryId)
                && hasHash(seal.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    @Override
    public String toString() {
        return position + ":" + hexHash();
    }
}
