package org.qunfang.delivery;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/**
 * A code on its way to a number.
 *
 * @param hash of the id and the code; the code itself is nowhere but in the text message
 * @param tries that were wrong
 * @param provedAt null until the right one came
 */
record NumberCode(UUID id, byte[] hash, int tries, Instant expiresAt, Instant provedAt) {
    static final int MOST_TRIES = 5;
    static final Duration LIFE = Duration.ofMinutes(10);
    /** So long a proven number waits for its device to be registered. */
    static final Duration PROVED_FOR = Duration.ofHours(1);

    private static final int A_DAY = 5;
    private static final int A_DAY_IN_ALL = 5_000;
    private static final Duration BETWEEN = Duration.ofSeconds(60);
    private static final SecureRandom RANDOM = new SecureRandom();

    /** What became of a try. */
    enum Try {
        RIGHT,
        WRONG,
        /** Too late, or too often. */
        OVER
    }

    /**
     * Codes of the last 24 hours.
     *
     * @param latest of this account, or null
     * @param byNumber to this number, or to one that has the bucket in common
     */
    record Sent(int byAccount, int byNumber, int inAll, Instant latest) {}

    /** Six digits. */
    static String fresh() {
        return String.format("%06d", RANDOM.nextInt(1_000_000));
    }

    static byte[] hash(UUID id, String code) {
        return sha256(id + " " + code);
    }

    static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** A right code stays right: its answer may have been lost. */
    Try decide(String code, Instant now) {
        if (tries >= MOST_TRIES || provedAt == null && !now.isBefore(expiresAt)) {
            return Try.OVER;
        }
        return MessageDigest.isEqual(hash, hash(id, code)) ? Try.RIGHT : Try.WRONG;
    }

    /** @throws Problem too-many-requests; each text costs the city money, and a stranger's phone its peace */
    static void refuseTooMany(Sent sent, Instant now) {
        if (sent.latest() != null && now.isBefore(sent.latest().plus(BETWEEN))) {
            long wait = Duration.between(now, sent.latest().plus(BETWEEN)).toSeconds() + 1;
            throw tooMany("刚刚发过验证码，请稍后再试。", "A code was sent just now; try again shortly.", wait);
        }
        if (sent.byAccount() >= A_DAY || sent.byNumber() >= A_DAY) {
            throw tooMany(
                    "今天的验证码已发完，请明天再试。",
                    "No more codes today; try again tomorrow.",
                    Duration.ofDays(1).toSeconds());
        }
        if (sent.inAll() >= A_DAY_IN_ALL) {
            throw tooMany(
                    "验证码暂时发完，请稍后再试。",
                    "No more codes for now; try again later.",
                    Duration.ofHours(1).toSeconds());
        }
    }

    private static Problem tooMany(String zhCn, String en, long seconds) {
        return Problem.of(ProblemType.TOO_MANY_REQUESTS, zhCn, en).retryAfter(seconds);
    }

    /** One text message in either language. */
    static String text(String code, String language) {
        return Localized.EN.equals(language)
                ? "Qunfang: " + code
                        + " is your code for warnings by text message, valid for 10 minutes. Not you? Ignore it."
                : "【群防】验证码 " + code + "，用于接收预警短信，10 分钟内有效。非本人操作请忽略。";
    }
}
