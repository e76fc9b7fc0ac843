package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.sqlclient.Pool;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Admission;
import org.qunfang.http.Operation;

/** The room's door: makes it and hands out what others need of it. */
public final class Identity {
    private final Pool pool;
    private final IdentityService service;
    private final OfficerService officers;
    private final Credentials credentials;
    private final Passwords passwords;
    private final Map<String, Operation> operations;

    private Identity(
            Ground ground,
            IdentityService service,
            OfficerService officers,
            Credentials credentials,
            Passwords passwords,
            Map<String, Operation> operations) {
        this.pool = ground.pool();
        this.service = service;
        this.officers = officers;
        this.credentials = credentials;
        this.passwords = passwords;
        this.operations = operations;
    }

    /**
     * What the room stands on.
     *
     * @param passwordWorkers a bounded pool for Argon2: each thread takes 19 MiB while it hashes
     * @param issuer the {@code iss} of access tokens, the same in every process: the public address
     */
    public record Ground(
            Vertx vertx,
            Pool pool,
            Clock clock,
            AuditLog audit,
            WorkerExecutor passwordWorkers,
            String issuer,
            DepartmentDirectory departments) {}

    /** Loads the signing keys, or makes them when this is the first process ever. */
    public static Future<Identity> open(Ground ground) {
        return AccessTokens.load(ground.vertx(), ground.pool(), ground.issuer(), ground.clock())
                .map(accessTokens -> furnish(ground, accessTokens));
    }

    private static Identity furnish(Ground ground, AccessTokens accessTokens) {
        Pool pool = ground.pool();
        Clock clock = ground.clock();
        Passwords passwords = new Passwords(ground.passwordWorkers());
        Standings standings = new Standings(pool, clock);
        Sessions sessions = new Sessions(pool, clock, ground.audit(), accessTokens, standings);
        SignIn signIn = new SignIn(pool, clock, ground.audit(), passwords, sessions);
        IdentityService service = new IdentityService(pool, clock, accessTokens, standings, sessions);
        OfficerService officers =
                new OfficerService(pool, clock, ground.audit(), passwords, standings, ground.departments());
        Credentials credentials = new Credentials(pool, clock, ground.audit(), passwords, standings, sessions);
        Recovery recovery = new Recovery(pool, clock, ground.audit(), standings, sessions);
        IdentityApi api =
                new IdentityApi(service, signIn, sessions, officers, credentials, recovery, ground.departments());
        return new Identity(ground, service, officers, credentials, passwords, api.operations());
    }

    public Admission admission() {
        return service;
    }

    public OfficerService officers() {
        return officers;
    }

    public Credentials credentials() {
        return credentials;
    }

    /** What is stored instead of a password, for accounts that do not come in by {@link #officers()}. */
    public Future<String> passwordHash(String password) {
        return passwords.hash(password);
    }

    /** Account ids to names, for those who show who did something; residents have none. */
    public Future<Map<UUID, String>> names(Set<UUID> accountIds) {
        return AccountStore.names(pool, accountIds);
    }

    /** Whom a department is reached by: its leads; where it has none, all its officers. At most 1,000. */
    public Future<List<UUID>> leadsOf(UUID departmentId) {
        return AccountStore.leadsOf(pool, departmentId);
    }

    /** Forgets sessions and failed sign-ins that are long over; to be called now and then. */
    public Future<Integer> sweep() {
        return service.sweep();
    }

    /** Handlers by operationId. */
    public Map<String, Operation> operations() {
        return operations;
    }
}
