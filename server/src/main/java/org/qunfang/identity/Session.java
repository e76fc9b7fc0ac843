package org.qunfang.identity;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.http.Caller.Kind;

/**
 * One sign-in and the chain of refresh tokens that follows from it.
 *
 * @param salt what the token after {@code previousHash} was derived with
 * @param currentHash SHA-256 of the secret that is due next
 * @param previousHash SHA-256 of the secret used last, or null before the first use
 * @param rotatedAt when that was
 * @param over ended, or its account disabled
 */
record Session(
        UUID id,
        UUID accountId,
        Kind kind,
        byte[] salt,
        byte[] currentHash,
        byte[] previousHash,
        Instant createdAt,
        Instant rotatedAt,
        Instant expiresAt,
        boolean over) {

    /** A second request with the same token within this time is the same request: two tabs, or a lost answer. */
    static final Duration SAME_REQUEST = Duration.ofSeconds(30);

    private static final Duration OFFICER_IDLE = Duration.ofHours(12);
    private static final Duration OFFICER_LONGEST = Duration.ofDays(30);
    private static final Duration RESIDENT_IDLE = Duration.ofDays(365);

    /** What to do with a refresh token of this session. */
    enum Verdict {
        /** Good: give the next one. */
        ROTATE,
        /** The request was answered moments ago: give the same answer. */
        REPEAT,
        /** An old token: somebody has a copy. End the session. */
        REUSED,
        /** The session is over: sign in again. */
        OVER
    }

    /**
     * A resident whose answer was lost may come back with the same token days later: nobody has used its successor,
     * and an anonymous account that is locked out can never be opened again. The successor is then replaced, so that
     * a thief and the owner still cannot both go on. An officer signs in again instead.
     */
    Verdict judge(RefreshToken token, Instant now) {
        if (over || !now.isBefore(expiresAt)) {
            return Verdict.OVER;
        }
        byte[] hash = token.secretHash();
        if (MessageDigest.isEqual(hash, currentHash)) {
            return Verdict.ROTATE;
        }
        if (!MessageDigest.isEqual(hash, previousHash)) {
            return Verdict.REUSED;
        }
        if (now.isBefore(rotatedAt.plus(SAME_REQUEST))) {
            return Verdict.REPEAT;
        }
        return kind == Kind.RESIDENT ? Verdict.ROTATE : Verdict.REUSED;
    }

    /** When a session that is used now ends unless it is used again. */
    static Instant expiry(Kind kind, Instant createdAt, Instant now) {
        if (kind == Kind.RESIDENT) {
            return now.plus(RESIDENT_IDLE);
        }
        Instant idle = now.plus(OFFICER_IDLE);
        Instant latest = createdAt.plus(OFFICER_LONGEST);
        return idle.isBefore(latest) ? idle : latest;
    }
}
