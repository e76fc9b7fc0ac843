package org.qunfang.identity;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.qunfang.http.Caller;

/** SQL of accounts. */
final class AccountStore {
    private static final String BY_ID = """
            SELECT id, kind, created_at, disabled_at, version, email, name, phone, language, department_id, roles
            FROM accounts
            WHERE id = $1
            """;

    private static final String CANDIDATE = """
            SELECT a.id, a.kind, a.created_at, a.disabled_at, a.version, a.email, a.name, a.phone, a.language,
                   a.department_id, a.roles, a.password_hash, a.totp_secret, a.totp_last_step,
                   EXISTS (SELECT
                           FROM sessions AS s
                           WHERE s.account_id = a.id AND s.address = $2 AND s.created_at > $3) AS known_address
            FROM accounts AS a
            WHERE a.email = $1 AND a.kind = 'OFFICER'
            """;

    private static final String LIST = """
            SELECT id, kind, created_at, disabled_at, version, email, name, phone, language, department_id, roles
            FROM accounts
            WHERE kind = 'OFFICER'
              AND ($1::uuid IS NULL OR department_id = $1)
              AND ($2::text IS NULL OR $2 = ANY (roles))
              AND ($3::text IS NULL OR position(lower($3) IN lower(name || ' ' || email)) > 0)
              AND ($4::uuid IS NULL OR id > $4)
            ORDER BY id
            LIMIT $5
            """;

    private static final String IS_DUTY_OFFICE = """
            SELECT is_duty_office($1)
            """;

    private static final String NAMES = """
            SELECT id, name
            FROM accounts
            WHERE id = ANY ($1) AND name IS NOT NULL
            """;

    /** Leads first: who asks takes them when there are any. */
    private static final String OF_DEPARTMENT = """
            SELECT id, 'department_lead' = ANY (roles) AS leads
            FROM accounts
            WHERE kind = 'OFFICER' AND department_id = $1 AND disabled_at IS NULL
            ORDER BY id
            LIMIT 1000
            """;

    private static final String INSERT_OFFICER = """
            INSERT INTO accounts
                (id, kind, created_at, email, name, phone, language, department_id, roles, password_hash, totp_secret)
            VALUES
                ($1, 'OFFICER', $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ON CONFLICT (email) WHERE email IS NOT NULL DO NOTHING
            """;

    private static final String UPDATE_OFFICER = """
            UPDATE accounts
            SET name = $3, phone = $4, language = $5, department_id = $6, roles = $7,
                disabled_at = CASE WHEN $8 THEN COALESCE(disabled_at, $9) END,
                version = version + 1
            WHERE id = $1 AND kind = 'OFFICER' AND version = $2
            """;

    private static final String USE_CODE = """
            UPDATE accounts
            SET totp_last_step = $2
            WHERE id = $1 AND disabled_at IS NULL AND (totp_last_step IS NULL OR totp_last_step < $2)
              AND password_hash = $3 AND totp_secret = $4
            """;

    private static final String RESET = """
            UPDATE accounts
            SET password_hash = COALESCE($2, password_hash), totp_secret = COALESCE($3, totp_secret),
                totp_last_step = CASE WHEN $3 IS NULL THEN totp_last_step END
            WHERE id = $1 AND kind = 'OFFICER'
            """;

    private static final String CHANGE_PASSWORD = """
            UPDATE accounts
            SET password_hash = $3
            WHERE id = $1 AND password_hash = $2 AND disabled_at IS NULL
            """;

    private static final String LOCK_ADMINISTRATORS = """
            SELECT id
            FROM accounts
            WHERE kind = 'OFFICER' AND disabled_at IS NULL AND 'administrator' = ANY (roles)
            ORDER BY id
            FOR UPDATE
            """;

    /**
     * An account that somebody tries to sign in to.
     *
     * @param totpLastStep the last time step whose code was used, or null
     * @param knownAddress whether it was signed in to from this address lately
     */
    record Candidate(
            Account account, String passwordHash, byte[] totpSecret, Long totpLastStep, boolean knownAddress) {}

    private AccountStore() {}

    static Future<Optional<Account>> byId(SqlClient conn, UUID id) {
        return conn.preparedQuery(BY_ID)
                .execute(Tuple.of(id))
                .map(rows -> Rows.first(rows).map(AccountStore::account));
    }

    /** @param since sign-ins from the address after this moment make it a known one */
    static Future<Optional<Candidate>> candidate(SqlClient conn, String email, String address, Instant since) {
        return conn.preparedQuery(CANDIDATE)
                .execute(Tuple.of(email, address, Rows.utc(since)))
                .map(rows -> Rows.first(rows)
                        .map(row -> new Candidate(
                                account(row),
                                row.getString("password_hash"),
                                row.getBuffer("totp_secret").getBytes(),
                                row.getLong("totp_last_step"),
                                row.getBoolean("known_address"))));
    }

    static Future<List<Account>> officers(
            SqlClient conn, UUID departmentId, String role, String words, UUID after, int limit) {
        return conn.preparedQuery(LIST)
                .execute(Tuple.of(departmentId, role, words, after, limit))
                .map(rows -> Rows.stream(rows).map(AccountStore::account).toList());
    }

