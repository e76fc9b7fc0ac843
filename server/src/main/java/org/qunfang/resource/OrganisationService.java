package org.qunfang.resource;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.media.PlainText;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;
import org.qunfang.resource.OrganisationStatus.Transition;

/** Registers organisations, lists, verifies and suspends them. */
public final class OrganisationService {
    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;
    private final Predicate<String> areaExists;

    /** @param areaExists whether there is an area of that code */
    public OrganisationService(Pool pool, Clock clock, AuditLog audit, Predicate<String> areaExists) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
        this.areaExists = areaExists;
    }

    /**
     * The caller becomes its first member. Others may claim the same number until one of them is verified. The same again
     * changes nothing. Fails with {@code already-exists} when somebody is verified under the number, or the caller has
     * registered something else under it.
     */
    Future<Organisation> create(Caller caller, JsonObject body) {
        Organisation organisation = decide(caller, body);
        JsonObject detail = new JsonObject().put("registrationNumber", organisation.registrationNumber());
        return pool.withTransaction(conn -> OrganisationStore.insert(conn, organisation)
                .compose(isNew -> isNew
                        ? audit.append(
                                        conn,
                                        caller,
                                        "organisation.registered",
                                        "organisation",
                                        organisation.id(),
                                        detail)
                                .map(organisation)
                        : OrganisationStore.claim(conn, organisation.registrationNumber(), caller.accountId())
                                .map(before -> before.filter(organisation::saysTheSameAs)
                                        .orElseThrow(OrganisationService::taken))));
    }

    private Organisation decide(Caller caller, JsonObject body) {
        JsonArray areas = body.getJsonArray("serviceAreas", new JsonArray());
        Problem problem = Problem.of(ProblemType.INVALID, "登记内容不符合规定。", "The registration breaks a rule.");
        for (int i = 0; i < areas.size(); i++) {
            if (!areaExists.test(areas.getString(i))) {
                problem.error("/serviceAreas/" + i, Localized.of("没有这个辖区", "There is no such area"));
            }
        }
        if (!problem.errors().isEmpty()) {
            throw problem;
        }
        return new Organisation(
                UuidCreator.getTimeOrderedEpoch(),
                body.getString("registrationNumber").replace(" ", "").toUpperCase(Locale.ROOT),
                body.getString("kind"),
                Localized.fromJson(body.getJsonObject("name")),
                contact(body.getJsonObject("contact")),
                areas.stream().map(String.class::cast).sorted().toList(),
                OrganisationStatus.REGISTERED,
                caller.accountId(),
                clock.instant().truncatedTo(ChronoUnit.MICROS),
                null,
                1,
                null,
                null);
    }

    private static JsonObject contact(JsonObject sent) {
        return sent.copy().put("phone", PlainText.narrow(sent.getString("phone")));
    }

    private static Problem taken() {
        return Problem.of(
                        ProblemType.ALREADY_EXISTS,
                        "该登记号已被登记。",
                        "An organisation of this number is registered already.")
                .error("/registrationNumber", Localized.of("已被登记", "Registered already"));
    }

    /** Those that the caller is a member of. */
    Future<List<Organisation>> mine(Caller caller) {
        return OrganisationStore.ofMember(pool, caller.accountId());
    }

    /** What officers ask for; see {@link OrganisationStore#list}. */
    record Query(String status, String words, List<String> areaCodes, UUID before, int limit) {}

    /** One more than the limit when there are more. That contact data was read stands in the audit log. */
    Future<List<Organisation>> list(Caller caller, Query query) {
        return pool.withTransaction(conn -> OrganisationStore.list(
                        conn, query.status(), query.words(), query.areaCodes(), query.before(), query.limit() + 1)
                .compose(found -> seesContact(caller)
                        ? audit.append(
                                        conn,
                                        caller,
                                        "organisation.contacts-read",
                                        "organisation",
                                        null,
                                        read(found, query))
                                .map(found)
                        : Future.succeededFuture(found)));
    }

    /** As organisations were promised: only whoever coordinates them reads whom to call. */
    boolean seesContact(Caller caller) {
        return caller.may("organisation.verify");
    }

    private static JsonObject read(List<Organisation> found, Query query) {
        JsonArray ids = new JsonArray();
        found.stream().limit(query.limit()).forEach(each -> ids.add(each.id().toString()));
        return new JsonObject().put("organisationIds", ids);
    }

    private static Problem numberTaken() {
        return Problem.of(
                        ProblemType.ALREADY_EXISTS,
                        "已有另一个组织以该登记号通过核实。",
                        "Another organisation is verified under this registration number.")
                .error("/registrationNumber", Localized.of("已属于另一个组织", "Belongs to another organisation"));
    }

    /**
     * Nobody verifies an organisation of their own, nor what they did not read: fails with {@code stale} for another
     * version, and with {@code already-exists} when another one is verified under the number.
     */
    Future<Organisation> verify(Caller caller, UUID id, long version, String note) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        JsonObject detail = new JsonObject().put("note", note);
        return pool.withTransaction(conn -> OrganisationStore.byId(conn, id)
                        .map(found -> read(found, version))
                        .compose(organisation -> refuseMember(conn, organisation, caller))
                        .map(organisation -> organisation.status().after(Transition.VERIFY))
                        .compose(status -> OrganisationStore.verify(conn, id, version, caller.accountId(), now))
                        .map(OrganisationService::stored)
                        .compose(
                                done -> audit.append(conn, caller, "organisation.verified", "organisation", id, detail))
                        .compose(done -> OrganisationStore.byId(conn, id))
                        .map(found -> found.orElseThrow(Problem::notFound)))
                .recover(failure ->
                        Future.failedFuture(OrganisationStore.isNumberTaken(failure) ? numberTaken() : failure));
    }

    /** Its offers stay, but count no more. Fails with {@code stale} for another version than the one read. */
    Future<Organisation> suspend(Caller caller, UUID id, long version, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        JsonObject detail = new JsonObject().put("reason", reason);
        return pool.withTransaction(conn -> OrganisationStore.byId(conn, id)
                .map(found -> read(found, version).status().after(Transition.SUSPEND))
                .compose(status -> OrganisationStore.suspend(conn, id, version, now))
                .map(OrganisationService::stored)
                .compose(done -> audit.append(conn, caller, "organisation.suspended", "organisation", id, detail))
                .compose(done -> OrganisationStore.byId(conn, id))
                .map(found -> found.orElseThrow(Problem::notFound)));
    }

    private static Organisation read(Optional<Organisation> found, long version) {
        Organisation known = found.orElseThrow(Problem::notFound);
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
        return Problem.of(ProblemType.STALE, "该组织的登记已更新，请重新读取。", "The organisation was changed meanwhile; read again.");
    }

    private static Future<Organisation> refuseMember(SqlClient conn, Organisation organisation, Caller caller) {
        return OrganisationStore.isMember(conn, organisation.id(), caller.accountId())
                .map(isMember -> {
                    if (isMember) {
                        throw Problem.of(
                                ProblemType.FORBIDDEN, "不能核实自己所在的组织。", "Nobody verifies an organisation of their own.");
                    }
                    return organisation;
                });
    }
}
