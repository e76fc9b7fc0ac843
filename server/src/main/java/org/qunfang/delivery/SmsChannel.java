package org.qunfang.delivery;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.UUID;

/** Text messages to proven numbers, through the city's SMS gateway. */
final class SmsChannel implements Channel {
    private final SmsSender sender;
    private final Clock clock;

    SmsChannel(SmsSender sender, Clock clock) {
        this.sender = sender;
        this.clock = clock;
    }

    @Override
    public String name() {
        return Device.SMS;
    }

    @Override
    public int limit() {
        return SmsSender.IN_FLIGHT;
    }

    @Override
    public int kept() {
        return SmsSender.KEPT;
    }

    @Override
    public Future<Outcome> send(Handover handover) {
        if (handover.token() == null) {
            return Future.succeededFuture(new Outcome.Unserved(LedgerState.GONE, "the number was withdrawn"));
        }
        if (handover.message().isExpired(clock.instant())) {
            return Future.succeededFuture(new Outcome.Unserved(LedgerState.EXPIRED, "expired while it waited"));
        }
        String text = SmsText.of(handover.text(), sender.gateway().segments());
        return sender.send(handover.token(), text, reference(handover), handover.language());
    }

    /** One for each message and number, the same for every try; gateways take 36 characters. */
    private static String reference(Handover handover) {
        String both = handover.message().id() + " " + handover.deviceId();
        return UUID.nameUUIDFromBytes(both.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
