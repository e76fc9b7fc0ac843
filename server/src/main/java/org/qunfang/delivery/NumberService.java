package org.qunfang.delivery;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.settings.SmsGateway;

/** Proves that a phone number belongs to whoever registers it: a code goes there by text and comes back. */
final class NumberService {
    private static final long UNTIL_AGAIN_SECONDS = 60;

    private final Pool pool;
    private final NumberStore numbers;
    private final DeviceStore devices;
    private final AuditLog audit;
    private final Optional<SmsSender> sms;
    private final Clock clock;

    NumberService(
            Pool pool, NumberStore numbers, DeviceStore devices, AuditLog audit, Optional<SmsSender> sms, Clock clock) {
        this.pool = pool;
        this.numbers = numbers;
        this.devices = devices;
        this.audit = audit;
        this.sms = sms;
        this.clock = clock;
    }

    /** Empty where this city sends no texts. */
    Optional<SmsGateway> gateway() {
        return sms.map(SmsSender::gateway);
    }

    /** Sends a code; until when it counts. */
    Future<Instant> ask(Caller caller, UUID deviceId, String typed, String language) {
        SmsSender sender = sms.orElseThrow(NumberService::off);
        PhoneNumber number = PhoneNumber.read(typed, sender.gateway().prefixes());
        Instant now = clock.instant();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        String digits = NumberCode.fresh();
        NumberCode code = new NumberCode(id, NumberCode.hash(id, digits), 0, now.plus(NumberCode.LIFE), null);
        return pool.withTransaction(conn -> admit(conn, caller, deviceId, number, now)
                        .compose(free -> numbers.insert(conn, code, deviceId, caller.accountId(), number, now))
                        .compose(stored -> note(conn, caller, "device.number-asked", deviceId)))
                .compose(stored ->
                        sender.send(number.e164(), NumberCode.text(digits, language), id.toString(), language))
                .map(outcome -> sent(outcome, code.expiresAt()));
    }

    private Future<Void> admit(SqlConnection conn, Caller caller, UUID deviceId, PhoneNumber number, Instant now) {
        return devices.lockOwner(conn, deviceId)
                .map(owner -> DeviceService.refuseOthers(owner, caller.accountId()))
                .compose(own -> numbers.lockSent(conn, caller.accountId(), number, now))
                .map(sent -> {
                    NumberCode.refuseTooMany(sent, now);
                    return null;
                });
    }

    private static Instant sent(Outcome outcome, Instant expiresAt) {
        if (outcome instanceof Outcome.Delivered) {
            return expiresAt;
        }
        if (outcome instanceof Outcome.RetryLater) {
            throw Problem.of(
                            ProblemType.UNAVAILABLE,
                            "短信暂时发不出去，请稍后再试。",
                            "No text message can be sent right now; try again shortly.")
                    .retryAfter(UNTIL_AGAIN_SECONDS);
        }
        throw Problem.invalid("/number", Localized.of("短信发不到这个号码。", "No text message can be sent to this number."));
    }

    /** What a person is told of the number that the code proves, masked. */
    Future<String> prove(Caller caller, UUID deviceId, String digits) {
        Instant now = clock.instant();
        return pool.withTransaction(conn -> numbers.lock(conn, deviceId, caller.accountId())
                        .compose(code ->
                                decided(conn, caller, deviceId, code.orElseThrow(Problem::notFound), digits, now)))
                // A wrong try is counted, so its transaction must not fail.
                .map(number -> PhoneNumber.masked(number.orElseThrow(NumberService::wrong)));
    }

    private Future<Optional<String>> decided(
            SqlConnection conn, Caller caller, UUID deviceId, NumberCode code, String digits, Instant now) {
        return switch (code.decide(digits, now)) {
            case RIGHT ->
                numbers.prove(conn, code.id(), now)
                        .compose(number -> note(conn, caller, "device.number-proved", deviceId)
                                .map(Optional.of(number)));
            case WRONG -> numbers.countWrong(conn, code.id()).map(Optional.empty());
            case OVER -> Future.succeededFuture(Optional.empty());
        };
    }

    private Future<Void> note(SqlConnection conn, Caller caller, String action, UUID deviceId) {
        return audit.append(conn, caller, action, "device", deviceId, new JsonObject())
                .mapEmpty();
    }

    private static Problem wrong() {
        return Problem.invalid(
                "/code",
                Localized.of(
                        "验证码不对，或已失效。可以重新获取。", "The code is wrong or no longer valid. You can ask for another one."));
    }

    private static Problem off() {
        return Problem.of(ProblemType.WRONG_STATE, "本市没有开通短信预警。", "This city sends no warnings by text message.");
    }
}
