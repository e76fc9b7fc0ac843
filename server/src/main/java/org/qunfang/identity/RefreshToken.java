package org.qunfang.identity;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * What a phone keeps to stay signed in: 86 characters of base64url.
 *
 * @param handle 32 random bytes, the same in every token of one sign-in; nobody else ever sees them, so whoever shows
 *     the right handle with a wrong secret holds an old token
 * @param secret 32 bytes that change with every use
 */
record RefreshToken(byte[] handle, byte[] secret) {
    private static final int PART = 32;
    private static final SecureRandom RANDOM = new SecureRandom();

    static RefreshToken first() {
        return new RefreshToken(randomBytes(), randomBytes());
    }

    static byte[] randomBytes() {
        byte[] bytes = new byte[PART];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /** Empty for anything that was never a token of ours. */
    static Optional<RefreshToken> parse(String text) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        return bytes.length == 2 * PART
                ? Optional.of(
                        new RefreshToken(Arrays.copyOfRange(bytes, 0, PART), Arrays.copyOfRange(bytes, PART, 2 * PART)))
                : Optional.empty();
    }

    /** The token after this one: the same again for the same salt, and without the salt nobody can tell it. */
    RefreshToken next(byte[] salt) {
        return new RefreshToken(handle, Digests.hmacSha256(salt, secret));
    }

    byte[] handleHash() {
        return Digests.sha256(handle);
    }

    byte[] secretHash() {
        return Digests.sha256(secret);
    }

    String text() {
        byte[] bytes = Arrays.copyOf(handle, 2 * PART);
        System.arraycopy(secret, 0, bytes, PART, PART);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Never the secret: this may end in a log. */
    @Override
    public String toString() {
        return "RefreshToken";
    }
}
