package org.qunfang.interop;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.audit.AuditLog;
import org.qunfang.geo.StoredArea;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.responsibility.Area;
import org.qunfang.responsibility.Registry;
import org.qunfang.warning.Relay;
import org.qunfang.warning.RelayedWarning;

/** Takes messages from elsewhere, one transaction each, and lets those reach the public that may. */
final class ImportService {
    private static final String SUBJECT = "cap-import";

    private final Pool pool;
    private final ImportStore imports;
    private final SenderStore senders;
    private final Registry registry;
    private final Relay relay;
    private final AuditLog audit;
    private final WorkerExecutor worker;
    private final Clock clock;

    ImportService(
            Pool pool,
            ImportStore imports,
            SenderStore senders,
            Registry registry,
            Relay relay,
            AuditLog audit,
            WorkerExecutor worker,
            Clock clock) {
        this.pool = pool;
        this.imports = imports;
        this.senders = senders;
        this.registry = registry;
        this.relay = relay;
        this.audit = audit;
        this.worker = worker;
        this.clock = clock;
    }

    /** @param isNew false for what was known, or refused before */
    record Taken(CapImport message, boolean isNew) {}

    /** A message on its way in. */
    private record Arrival(
            Caller caller, byte[] xml, byte[] hash, CapReader.Reading reading, UUID feedOf, Signed signature) {
        Arrival(Caller caller, byte[] xml, byte[] hash, CapReader.Reading reading, UUID feedOf) {
            this(caller, xml, hash, reading, feedOf, null);
        }

        Arrival checked(Signed found) {
            return new Arrival(caller, xml, hash, reading, feedOf, found);
        }

        CapAlert alert() {
            return reading.alert();
        }

        CapImport.Officer by() {
            return feedOf == null ? new CapImport.Officer(caller.accountId(), caller.displayName()) : null;
        }
    }

    /**
     * A refusal is kept and answered as such; it is no failure.
     *
     * @param feedOf the sender whose feed it came from, or null when it came by hand
     */
    Future<Taken> take(Caller caller, byte[] xml, UUID feedOf) {
        byte[] hash = sha256(xml);
        return worker.executeBlocking(() -> CapReader.read(xml), false)
                .compose(reading -> {
                    Arrival arrival = new Arrival(caller, xml, hash, reading, feedOf);
                    return admit(arrival)
                            .recover(failure -> refused(arrival, CapImport.Head.of(reading.alert()), failure));
                })
                .recover(failure ->
                        refused(new Arrival(caller, xml, hash, null, feedOf), CapImport.Head.UNREAD, failure));
    }

    private Future<Taken> admit(Arrival arrival) {
        CapAlert alert = arrival.alert();
        return senders.bySender(pool, alert.sender()).compose(found -> {
            Admission.checkSender(alert, found.orElse(null), arrival.feedOf(), relay.ownSender());
            CapSender sender = found.get();
            return imports.accepted(pool, alert.sender(), alert.identifier())
                    .compose(known -> known.filter(alert::says)
                            .map(same -> Future.succeededFuture(new Taken(same, false)))
                            .orElseGet(() -> signature(arrival, sender).compose(signature -> {
                                refuseReuse(known);
                                return ground(alert, sender)
                                        .compose(ground -> store(arrival.checked(signature), sender, ground));
                            })));
        });
    }

    private Future<Signed> signature(Arrival arrival, CapSender sender) {
        return worker.executeBlocking(() -> SignatureCheck.of(arrival.xml(), sender.signingKey()), false);
    }

    /** The same message again is the same answer; other content under its identifier is refused. */
    private Future<Optional<CapImport>> known(SqlConnection conn, CapAlert alert) {
        return imports.accepted(conn, alert.sender(), alert.identifier()).map(found -> {
            refuseReuse(found.filter(each -> !alert.says(each)));
            return found;
        });
    }

    private static void refuseReuse(Optional<CapImport> other) {
        if (other.isPresent()) {
            throw new Refused(Reason.REUSED_IDENTIFIER, "/alert/identifier");
        }
    }

