package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecoveryCodeTest {
    private static final String ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    @Test
    void aCodeIsFiveGroupsOfFiveThatNobodyConfuses() {
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 1_000; i++) {
            String text = RecoveryCode.fresh().text();
            assertThat(text).matches("[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}");
            assertThat(seen.add(text)).isTrue();
        }
    }

    @Test
    void whatIsWrittenIsReadWhateverTheHandAndTheKeyboard() {
        RecoveryCode code = RecoveryCode.fresh();
        String text = code.text();
        for (String typed : new String[] {
            text,
            text.replace("-", ""),
            text.toLowerCase(),
            " " + text.replace('-', ' ') + "\n",
            text.replace('-', '—'),
            text.replace('0', 'O').replace('1', 'I'),
            text.replace('0', 'o').replace('1', 'l'),
            wide(text)
        }) {
            assertThat(RecoveryCode.read(typed))
                    .as(typed)
                    .hasValueSatisfying(read -> assertThat(read.hash()).isEqualTo(code.hash()));
        }
    }

    /** As a Chinese input method writes letters. */
    private static String wide(String text) {
        StringBuilder wide = new StringBuilder();
        text.chars().forEach(each -> wide.append((char) (each + 0xFEE0)));
        return wide.toString();
    }

    @Test
    void anyOneWrongCharacterIsNoticedWithoutAskingAnybody() {
        String text = RecoveryCode.fresh().text().replace("-", "");
        for (int at = 0; at < text.length(); at++) {
            for (char other : ALPHABET.toCharArray()) {
                String typed = text.substring(0, at) + other + text.substring(at + 1);
                assertThat(RecoveryCode.read(typed).isPresent()).as(typed).isEqualTo(other == text.charAt(at));
            }
        }
    }

    @Test
    void theNextCodeFollowsFromTheSaltAndIsWellFormed() {
        RecoveryCode code = RecoveryCode.fresh();
        byte[] salt = RefreshToken.randomBytes();
        assertThat(code.next(salt).text()).isEqualTo(code.next(salt).text()).isNotEqualTo(code.text());
        assertThat(code.next(RefreshToken.randomBytes()).text())
                .isNotEqualTo(code.next(salt).text());
        assertThat(RecoveryCode.read(code.next(salt).text())).isPresent();
        assertThat(code.toString()).isEqualTo("RecoveryCode");
    }
}
