package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.SmtpSink;
import org.qunfang.testing.TestApp;

/** Officers' mail, against a real mail server on this machine. */
class EmailChannelTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final SmtpSink mail = new SmtpSink();

    @RegisterExtension
    static final TestApp app = new TestApp().set("QUNFANG_SMTP_URL", mail.url());

    @AfterAll
    static void close() {
        mail.close();
    }

    private static UUID officer(String email, String language) {
        UUID id = UUID.randomUUID();
        app.pool().preparedQuery("""
                        INSERT INTO accounts (id, kind, created_at, email, name, language, roles, password_hash, totp_secret)
                        VALUES ($1, 'OFFICER', now(), $2, '李敏', $3, '{officer}', 'none', decode(repeat('00', 20), 'hex'))
                        """).execute(Tuple.of(id, email, language)).await();
        return id;
    }

    private static UUID tell(UUID... accounts) {
        UUID id = UUID.randomUUID();
        Message message = new Message(
                id,
                "overdue",
                UUID.randomUUID(),
                Severity.MODERATE,
                new MessageText("逾期：QF-2026-000123", "未按时受理"),
                new MessageText("Overdue: QF-2026-000123", "Not acknowledged in time"),
                new JsonObject().put("event", "cases.overdue"),
                Instant.now().plusSeconds(600));
        Messages messages = app.app().rooms().messages();
        messages.tell(message, List.of(accounts)).await();
        messages.tell(message, List.of(accounts)).await();
        return id;
    }

    private static String state(UUID message, UUID account) {
        return app.pool()
                .preparedQuery("SELECT state FROM deliveries WHERE message_id = $1 AND device_id = $2")
                .execute(Tuple.of(message, account))
                .await()
                .iterator()
                .next()
                .getString(0);
    }

    private static List<String> mailsTo(String address) {
        return mail.mails().stream()
                .filter(each -> each.recipient().equals(address))
                .map(SmtpSink.Mail::data)
                .toList();
    }

    @Test
    void aTitleOfSeveralLinesIsOneSubjectAndNoOtherHeader() {
        UUID reader = officer("lines@example.org", "en");
        Message message = new Message(
                UUID.randomUUID(),
                "overdue",
                UUID.randomUUID(),
                Severity.MODERATE,
                new MessageText("第一行\n第二行", "内容"),
                new MessageText("First line\nBcc: other@example.org", "Words"),
                new JsonObject().put("event", "cases.overdue"),
                Instant.now().plusSeconds(600));
        app.app().rooms().messages().tell(message, List.of(reader)).await();

        await().atMost(SOON).until(() -> !mailsTo("lines@example.org").isEmpty());
        assertThat(mailsTo("lines@example.org").get(0)).contains("Subject: First line Bcc: other@example.org");
    }

    @Test
    void eachOfficerGetsOneMailInTheirLanguage() {
        UUID zh = officer("zh@example.org", "zh-CN");
        UUID en = officer("en@example.org", "en");

        UUID message = tell(zh, en);

        await().atMost(SOON)
                .until(() -> state(message, zh).equals("accepted")
                        && state(message, en).equals("accepted"));
        assertThat(mailsTo("en@example.org"))
                .singleElement()
                .satisfies(data -> assertThat(data)
                        .contains(
                                "Subject: Overdue: QF-2026-000123",
                                "Not acknowledged in time",
                                "Content-Language: en",
                                message.toString()));
        assertThat(mailsTo("zh@example.org"))
                .singleElement()
                .satisfies(data -> assertThat(data).contains("Content-Language: zh-CN"));
    }

    @Test
    void whatTheServerRefusesForNowIsTriedAgainAndHoldsUpNobody() {
        AtomicInteger tries = new AtomicInteger();
        mail.answer(recipient -> recipient.startsWith("busy") && tries.incrementAndGet() < 3 ? "451 later" : "250 OK");
        UUID busy = officer("busy@example.org", "en");
        UUID free = officer("free@example.org", "en");

        UUID message = tell(busy, free);

        await().atMost(SOON).until(() -> state(message, free).equals("accepted"));
        await().atMost(SOON).until(() -> state(message, busy).equals("accepted"));
        assertThat(tries).hasValue(3);
        assertThat(mailsTo("busy@example.org")).hasSize(1);
    }

    @Test
    void aMailboxThatDoesNotExistIsWrittenDownAndNotTriedAgain() {
        mail.answer(recipient -> recipient.startsWith("nobody") ? "550 no such mailbox" : "250 OK");
        UUID nobody = officer("nobody@example.org", "en");

        UUID message = tell(nobody);

        await().atMost(SOON).until(() -> state(message, nobody).equals("failed"));
        String reason = app.pool()
                .preparedQuery("SELECT reason FROM deliveries WHERE message_id = $1")
                .execute(Tuple.of(message))
                .await()
                .iterator()
                .next()
                .getString(0);
        assertThat(reason).contains("SMTP", "550");
    }

    @Test
    void aServerThatSaysNothingKeepsTheServerAnsweringOthers() {
        mail.mute(true);
        try {
            UUID waiting = officer("waiting@example.org", "en");
            UUID message = tell(waiting);

            for (int i = 0; i < 20; i++) {
                assertThat(app.nobody().get("/v1/overdue").status()).isEqualTo(200);
            }
            assertThat(state(message, waiting)).isIn("due", "handed_over");
        } finally {
            mail.mute(false);
        }
    }

    @Test
    void anAccountThatIsDisabledGetsNothing() {
        UUID gone = officer("gone@example.org", "en");
        app.pool()
                .preparedQuery("UPDATE accounts SET disabled_at = now() WHERE id = $1")
                .execute(Tuple.of(gone))
                .await();

        UUID message = tell(gone);

        assertThat(app.pool()
                        .preparedQuery("SELECT recipients FROM messages WHERE id = $1")
                        .execute(Tuple.of(message))
                        .await()
                        .iterator()
                        .next()
                        .getInteger(0))
                .isZero();
    }
}
