package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class Argon2Test {
    @Test
    void aHashMatchesItsPasswordAndNoOther() {
        String hash = Argon2.hash("correct horse battery");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
        assertThat(Argon2.matches("correct horse battery", hash)).isTrue();
        assertThat(Argon2.matches("correct horse batterY", hash)).isFalse();
    }

    @Test
    void thePasswordIsSaltedSoThatEqualOnesLookDifferent() {
        assertThat(Argon2.hash("correct horse battery")).isNotEqualTo(Argon2.hash("correct horse battery"));
    }

    /** From the test file of the reference program: Argon2id, version 19, password "password", salt "somesalt". */
    @Test
    void aHashOfTheReferenceProgramMatches() {
        String reference = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

        assertThat(Argon2.matches("password", reference)).isTrue();
        assertThat(Argon2.matches("Password", reference)).isFalse();
    }

    @Test
    void oneAccentTypedInTwoWaysIsOnePassword() {
        assertThat(Argon2.matches("cafe\u0301 au lait", Argon2.hash("caf\u00e9 au lait")))
                .isTrue();
    }

    @Test
    void whatIsNoHashIsADefectAndNotAWrongPassword() {
        assertThatThrownBy(() -> Argon2.matches("x", "plain")).isInstanceOf(IllegalArgumentException.class);
    }
}
