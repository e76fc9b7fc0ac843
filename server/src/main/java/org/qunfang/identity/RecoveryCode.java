package org.qunfang.identity;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What a person writes down to get back into an account: 120 random bits and a check character, in Crockford's base 32, in
 * five groups of five such as {@code 7K4M9-XQ2HT-3WB0Y-JD6RE-5NVAM}.
 */
final class RecoveryCode {
    private static final char[] ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ".toCharArray();
    private static final int RANDOM_CHARACTERS = 24;
    private static final int LENGTH = RANDOM_CHARACTERS + 1;
    private static final int GROUP = 5;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** 25 values below 32. */
    private final int[] values;

    private RecoveryCode(int[] values) {
        this.values = values;
    }

    static RecoveryCode fresh() {
        return of(RANDOM.ints(RANDOM_CHARACTERS, 0, ALPHABET.length).toArray());
    }

    /**
     * As people write it: in any case and width, with spaces or dashes, O for 0, I and L for 1. Empty where a character must
     * be wrong.
     */
    static Optional<RecoveryCode> read(String typed) {
        String plain = Normalizer.normalize(typed, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}_.,]", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        int[] values = plain.chars().map(RecoveryCode::value).toArray();
        boolean wellFormed = values.length == LENGTH && Arrays.stream(values).allMatch(each -> each >= 0);
        return wellFormed && check(values) == values[RANDOM_CHARACTERS]
                ? Optional.of(new RecoveryCode(values))
                : Optional.empty();
    }

    /** The code that follows when this one is used: the same for the same salt, and without the salt nobody can tell it. */
    RecoveryCode next(byte[] salt) {
        byte[] mixed = Digests.hmacSha256(salt, plain().getBytes(StandardCharsets.US_ASCII));
        int[] random = new int[RANDOM_CHARACTERS];
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            random[i] = mixed[i] & (ALPHABET.length - 1);
        }
        return of(random);
    }

    byte[] hash() {
        return Digests.sha256(plain());
    }

    /** In groups, to be shown this once. */
    String text() {
        StringBuilder text = new StringBuilder(plain());
        for (int at = LENGTH - GROUP; at > 0; at -= GROUP) {
            text.insert(at, '-');
        }
        return text.toString();
    }

    private static RecoveryCode of(int[] random) {
        int[] values = Arrays.copyOf(random, LENGTH);
        values[RANDOM_CHARACTERS] = check(values);
        return new RecoveryCode(values);
    }

    /** Odd weights: any one wrong character changes it, and so do nearly all pairs that changed places. */
    private static int check(int[] values) {
        int sum = 0;
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            sum += (2 * i + 1) * values[i];
        }
        return sum % ALPHABET.length;
    }

    private static int value(int character) {
        return Arrays.binarySearch(ALPHABET, (char) character);
    }

    private String plain() {
        StringBuilder plain = new StringBuilder(LENGTH);
        Arrays.stream(values).forEach(each -> plain.append(ALPHABET[each]));
        return plain.toString();
    }

    /** Never the code: this may end in a log. */
    @Override
    public String toString() {
        return "RecoveryCode";
    }
}
