package org.qunfang.volunteer;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.volunteer.VolunteerStatus.Transition;

/** Registers volunteers, lists, verifies and suspends them. */
public final class VolunteerService {
    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;
    private final Predicate<String> areaExists;

    /** @param areaExists whether there is an area of that code */
    public VolunteerService(Pool pool, Clock clock, AuditLog audit, Predicate<String> areaExists) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
        this.areaExists = areaExists;
    }

    /** @param isNew false when the person was registered before */
    record Outcome(Volunteer volunteer, boolean isNew) {}

    /**
     * Registers the caller or changes what the caller said; the same again changes nothing. Fails with {@code
     * precondition-required} or {@code stale} unless what is changed is named; registering needs no version.
     *
     * @param replaces the version of If-Match, if one was sent
     */
    Future<Outcome> register(Caller caller, JsonObject body, Optional<Long> replaces) {
        // PostgreSQL keeps microseconds: what is answered now must equal what is read later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Volunteer asked = Registration.decide(caller.accountId(), body, now, areaExists);
        return pool.withTransaction(conn -> VolunteerStore.insert(conn, asked)
                .compose(isNew -> isNew
                        ? registered(conn, caller, asked, replaces)
                        : change(conn, caller, asked, replaces, now)));
    }

    private Future<Outcome> registered(SqlClient conn, Caller caller, Volunteer asked, Optional<Long> replaces) {
        return replaces.isPresent()
                ? Future.failedFuture(stale())
                : append(conn, caller, "volunteer.registered", asked, List.of()).map(new Outcome(asked, true));
    }

    private Future<Outcome> change(
            SqlClient conn, Caller caller, Volunteer asked, Optional<Long> replaces, Instant now) {
        return VolunteerStore.ofAccount(conn, caller.accountId()).compose(found -> {
            Volunteer known = found.orElseThrow(Problem::notFound);
            if (known.status() != VolunteerStatus.WITHDRAWN && known.saysTheSameAs(asked)) {
                return Future.succeededFuture(new Outcome(known, false));
            }
            refuseUnlessRead(known, replaces);
            Volunteer changed = Renewal.decide(known, asked);
            return VolunteerStore.update(conn, changed, now)
                    .map(VolunteerService::stored)
                    .compose(done -> append(conn, caller, "volunteer.changed", changed, changed.changedSinceVerified()))
                    .map(new Outcome(changed, false));
        });
    }

    /** Who comes back registers: nothing that could be overwritten is left. */
    private static void refuseUnlessRead(Volunteer known, Optional<Long> replaces) {
        if (replaces.isEmpty() && known.status() != VolunteerStatus.WITHDRAWN) {
            throw Problem.of(
                    ProblemType.PRECONDITION_REQUIRED,
                    "请带上读取时得到的 ETag（If-Match）。",
                    "Send the ETag you read as If-Match.");
        }
        if (replaces.isPresent() && replaces.get() != known.version()) {
            throw stale();
        }
    }

    private static Volunteer read(Optional<Volunteer> found, long version) {
        Volunteer known = found.orElseThrow(Problem::notFound);
        if (known.version() != version) {
            throw stale();
        }
        return known;
    }

    private static Void stored(boolean done) {
        if (!done) {
            throw stale();
        }
        return null;
    }

    private static Problem stale() {
        return Problem.of(ProblemType.STALE, "登记内容已更新，请重新读取。", "The registration was changed meanwhile; read again.");
    }

    private Future<Void> append(
            SqlClient conn, Caller caller, String action, Volunteer volunteer, List<String> changed) {
        JsonObject detail = new JsonObject()
                .put("consentVersion", volunteer.consentVersion())
                .put("guardian", volunteer.guardian() != null);
        if (!changed.isEmpty()) {
            detail.put("changedSinceVerified", new JsonArray(changed));
        }
        return audit.append(conn, caller, action, "volunteer", volunteer.id(), detail);
    }

    Future<Volunteer> mine(Caller caller) {
        return pool.withTransaction(conn -> VolunteerStore.ofAccount(conn, caller.accountId()))
                .map(found -> found.orElseThrow(Problem::notFound));
    }

    /**
     * Contact data goes with it; that somebody was suspended, and why, stays. Needs no version: consent can always be
     * taken back. Fails with {@code wrong-state} for who withdrew already.
     */
    Future<Volunteer> withdraw(Caller caller) {
        return pool.withTransaction(conn -> VolunteerStore.ofAccount(conn, caller.accountId())
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(known -> {
                    VolunteerStatus status = known.status().after(Transition.WITHDRAW);
                    return moved(
                            conn,
                            caller,
                            known,
                            VolunteerStore.withdraw(conn, known, status, clock.instant()),
                            new Step(status, new JsonObject()));
                }));
    }

    /**
     * Nobody verifies themselves, nor what they did not read: fails with {@code stale} for another version.
     *
     * @param note what was looked at, or null
     */
    Future<Volunteer> verify(Caller caller, UUID id, long version, String note) {
        return pool.withTransaction(conn -> VolunteerStore.byId(conn, id)
                .map(found -> notOneself(read(found, version), caller))
                .compose(known -> {
                    VolunteerStatus status = known.status().after(Transition.VERIFY);
                    return moved(
                            conn,
                            caller,
                            known,
                            VolunteerStore.verify(conn, known, status, clock.instant()),
                            new Step(status, new JsonObject().put("note", note)));
                }));
    }

    /** Fails with {@code stale} for another version than the one read. */
    Future<Volunteer> suspend(Caller caller, UUID id, long version, String reason) {
        return pool.withTransaction(conn -> VolunteerStore.byId(conn, id)
                .map(found -> read(found, version))
                .compose(known -> {
                    VolunteerStatus status = known.status().after(Transition.SUSPEND);
                    return moved(
                            conn,
                            caller,
                            known,
                            VolunteerStore.suspend(conn, known, status, reason, clock.instant()),
                            new Step(status, new JsonObject().put("reason", reason)));
                }));
    }

    private record Step(VolunteerStatus to, JsonObject detail) {}

    private static Volunteer notOneself(Volunteer volunteer, Caller caller) {
        if (volunteer.accountId().equals(caller.accountId())) {
            throw Problem.of(ProblemType.FORBIDDEN, "不能核实自己。", "Nobody verifies themselves.");
        }
        return volunteer;
    }

    private Future<Volunteer> moved(SqlClient conn, Caller caller, Volunteer known, Future<Boolean> stored, Step step) {
        return stored.map(VolunteerService::stored)
                .compose(done -> audit.append(
                        conn, caller, "volunteer." + step.to().code(), "volunteer", known.id(), step.detail()))
                .compose(done -> VolunteerStore.byId(conn, known.id()))
                .map(found -> found.orElseThrow(Problem::notFound));
    }

    /**
     * What officers ask for.
     *
     * @param status null for every state but withdrawn
     * @param skill null for every skill
     * @param areaCodes null for everywhere
     * @param before only volunteers registered before this one, or null
     */
    record Query(String status, String skill, List<String> areaCodes, UUID before, int limit) {}

    /** One more than the limit when there are more. Whose contact data was read stands in the audit log. */
    Future<List<Volunteer>> list(Caller caller, Query query) {
        return pool.withTransaction(conn -> VolunteerStore.list(
                        conn, query.status(), query.skill(), query.areaCodes(), query.before(), query.limit() + 1)
                .compose(volunteers -> seesContact(caller)
                        ? audit.append(
                                        conn,
                                        caller,
                                        "volunteer.contacts-read",
                                        "volunteer",
                                        null,
                                        read(volunteers, query))
                                .map(volunteers)
                        : Future.succeededFuture(volunteers)));
    }

    /** As volunteers were promised: only whoever coordinates them reads how to reach them. */
    boolean seesContact(Caller caller) {
        return caller.may("volunteer.verify");
    }

    private static JsonObject read(List<Volunteer> volunteers, Query query) {
        JsonArray ids = new JsonArray();
        volunteers.stream()
                .limit(query.limit())
                .forEach(volunteer -> ids.add(volunteer.id().toString()));
        return new JsonObject().put("volunteerIds", ids);
    }
}