    /** A cancellation holds wherever its warning does, and waits for no geometry. */
    private Future<CapGround.Ground> ground(CapAlert alert, CapSender sender) {
        if (alert.ends() || alert.infos().isEmpty()) {
            return Future.succeededFuture(new CapGround.Ground(null, List.of()));
        }
        Area authority = registry.matrix().area(sender.areaId()).orElseThrow(Problem::notFound);
        return worker.executeBlocking(() -> CapGround.of(alert, authority.boundary(), registry.matrix()), false);
    }

    private Future<Taken> store(Arrival arrival, CapSender sender, CapGround.Ground ground) {
        CapAlert alert = arrival.alert();
        Instant now = clock.instant();
        List<String> refersTo = CapImport.Head.of(alert).refersTo();
        return pool.withTransaction(conn -> senders.lock(conn, sender.id())
                        .compose(locked -> {
                            Admission.checkSender(alert, locked.orElse(null), arrival.feedOf(), relay.ownSender());
                            Admission.checkKey(sender, locked.get());
                            return known(conn, alert);
                        })
                        .compose(known -> known.isPresent()
                                ? Future.succeededFuture(new Taken(known.get(), false))
                                : imports.ledTo(conn, alert.sender(), refersTo)
                                        .compose(led -> imports.isEnded(conn, alert.sender(), alert.identifier())
                                                .map(ended -> decide(arrival, sender, ground, led, ended, now)))
                                        .compose(taken -> store(conn, arrival, sender, ground, taken))))
                .compose(taken -> relay.committed().map(taken));
    }

    private CapImport decide(
            Arrival arrival,
            CapSender sender,
            CapGround.Ground ground,
            List<Admission.Known> led,
            boolean endedAlready,
            Instant now) {
        CapAlert alert = arrival.alert();
        List<Repair> repairs = new ArrayList<>(arrival.reading().repairs());
        repairs.addAll(Admission.checkReferences(alert, led, now));
        repairs.addAll(ground.repairs());
        if (!alert.infos().isEmpty() && CapWords.main(alert).expires() == null && !alert.ends()) {
            repairs.add(new Repair(Repair.Kind.NO_EXPIRY, "/alert/info/expires"));
        }
        Relaying relaying =
                Admission.relaying(alert, sender, arrival.feedOf() == null, ground.area() != null, endedAlready, now);
        return new CapImport(
                UuidCreator.getTimeOrderedEpoch(),
                now,
                now,
                1,
                arrival.by(),
                sender.id(),
                null,
                null,
                CapImport.Head.of(alert),
                List.copyOf(repairs),
                ground.area() == null ? null : StoredArea.write(ground.area()),
                arrival.signature(),
                relaying,
                null,
                relaying == Relaying.RELAYED ? now : null);
    }

    private Future<Taken> store(
            SqlConnection conn, Arrival arrival, CapSender sender, CapGround.Ground ground, CapImport taken) {
        JsonObject detail = new JsonObject()
                .put("identifier", taken.head().identifier())
                .put("relaying", taken.relaying().code());
        return imports.insertAccepted(conn, taken, arrival.xml(), arrival.hash())
                .compose(stored -> act(conn, arrival, sender, ground.area(), taken))
                .compose(acted -> audit.append(conn, arrival.caller(), "cap.imported", SUBJECT, taken.id(), detail))
                .map(audited -> new Taken(taken, true));
    }

    /** What the message does to those before it, and to the public. */
    private Future<Void> act(
            SqlConnection conn, Arrival arrival, CapSender sender, MultiPolygon area, CapImport taken) {
        CapAlert alert = arrival.alert();
        List<String> refersTo = taken.head().refersTo();
        boolean changes = alert.ends() || CapAlert.UPDATE.equals(alert.msgType());
        if (!changes && taken.relaying() != Relaying.RELAYED) {
            return Future.succeededFuture();
        }
        if (!Admission.actsOnThePublic(alert, sender) || taken.relaying() == Relaying.WAITING) {
            return Future.succeededFuture();
        }
        Future<Void> waiting = imports.endWaiting(conn, alert.sender(), refersTo);
        if (alert.ends()) {
            return waiting.compose(ended -> relay.cancel(
                    conn,
                    alert.sender(),
                    refersTo,
                    new RelayedWarning.Cancellation(CapWords.cancellation(alert), arrival.xml()),
                    taken.receivedAt()));
        }
        return waiting.compose(ended -> taken.relaying() == Relaying.RELAYED
                ? relay.publish(
                        conn,
                        RelayedFrom.message(taken.id(), alert, sender.name(), area, arrival.xml(), taken.receivedAt()),
                        refersTo)
                : relay.supersede(conn, alert.sender(), refersTo, taken.receivedAt()));
    }

