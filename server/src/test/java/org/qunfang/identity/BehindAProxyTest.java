package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;

class BehindAProxyTest {
    private static final int FREE_TRIES_OF_AN_ADDRESS = 30;
    private static final MovableClock clock = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(clock).set("QUNFANG_TRUSTED_PROXIES", "127.0.0.0/8, ::1");

    private final People people = new People(app, clock);

    @Test
    void whoGuessesPasswordsBlocksOnlyTheOwnAddress() {
        for (int n = 0; n <= FREE_TRIES_OF_AN_ADDRESS; n++) {
            assertThat(guess("192.0.2." + n + ", 203.0.113.9").problem()).isEqualTo("wrong-credentials");
        }

        assertThat(guess("203.0.113.9").problem()).isEqualTo("too-many-requests");
        assertThat(guess("203.0.113.9, 203.0.113.10").problem()).isEqualTo("wrong-credentials");
    }

    private Answer guess(String forwardedFor) {
        return app.nobody()
                .with("X-Forwarded-For", forwardedFor)
                .post("/v1/auth/login", people.credentials(people.address(), "a guess", null));
    }
}