    /** Ids to names; residents have none. */
    /** The department's leads; where it has none, all its officers. */
    static Future<List<UUID>> leadsOf(SqlClient client, UUID departmentId) {
        return client.preparedQuery(OF_DEPARTMENT)
                .execute(Tuple.of(departmentId))
                .map(rows -> {
                    List<Row> officers = java.util.stream.StreamSupport.stream(rows.spliterator(), false)
                            .toList();
                    boolean hasLead = officers.stream().anyMatch(row -> row.getBoolean("leads"));
                    return officers.stream()
                            .filter(row -> !hasLead || row.getBoolean("leads"))
                            .map(row -> row.getUUID("id"))
                            .toList();
                });
    }

    static Future<Map<UUID, String>> names(SqlClient conn, Set<UUID> ids) {
        return conn.preparedQuery(NAMES)
                .execute(Tuple.of((Object) ids.toArray(UUID[]::new)))
                .map(rows -> Rows.stream(rows)
                        .collect(Collectors.toMap(row -> row.getUUID("id"), row -> row.getString("name"))));
    }

    /** False when the e-mail address belongs to somebody already. */
    static Future<Boolean> insert(SqlClient conn, Account officer, String passwordHash, byte[] totpSecret) {
        Tuple values = Tuple.tuple()
                .addUUID(officer.id())
                .addOffsetDateTime(Rows.utc(officer.createdAt()))
                .addString(officer.email())
                .addString(officer.name())
                .addString(officer.phone())
                .addString(officer.language())
                .addUUID(officer.departmentId())
                .addArrayOfString(texts(officer.roles()))
                .addString(passwordHash)
                .addBuffer(Buffer.buffer(totpSecret));
        return conn.preparedQuery(INSERT_OFFICER).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /** False when the stored version is another one. */
    static Future<Boolean> update(SqlClient conn, Account officer, Instant now) {
        Tuple values = Tuple.tuple()
                .addUUID(officer.id())
                .addLong(officer.version())
                .addString(officer.name())
                .addString(officer.phone())
                .addString(officer.language())
                .addUUID(officer.departmentId())
                .addArrayOfString(texts(officer.roles()))
                .addBoolean(officer.disabled())
                .addOffsetDateTime(Rows.utc(now));
        return conn.preparedQuery(UPDATE_OFFICER).execute(values).map(rows -> rows.rowCount() == 1);
    }

    /**
     * Uses up a code's time step; false when it, or a later one, was used already, or when the password or the second
     * factor is another one by now.
     */
    static Future<Boolean> useCode(SqlClient conn, Candidate proved, long step) {
        return conn.preparedQuery(USE_CODE)
                .execute(Tuple.of(
                        proved.account().id(), step, proved.passwordHash(), Buffer.buffer(proved.totpSecret())))
                .map(rows -> rows.rowCount() == 1);
    }

    /** @param passwordHash null keeps the one there is, as {@code totpSecret} does */
    static Future<Void> reset(SqlClient conn, UUID id, String passwordHash, byte[] totpSecret) {
        Tuple values = Tuple.tuple()
                .addUUID(id)
                .addString(passwordHash)
                .addBuffer(totpSecret == null ? null : Buffer.buffer(totpSecret));
        return conn.preparedQuery(RESET).execute(values).mapEmpty();
    }

    /** False when the stored password is another one by now, or the account disabled. */
    static Future<Boolean> changePassword(SqlClient conn, Candidate proved, String newHash) {
        return conn.preparedQuery(CHANGE_PASSWORD)
                .execute(Tuple.of(proved.account().id(), proved.passwordHash(), newHash))
                .map(rows -> rows.rowCount() == 1);
    }

    /** All administrators who may work; none of them can be changed by others until the transaction ends. */
    static Future<List<UUID>> lockAdministrators(SqlClient conn) {
        return conn.preparedQuery(LOCK_ADMINISTRATORS)
                .execute()
                .map(rows -> Rows.stream(rows).map(row -> row.getUUID("id")).toList());
    }

    static Future<Boolean> isDutyOffice(SqlClient conn, UUID departmentId) {
        return conn.preparedQuery(IS_DUTY_OFFICE)
                .execute(Tuple.of(departmentId))
                .map(rows -> rows.iterator().next().getBoolean(0));
    }

    private static String[] texts(List<Role> roles) {
        return roles.stream().map(Role::text).toArray(String[]::new);
    }

    static List<Role> roles(Row row) {
        return Arrays.stream(row.getArrayOfStrings("roles")).map(Role::of).toList();
    }

    private static Account account(Row row) {
        return new Account(
                row.getUUID("id"),
                Caller.Kind.valueOf(row.getString("kind")),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("disabled_at") != null,
                row.getLong("version"),
                row.getString("email"),
                row.getString("name"),
                row.getString("phone"),
                row.getString("language"),
                row.getUUID("department_id"),
                roles(row));
    }
}