    /** Keeps a refusal with its reason; whatever else failed goes on failing. */
    private Future<Taken> refused(Arrival arrival, CapImport.Head head, Throwable failure) {
        if (!(failure instanceof Refused refused)) {
            return Future.failedFuture(failure);
        }
        Instant now = clock.instant();
        UUID id = UuidCreator.getTimeOrderedEpoch();
        CapImport kept = new CapImport(
                id,
                now,
                now,
                1,
                arrival.by(),
                null,
                refused.reason(),
                refused.path(),
                head,
                List.of(),
                null,
                null,
                null,
                null,
                null);
        // A refused request uses no idempotency key up.
        Caller caller = arrival.caller().withAttempt(null);
        JsonObject detail = new JsonObject().put("reason", refused.reason().code());
        return pool.withTransaction(conn -> imports.insertRefused(conn, kept, arrival.xml(), arrival.hash())
                .compose(stored -> (isWorthALine(arrival, stored)
                                ? audit.append(conn, caller, "cap.refused", SUBJECT, stored.id(), detail)
                                : Future.<Void>succeededFuture())
                        .compose(audited -> imports.find(conn, stored.id())))
                .map(found -> new Taken(found.orElseThrow(), found.get().times() == 1)));
    }

    /** Everything that an officer does; of a feed, which brings the same again and again, what is new. */
    private static boolean isWorthALine(Arrival arrival, ImportStore.Kept stored) {
        return arrival.feedOf() == null || stored.times() == 1;
    }

    /**
     * Lets a message out that came in by hand: a second officer's word.
     *
     * @throws Problem second-officer-needed for who brought it in, wrong-state when nothing waits
     */
    Future<CapImport> relay(Caller caller, UUID id) {
        Instant now = clock.instant();
        return imports.xml(pool, id)
                .map(found -> found.orElseThrow(Problem::notFound).getBytes())
                .compose(xml -> worker.executeBlocking(() -> CapReader.read(xml), false)
                        .recover(unread -> Future.failedFuture(nothingWaits()))
                        .compose(reading -> pool.withTransaction(conn -> imports.lock(conn, id)
                                .map(found -> mayRelay(caller, found.orElseThrow(Problem::notFound), now))
                                .compose(message -> relay(conn, caller, message, reading.alert(), xml, now)))))
                .compose(message -> relay.committed().map(message));
    }

    private static CapImport mayRelay(Caller caller, CapImport message, Instant now) {
        if (message.relaying() != Relaying.WAITING || !message.head().expires().isAfter(now)) {
            throw nothingWaits();
        }
        if (message.by().accountId().equals(caller.accountId())) {
            throw Problem.of(
                    ProblemType.SECOND_OFFICER_NEEDED,
                    "手工导入的报文须由另一名核准员放行。",
                    "Somebody else lets out what you brought in.");
        }
        return message;
    }

    private static Problem nothingWaits() {
        return Problem.of(ProblemType.WRONG_STATE, "这条报文不在等待放行。", "This message does not wait to be let out.");
    }

    private Future<CapImport> relay(
            SqlConnection conn, Caller caller, CapImport message, CapAlert alert, byte[] xml, Instant now) {
        MultiPolygon area = StoredArea.read(message.area());
        JsonObject detail = new JsonObject().put("identifier", alert.identifier());
        List<String> refersTo = message.head().refersTo();
        return senders.lock(conn, message.senderId())
                .compose(found -> {
                    CapSender sender = found.filter(each -> each.active() && each.relay())
                            .orElseThrow(ImportService::nothingWaits);
                    return relay.publish(
                            conn, RelayedFrom.message(message.id(), alert, sender.name(), area, xml, now), refersTo);
                })
                .compose(published -> imports.relayed(conn, message.id(), caller.accountId(), now))
                .compose(relayed -> imports.endWaiting(conn, alert.sender(), refersTo))
                .compose(ended -> audit.append(conn, caller, "cap.relayed", SUBJECT, message.id(), detail))
                .compose(audited -> imports.find(conn, message.id()).map(Optional::orElseThrow));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("this Java has no SHA-256", missing);
        }
    }
}
