package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.SMTPException;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Clock;
import java.util.concurrent.TimeUnit;
import org.qunfang.settings.SmtpServer;

/** E-mail to the addresses of accounts. No warning goes this way: there is
 * nothing to cancel here that could wait behind a server that does not answer. */
final class EmailChannel implements Channel {
    static final String NAME = "email";

    private static final int CONNECTIONS = 2;
    private static final int CONNECT_MILLIS = 10_000;
    private static final int IDLE_SECONDS = 30;
    private static final int LONGEST_SECONDS = 60;
    private static final int CLOSING_SECONDS = 2;
    /** RFC 5321 section 4.2.3: this mailbox, this message. Other 5yz are about us, such as a wrong password. */
    private static final int ABOUT_THE_MAIL = 55;

    private final MailClient client;
    private final SmtpServer server;
    private final Clock clock;

    EmailChannel(Vertx vertx, SmtpServer server, Clock clock) {
        this.client = MailClient.create(vertx, config(server));
        this.server = server;
        this.clock = clock;
    }

    private static MailConfig config(SmtpServer server) {
        boolean mustHide = server.user() != null && !server.tls() && !server.isHere();
        MailConfig config = new MailConfig(server.host(), server.port())
                .setSsl(server.tls())
                .setStarttls(mustHide ? StartTLSOptions.REQUIRED : StartTLSOptions.OPTIONAL)
                .setLogin(server.user() == null ? LoginOption.DISABLED : LoginOption.REQUIRED)
                .setMaxPoolSize(CONNECTIONS)
                .setKeepAlive(true);
        config.setConnectTimeout(CONNECT_MILLIS).setIdleTimeout(IDLE_SECONDS);
        return server.user() == null
                ? config
                : config.setUsername(server.user()).setPassword(server.password());
    }

    @Override
    public String name() {
        return NAME;
    }

    /** Twice the connections, so that the next is at hand when one is free. */
    @Override
    public int limit() {
        return 2 * CONNECTIONS;
    }

    @Override
    public Future<Outcome> send(Handover handover) {
        if (handover.token() == null) {
            return Future.succeededFuture(
                    new Outcome.Unserved(LedgerState.GONE, "the account has no address any more"));
        }
        if (handover.message().isExpired(clock.instant())) {
            return Future.succeededFuture(new Outcome.Unserved(LedgerState.EXPIRED, "expired while it waited"));
        }
        return client.sendMail(mail(handover))
                .timeout(LONGEST_SECONDS, TimeUnit.SECONDS)
                .<Outcome>map(sent -> new Outcome.Delivered(sent.getMessageID()))
                .recover(failure -> Future.succeededFuture(outcome(failure)));
    }

    /** The message's id is the mail's: a mail program shows a repeat once. */
    private MailMessage mail(Handover handover) {
        String domain = server.from().substring(server.from().indexOf('@'));
        MailMessage mail = new MailMessage()
                .setFrom(server.from())
                .setTo(handover.token())
                .setSubject(handover.text().title().replaceAll("\\s+", " ").strip())
                .setText(handover.text().body());
        mail.addHeader("Message-ID", "<" + handover.message().id() + "." + handover.deviceId() + domain + ">");
        mail.addHeader("Auto-Submitted", "auto-generated");
        mail.addHeader("Content-Language", handover.language());
        return mail;
    }

    /** What the server will never take is not tried again; all else is. */
    private static Outcome outcome(Throwable failure) {
        boolean forGood = failure instanceof SMTPException refused && refused.getReplyCode() / 10 == ABOUT_THE_MAIL;
        String reason = "SMTP: " + failure.getMessage();
        return forGood ? new Outcome.Refused(reason) : new Outcome.RetryLater(null, reason);
    }

    /** What is under way with a server that does not answer is given up: the ledger has it tried again. */
    Future<Void> close() {
        return client.close().timeout(CLOSING_SECONDS, TimeUnit.SECONDS).otherwiseEmpty();
    }
}
