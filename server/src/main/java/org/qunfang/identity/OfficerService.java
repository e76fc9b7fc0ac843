package org.qunfang.identity;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Localized;
import org.qunfang.problem.Problem;
import org.qunfang.problem.ProblemType;

/** Administrators keep the officers. */
public final class OfficerService {
    private final Pool pool;
    private final Clock clock;
    private final AuditLog audit;
    private final Passwords passwords;
    private final Standings standings;
    private final DepartmentDirectory departments;

    OfficerService(
            Pool pool,
            Clock clock,
            AuditLog audit,
            Passwords passwords,
            Standings standings,
            DepartmentDirectory departments) {
        this.pool = pool;
        this.clock = clock;
        this.audit = audit;
        this.passwords = passwords;
        this.standings = standings;
        this.departments = departments;
    }

    /**
     * An officer to be.
     *
     * @param password 12 to 200 characters
     * @param phone null when not given
     * @param language {@code zh-CN} or {@code en}
     * @param departmentId null for an officer of no department
     * @param roles at least one
     */
    public record NewOfficer(
            String email,
            String name,
            String password,
            String phone,
            String language,
            UUID departmentId,
            List<Role> roles) {

        /** Never the password: this may end in a log. */
        @Override
        public String toString() {
            return "NewOfficer " + email;
        }
    }

    /**
     * A new officer and the secret of the second factor, which is told only now.
     *
     * @param totpSecret Base32
     * @param totpUri the same as an otpauth address, for a QR code
     */
    public record CreatedOfficer(UUID id, String totpSecret, String totpUri) {
        /** Never the secret: this may end in a log. */
        @Override
        public String toString() {
            return "CreatedOfficer " + id;
        }
    }

    /** Fails with {@code already-exists} when the e-mail address is taken, {@code invalid} when a rule refuses it. */
    public Future<CreatedOfficer> create(Caller caller, NewOfficer asked) {
        Account officer = officer(asked);
        byte[] secret = Totp.newSecret();
        return Future.succeededFuture()
                .compose(start -> {
                    check(officer);
                    Passwords.check("/password", asked.password(), officer.email());
                    return passwords.hash(asked.password());
                })
                .compose(hash -> pool.withTransaction(conn -> checkDuty(conn, officer)
                        .compose(fits -> AccountStore.insert(conn, officer, hash, secret))
                        .compose(isNew -> isNew
                                ? audit.append(
                                        conn, caller, "officer.created", "account", officer.id(), detail(officer))
                                : Future.failedFuture(taken()))))
                .map(done -> new CreatedOfficer(officer.id(), Totp.base32(secret), Totp.uri(secret, officer.email())));
    }

    private Account officer(NewOfficer asked) {
        return new Account(
                UuidCreator.getTimeOrderedEpoch(),
                Caller.Kind.OFFICER,
                clock.instant(),
                false,
                1,
                SignIn.normal(asked.email()),
                asked.name().strip(),
                asked.phone(),
                asked.language(),
                asked.departmentId(),
                asked.roles().stream().distinct().sorted().toList());
    }

    private void check(Account officer) {
        if (officer.roles().isEmpty()) {
            throw Problem.invalid("/roles", Localized.of("至少选择一个角色。", "At least one role."));
        }
        if (officer.departmentId() != null
                && departments.reference(officer.departmentId()).isEmpty()) {
            throw Problem.invalid("/departmentId", Localized.of("没有这个部门。", "There is no such department."));
        }
    }

    /** Duty officers decide between departments and read who reported in confidence: they are of the duty office. */
    private static Future<Void> checkDuty(SqlConnection conn, Account officer) {
        return !officer.roles().contains(Role.DUTY_OFFICER)
                ? Future.succeededFuture()
                : AccountStore.isDutyOffice(conn, officer.departmentId())
                        .compose(isDutyOffice -> isDutyOffice
                                ? Future.succeededFuture()
                                : Future.failedFuture(Problem.invalid(
                                        "/roles",
                                        Localized.of(
                                                "值班员必须是值班机构的人员。",
                                                "Only officers of the duty office are duty officers."))));
    }

