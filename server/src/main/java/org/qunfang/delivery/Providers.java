package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import org.qunfang.settings.Settings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The channels that lead out of the house, as the settings have them; what is not set up is off, and the ledger says so. */
record Providers(
        Vertx vertx,
        Channel fcm,
        Optional<FcmTopicChannel> topics,
        Channel email,
        WebhookChannel webhook,
        WebPushChannel push,
        Optional<SmsSender> sms,
        Channel smsChannel) {
    private static final Logger LOG = LoggerFactory.getLogger(Providers.class);

    static Providers open(Vertx vertx, Settings settings, WebhookChannel webhook, WebPushChannel push, Clock clock) {
        Optional<SmsSender> sms = settings.sms().map(gateway -> new SmsSender(vertx, gateway, clock));
        settings.sms()
                .ifPresentOrElse(
                        gateway -> LOG.info("text messages go to {}", gateway),
                        () -> LOG.warn("SMS is off: QUNFANG_SMS_GATEWAY is not set; nobody gets text messages"));
        Channel fcm = fcm(vertx, settings, clock);
        return new Providers(
                vertx,
                fcm,
                topics(vertx, settings, fcm, clock),
                email(vertx, settings, clock),
                webhook,
                push,
                sms,
                sms.<Channel>map(sender -> new SmsChannel(sender, clock)).orElseGet(ChannelOff::sms));
    }

    private static Channel fcm(Vertx vertx, Settings settings, Clock clock) {
        if (settings.fcmEmulator().isPresent()) {
            LOG.info("FCM messages go to {}", settings.fcmEmulator().get());
            return FcmChannel.toEmulator(vertx, settings.fcmEmulator().get(), clock);
        }
        if (settings.googleCredentials().isPresent()) {
            return FcmChannel.withCredentials(
                    vertx, settings.googleCredentials().get(), clock);
        }
        LOG.warn("FCM is off: GOOGLE_APPLICATION_CREDENTIALS is not set; phones get no push messages");
        return ChannelOff.fcm();
    }

    private static Optional<FcmTopicChannel> topics(Vertx vertx, Settings settings, Channel fcm, Clock clock) {
        if (!settings.fcmTopics()) {
            return Optional.empty();
        }
        if (fcm instanceof FcmChannel channel) {
            return Optional.of(new FcmTopicChannel(vertx, channel, clock));
        }
        LOG.warn("QUNFANG_FCM_TOPICS is set and FCM is off: warnings go to no topic");
        return Optional.empty();
    }

    private static Channel email(Vertx vertx, Settings settings, Clock clock) {
        if (settings.smtp().isEmpty()) {
            LOG.warn("e-mail is off: QUNFANG_SMTP_URL is not set; officers get no e-mail");
            return ChannelOff.email();
        }
        LOG.info("e-mail goes out through {}", settings.smtp().get());
        return new EmailChannel(vertx, settings.smtp().get(), clock);
    }

    Future<Void> close() {
        webhook.close();
        push.close();
        topics.ifPresent(FcmTopicChannel::close);
        sms.ifPresent(SmsSender::close);
        return closeFcm().compose(closed -> closeEmail());
    }

    private Future<Void> closeFcm() {
        if (fcm instanceof FcmChannel channel) {
            return vertx.executeBlocking(() -> {
                channel.close();
                return null;
            });
        }
        return Future.succeededFuture();
    }

    private Future<Void> closeEmail() {
        return email instanceof EmailChannel channel ? channel.close() : Future.succeededFuture();
    }
}
