package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.util.Optional;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** A person's phones and browsers. */
final class DeviceService {
    private static final int MOST_DEVICES = 20;

    /** {@code created} is false when the device was there before. */
    record Put(Device device, boolean created) {}

    private final Pool pool;
    private final DeviceStore store;
    private final NumberStore numbers;
    private final AuditLog audit;
    private final Runnable onPlaces;

    /** @param onPlaces called after a commit that may have put a place into the area of a message under way */
    DeviceService(Pool pool, DeviceStore store, NumberStore numbers, AuditLog audit, Runnable onPlaces) {
        this.pool = pool;
        this.store = store;
        this.numbers = numbers;
        this.audit = audit;
        this.onPlaces = onPlaces;
    }

    /** Creates or replaces a device of the caller. */
    Future<Put> put(Caller caller, Device device) {
        return pool.withTransaction(conn -> store.lockOwner(conn, device.id())
                        .compose(owner -> admit(conn, owner, device))
                        .compose(known -> addressed(conn, device)
                                .compose(whole -> store.put(conn, whole))
                                .map(stored -> new Put(stored.orElseThrow(DeviceService::taken), !known)))
                        .compose(put -> audit.append(
                                        conn,
                                        caller,
                                        put.created() ? "device.registered" : "device.changed",
                                        "device",
                                        device.id(),
                                        new JsonObject().put("platform", device.channel()))
                                .map(put)))
                .onSuccess(put -> onPlaces.run());
    }

    /** Whether the device is known; fails when it is somebody else's or the account has too many. */
    private Future<Boolean> admit(SqlConnection conn, Optional<UUID> owner, Device device) {
        if (owner.isPresent()) {
            return owner.get().equals(device.accountId()) ? Future.succeededFuture(true) : Future.failedFuture(taken());
        }
        return store.countOthers(conn, device.accountId(), device.id())
                .compose(others -> others < MOST_DEVICES
                        ? Future.succeededFuture(false)
                        : Future.failedFuture(Problem.of(
                                ProblemType.INVALID,
                                Localized.of(
                                        "每个账号最多登记 " + MOST_DEVICES + " 台设备。",
                                        "An account has at most " + MOST_DEVICES + " devices."))));
    }

    /** A text message goes to the number that was proven for this device, and to none that is only named. */
    private Future<Device> addressed(SqlConnection conn, Device device) {
        if (!Device.SMS.equals(device.channel())) {
            return Future.succeededFuture(device);
        }
        return numbers.number(conn, device.id(), device.accountId(), device.updatedAt())
                .map(number -> device.at(number.orElseThrow(DeviceService::unproven)))
                .compose(whole ->
                        numbers.forget(conn, device.id(), device.accountId()).map(whole));
    }

    private static Problem unproven() {
        return Problem.invalid("/platform", Localized.of("请先用验证码确认手机号码。", "Prove the phone number with a code first."));
    }

    /** @throws Problem already-exists when the device is somebody else's */
    static Void refuseOthers(Optional<UUID> owner, UUID accountId) {
        if (owner.isPresent() && !owner.get().equals(accountId)) {
            throw taken();
        }
        return null;
    }

    private static Problem taken() {
        return Problem.of(ProblemType.ALREADY_EXISTS, "此编号属于另一账号的设备。", "This id is a device of another account.");
    }

    /** Forgets a device of the caller; quietly when there is none. */
    Future<Void> delete(Caller caller, UUID id) {
        return pool.withTransaction(conn -> numbers.forget(conn, id, caller.accountId())
                .compose(forgotten -> store.delete(conn, id, caller.accountId()))
                .compose(found -> found
                        ? audit.append(conn, caller, "device.removed", "device", id, new JsonObject())
                        : Future.succeededFuture()));
    }
}
