package org.qunfang.identity;

import com.eatthepath.otp.TimeBasedOneTimePasswordGenerator;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalLong;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.util.encoders.Base32;

/** The second factor (RFC 6238): SHA-1, six digits, 30 seconds, as every authenticator app has it. */
final class Totp {
    private static final int SECRET_BYTES = 20;
    private static final int STEP_SECONDS = 30;
    /** Steps of clock difference that are forgiven, each way (RFC 6238 section 5.2). */
    private static final int TOLERANCE = 1;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final TimeBasedOneTimePasswordGenerator GENERATOR = new TimeBasedOneTimePasswordGenerator();

    private Totp() {}

    static byte[] newSecret() {
        byte[] secret = new byte[SECRET_BYTES];
        RANDOM.nextBytes(secret);
        return secret;
    }

    /**
     * The time step whose code this is, if it is later than the last one used.
     *
     * @param lastStep the last step that was accepted, or null
     */
    static OptionalLong matchingStep(byte[] secret, String code, Long lastStep, Instant now) {
        long current = now.getEpochSecond() / STEP_SECONDS;
        OptionalLong found = OptionalLong.empty();
        for (long step = current - TOLERANCE; step <= current + TOLERANCE; step++) {
            boolean equal = MessageDigest.isEqual(bytes(code(secret, step)), bytes(code));
            if (equal && (lastStep == null || step > lastStep)) {
                found = OptionalLong.of(step);
            }
        }
        return found;
    }

    /** The code that an authenticator shows at that moment. */
    static String code(byte[] secret, Instant at) {
        return code(secret, at.getEpochSecond() / STEP_SECONDS);
    }

    static String base32(byte[] secret) {
        return Base32.toBase32String(secret);
    }

    /** What a QR code carries to an authenticator app. */
    static String uri(byte[] secret, String email) {
        return "otpauth://totp/Qunfang:"
                + URLEncoder.encode(email, StandardCharsets.UTF_8).replace("+", "%20") + "?secret=" + base32(secret)
                + "&issuer=Qunfang&algorithm=SHA1&digits=6&period=" + STEP_SECONDS;
    }

    private static String code(byte[] secret, long step) {
        try {
            return GENERATOR.generateOneTimePasswordString(
                    new SecretKeySpec(secret, "HmacSHA1"), Instant.ofEpochSecond(step * STEP_SECONDS), Locale.ROOT);
        } catch (InvalidKeyException anyBytesAreAKey) {
            throw new IllegalStateException(anyBytesAreAKey);
        }
    }

    private static byte[] bytes(String code) {
        return code.getBytes(StandardCharsets.UTF_8);
    }
}
