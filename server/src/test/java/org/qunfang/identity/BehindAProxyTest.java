package org.qunfang.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.sqlclient.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    /** The first half of an IPv6 address is a household's; this machine's own address is nobody else's. */
    @ParameterizedTest
    @CsvSource({
        "203.0.113.77, 203.0.113.77",
        "2001:DB8:0:7:1:2:3:4, 2001:db8:0:7::/64",
        "2001:db8:0:0:1::7, 2001:db8::/64",
        "::1, ::1",
        "::ffff:192.0.2.7, 192.0.2.7"
    })
    void theAuditLogTellsAddressesInTheirShortForm(String address, String told) {
        People.Officer officer = people.newOfficer(Role.AUDITOR);

        guess(address, officer.email());

        assertThat(app.pool()
                        .preparedQuery(
                                "SELECT detail ->> 'address' FROM audit_entries WHERE subject_id = $1::text::uuid"
                                        + " AND action = 'officer.sign-in-refused'")
                        .execute(Tuple.of(officer.id()))
                        .await())
                .extracting(row -> row.getString(0))
                .containsExactly(told);
    }

    private Answer guess(String forwardedFor) {
        return guess(forwardedFor, people.address());
    }

    private Answer guess(String forwardedFor, String email) {
        return app.nobody()
                .with("X-Forwarded-For", forwardedFor)
                .post("/v1/auth/login", people.credentials(email, "a guess", null));
    }
}
