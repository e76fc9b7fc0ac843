package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TotpTest {
    /** RFC 6238 appendix B: the SHA-1 secret and the last six digits of its codes. */
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    private static final Instant AT = Instant.ofEpochSecond(1_111_111_109);
    private static final String CODE = "081804";
    private static final long STEP = 1_111_111_109 / 30;

    @Test
    void theCodesAreThoseOfTheStandard() {
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(59))).isEqualTo("287082");
        assertThat(Totp.code(SECRET, AT)).isEqualTo(CODE);
        assertThat(Totp.code(SECRET, Instant.ofEpochSecond(20_000_000_000L))).isEqualTo("353130");
    }

    @Test
    void oneStepOfClockDifferenceIsForgivenEachWay() {
        assertThat(Totp.matchingStep(SECRET, CODE, null, AT)).hasValue(STEP);
        assertThat(Totp.matchingStep(SECRET, CODE, null, AT.minusSeconds(30))).hasValue(STEP);
        assertThat(Totp.matchingStep(SECRET, CODE, null, AT.plusSeconds(30))).hasValue(STEP);
        assertThat(Totp.matchingStep(SECRET, CODE, null, AT.minusSeconds(60))).isEmpty();
        assertThat(Totp.matchingStep(SECRET, CODE, null, AT.plusSeconds(60))).isEmpty();
    }

    @Test
    void aUsedCodeAndTheOnesBeforeItCountNoMore() {
        assertThat(Totp.matchingStep(SECRET, CODE, STEP, AT)).isEmpty();
        assertThat(Totp.matchingStep(SECRET, CODE, STEP + 1, AT)).isEmpty();
        assertThat(Totp.matchingStep(SECRET, CODE, STEP - 1, AT)).hasValue(STEP);
    }

    @Test
    void anotherCodeDoesNotMatch() {
        assertThat(Totp.matchingStep(SECRET, "081805", null, AT)).isEmpty();
        assertThat(Totp.matchingStep(SECRET, "", null, AT)).isEmpty();
    }

    @Test
    void theUriSaysEverythingAnAuthenticatorNeeds() {
        assertThat(Totp.uri(SECRET, "chen mei+1@example.cn"))
                .isEqualTo("otpauth://totp/Qunfang:chen%20mei%2B1%40example.cn"
                        + "?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Qunfang&algorithm=SHA1&digits=6&period=30");
    }
}