    /** What an officer may be changed to; see {@link #update}. */
    record Change(
            long version,
            String name,
            String phone,
            String language,
            UUID departmentId,
            List<Role> roles,
            boolean disabled) {}

    /**
     * Changes an officer; disabled or with other roles, that holds within two seconds everywhere. Fails with {@code
     * not-found}, {@code stale}, {@code invalid}, or {@code wrong-state} when no administrator would be left.
     */
    Future<Account> update(Caller caller, UUID id, Change change) {
        return pool.withTransaction(conn -> AccountStore.byId(conn, id)
                        .map(found -> found.filter(account -> account.kind() == Caller.Kind.OFFICER)
                                .orElseThrow(Problem::notFound))
                        .compose(known -> AccountStore.lockAdministrators(conn)
                                .map(administrators -> keepAnAdministrator(changed(known, change), administrators))
                                .compose(officer -> (isOnlyDisabled(known, officer)
                                                ? Future.<Void>succeededFuture()
                                                : checkDuty(conn, officer))
                                        .compose(fits -> store(conn, caller, officer))))
                        .compose(done -> AccountStore.byId(conn, id)))
                .map(found -> found.orElseThrow(Problem::notFound))
                .onSuccess(done -> standings.forget());
    }

    private Account changed(Account known, Change change) {
        Account officer = new Account(
                known.id(),
                known.kind(),
                known.createdAt(),
                change.disabled(),
                change.version(),
                known.email(),
                change.name().strip(),
                change.phone(),
                change.language(),
                change.departmentId(),
                change.roles().stream().distinct().sorted().toList());
        check(officer);
        return officer;
    }

    /** Whoever has a role that is no longer for them can be disabled all the same: disabled, it has no rights. */
    private static boolean isOnlyDisabled(Account known, Account officer) {
        return officer.disabled()
                && known.roles().contains(Role.DUTY_OFFICER)
                && Objects.equals(known.departmentId(), officer.departmentId());
    }

    private Future<Void> store(SqlConnection conn, Caller caller, Account officer) {
        return AccountStore.update(conn, officer, clock.instant())
                .compose(current -> current
                        ? audit.append(conn, caller, "officer.changed", "account", officer.id(), detail(officer))
                        : Future.failedFuture(stale()))
                .compose(done -> officer.disabled()
                        ? SessionStore.endAll(conn, officer.id(), clock.instant(), "disabled")
                        : Future.succeededFuture());
    }

    private static Account keepAnAdministrator(Account officer, List<UUID> administrators) {
        boolean remains = !officer.disabled() && officer.roles().contains(Role.ADMINISTRATOR);
        boolean isTheLast = administrators.equals(List.of(officer.id()));
        if (isTheLast && !remains) {
            throw Problem.of(ProblemType.WRONG_STATE, "至少要保留一名管理员。", "At least one administrator must remain.");
        }
        return officer;
    }

    /** @param words within name or e-mail address, as all filters null for any */
    Future<List<Account>> list(UUID departmentId, String role, String words, UUID after, int limit) {
        return AccountStore.officers(pool, departmentId, role, words, after, limit);
    }

    private static JsonObject detail(Account officer) {
        JsonArray roles = new JsonArray(officer.roles().stream().map(Role::text).toList());
        return new JsonObject()
                .put("roles", roles)
                .put(
                        "departmentId",
                        officer.departmentId() == null
                                ? null
                                : officer.departmentId().toString())
                .put("disabled", officer.disabled());
    }

    private static Problem taken() {
        return Problem.of(ProblemType.ALREADY_EXISTS, "这个邮箱已有账号。", "This e-mail address has an account already.");
    }

    private static Problem stale() {
        return Problem.of(ProblemType.STALE, "此人员资料已被他人更新，请重新读取。", "This officer was changed meanwhile; read again.");
    }
}
