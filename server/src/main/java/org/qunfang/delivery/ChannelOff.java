package org.qunfang.delivery;

import io.vertx.core.Future;

/** Stands where a channel would be that nobody set up: each delivery fails with that reason, visible in the ledger. */
public record ChannelOff(String name, String reason) implements Channel {
    private static final int LIMIT = 1_000;

    /** FCM without credentials. */
    public static ChannelOff fcm() {
        return new ChannelOff(Device.FCM, "FCM is off: GOOGLE_APPLICATION_CREDENTIALS is not set");
    }

    /** E-mail without a server to send through. */
    public static ChannelOff email() {
        return new ChannelOff(EmailChannel.NAME, "e-mail is off: QUNFANG_SMTP_URL is not set");
    }

    /** Text messages without a gateway. */
    public static ChannelOff sms() {
        return new ChannelOff(Device.SMS, "SMS is off: QUNFANG_SMS_GATEWAY is not set");
    }

    @Override
    public int limit() {
        return LIMIT;
    }

    @Override
    public Future<Outcome> send(Handover handover) {
        return Future.succeededFuture(new Outcome.Unserved(LedgerState.FAILED, reason));
    }
}
