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

    /** Registers the caller or changes what the caller said; the same again changes nothing. */
    Future<Outcome> register(Caller caller, JsonObject body) {
        // PostgreSQL keeps microseconds: what is answered now must equal what is read later.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        Volunteer asked = Registration.decide(caller.accountId(), body, now, areaExists);
        return pool.withTransaction(conn -> VolunteerStore.insert(conn, asked)
                .compose(isNew -> isNew
                        ? append(conn, caller, "volunteer.registered", asked).map(new Outcome(asked, true))
                        : change(conn, caller, asked, now)));
    }

    private Future<Outcome> change(SqlClient conn, Caller caller, Volunteer asked, Instant now) {
        return VolunteerStore.ofAccount(conn, caller.accountId()).compose(found -> {
            Volunteer known = found.orElseThrow(Problem::notFound);
            if (known.status() != VolunteerStatus.WITHDRAWN && known.saysTheSameAs(asked)) {
                return Future.succeededFuture(new Outcome(known, false));
            }
            Volunteer changed = changed(known, asked);
            return VolunteerStore.update(conn, changed, now)
                    .compose(done -> append(conn, caller, "volunteer.changed", changed))
                    .map(new Outcome(changed, false));
        });
    }

    /** A verified volunteer stays so; a withdrawn one registers anew. */
    private static Volunteer changed(Volunteer known, Volunteer asked) {
        boolean again = Transition.REGISTER.opensFrom(known.status());
        return new Volunteer(
                known.id(),
                known.accountId(),
                again ? Transition.REGISTER.to() : known.status(),
                asked.name(),
                asked.phone(),
                asked.birthYear(),
                asked.skills(),
                asked.languages(),
                asked.availability(),
                asked.homeAreaCode(),
                asked.home(),
                asked.travelRadiusMeters(),
                asked.consentVersion(),
                asked.consentedAt(),
                asked.guardian(),
                known.registeredAt(),
                known.version() + 1);
    }

    private Future<Void> append(SqlClient conn, Caller caller, String action, Volunteer volunteer) {
        JsonObject detail = new JsonObject()
                .put("consentVersion", volunteer.consentVersion())
                .put("guardian", volunteer.guardian() != null);
        return audit.append(conn, caller, action, "volunteer", volunteer.id(), detail);
    }

    Future<Volunteer> mine(Caller caller) {
        return pool.withTransaction(conn -> VolunteerStore.ofAccount(conn, caller.accountId()))
                .map(found -> found.orElseThrow(Problem::notFound));
    }

    /** Fails with {@code wrong-state} for who withdrew already. */
    Future<Volunteer> withdraw(Caller caller) {
        return pool.withTransaction(conn -> VolunteerStore.ofAccount(conn, caller.accountId())
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(known -> move(conn, caller, known, Transition.WITHDRAW, new JsonObject())));
    }

    /**
     * Nobody verifies themselves.
     *
     * @param note what was looked at, or null
     */
    Future<Volunteer> verify(Caller caller, UUID id, String note) {
        return pool.withTransaction(conn -> VolunteerStore.byId(conn, id)
                .map(found -> notOneself(found.orElseThrow(Problem::notFound), caller))
                .compose(known -> move(conn, caller, known, Transition.VERIFY, new JsonObject().put("note", note))));
    }

    Future<Volunteer> suspend(Caller caller, UUID id, String reason) {
        return pool.withTransaction(conn -> VolunteerStore.byId(conn, id)
                .map(found -> found.orElseThrow(Problem::notFound))
                .compose(known ->
                        move(conn, caller, known, Transition.SUSPEND, new JsonObject().put("reason", reason))));
    }

    private static Volunteer notOneself(Volunteer volunteer, Caller caller) {
        if (volunteer.accountId().equals(caller.accountId())) {
            throw Problem.of(ProblemType.FORBIDDEN, "不能核实自己。", "Nobody verifies themselves.");
        }
        return volunteer;
    }

    private Future<Volunteer> move(
            SqlClient conn, Caller caller, Volunteer known, Transition transition, JsonObject detail) {
        VolunteerStatus status = known.status().after(transition);
        return VolunteerStore.move(conn, known.id(), status, clock.instant())
                .compose(done ->
                        audit.append(conn, caller, "volunteer." + status.code(), "volunteer", known.id(), detail))
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
                .compose(volunteers -> audit.append(
                                conn, caller, "volunteer.contacts-read", "volunteer", null, read(volunteers, query))
                        .map(volunteers)));
    }

    private static JsonObject read(List<Volunteer> volunteers, Query query) {
        JsonArray ids = new JsonArray();
        volunteers.stream()
                .limit(query.limit())
                .forEach(volunteer -> ids.add(volunteer.id().toString()));
        return new JsonObject().put("volunteerIds", ids);
    }
}
