package org.qunfang;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bouncycastle.util.encoders.Base32;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.identity.Identity;

/**
 * The sample city's officers: one for each role, two who approve warnings, and one for each department. Their random
 * credentials stand in {@code sample-accounts.json}, readable by the owner only. One password serves all of them, since
 * hashing fifty would hold up the start by seconds; everyone has a second factor of their own.
 */
final class SampleAccounts {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int TOTP_BYTES = 20;
    private static final int PASSWORD_BYTES = 18;
    private static final Caller PROGRAM =
            new Caller(Caller.Kind.SERVICE, null, "sample city", null, Set.of(), Set.of(), null);

    private static final String KNOWN = """
            SELECT email, totp_secret
              FROM accounts
             WHERE email = ANY ($1) AND disabled_at IS NULL
            """;

    private static final String STORE = """
            INSERT INTO accounts
                (id, kind, created_at, email, name, department_id, roles, password_hash, totp_secret)
            SELECT $1, 'OFFICER', $2, $3, $4, d.id, $6, $7, $8
              FROM departments AS d
             WHERE d.code = $5
            ON CONFLICT (email) WHERE email IS NOT NULL DO UPDATE
               SET password_hash = excluded.password_hash, totp_secret = excluded.totp_secret, disabled_at = NULL,
                   version = accounts.version + 1
            """;

    private final Pool pool;
    private final Path file;
    private final Clock clock;
    private final Identity identity;

    SampleAccounts(Pool pool, Path file, Clock clock, Identity identity) {
        this.pool = pool;
        this.file = file;
        this.clock = clock;
        this.identity = identity;
    }

    private record Person(String key, String email, String name, String department, String role) {}

    /**
     * Stores the accounts and writes the file, unless both are there and agree. Where the file is lost, everybody gets
     * new credentials: nobody can know the old ones. Blocks.
     */
    void load(JsonObject city) {
        List<Person> people = people(city);
        if (Files.exists(file) && agrees(people)) {
            return;
        }
        String password = random(PASSWORD_BYTES);
        Map<String, byte[]> keyToSecret = new HashMap<>();
        people.forEach(person -> keyToSecret.put(person.key(), randomBytes(TOTP_BYTES)));
        Path unfinished = write(people, password, keyToSecret);
        String hash = identity.passwordHash(password).await();
        pool.withTransaction(conn -> store(conn, people, hash, keyToSecret)).await();
        // Only now: a crash before leaves no file, and the next start makes new credentials.
        move(unfinished);
    }

    private static List<Person> people(JsonObject city) {
        List<Person> people = new ArrayList<>();
        for (Object each : city.getJsonArray("accounts")) {
            JsonObject account = (JsonObject) each;
            people.add(new Person(
                    account.getString("key"),
                    account.getString("email"),
                    account.getJsonObject("displayName").getString("zh-CN"),
                    account.getString("department"),
                    account.getJsonArray("roles").getString(0)));
        }
        for (Object each : city.getJsonArray("departments")) {
            JsonObject department = (JsonObject) each;
            String code = department.getString("code");
            String name = department.getJsonObject("name").getString("zh-CN") + "经办员";
            people.add(new Person("officer:" + code, "officer." + code + "@qunfang.example", name, code, "officer"));
        }
        return people;
    }

    private boolean agrees(List<Person> people) {
        JsonObject credentials = read();
        String[] emails = people.stream().map(Person::email).toArray(String[]::new);
        Map<String, String> emailToSecret = new HashMap<>();
        pool.preparedQuery(KNOWN)
                .execute(Tuple.of(emails))
                .await()
                .forEach(row -> emailToSecret.put(row.getString("email"), base32(row.getBuffer("totp_secret"))));
        return people.stream().allMatch(person -> {
            JsonObject known = credentials.getJsonObject(person.key(), new JsonObject());
            String secret = emailToSecret.get(person.email());
            return secret != null && secret.equals(known.getString("totpSecret"));
        });
    }

    private Future<Void> store(
            SqlClient conn, List<Person> people, String passwordHash, Map<String, byte[]> keyToSecret) {
        List<Tuple> rows = new ArrayList<>();
        for (Person person : people) {
            rows.add(Tuple.tuple()
                    .addUUID(UuidCreator.getTimeOrderedEpoch())
                    .addOffsetDateTime(clock.instant().atOffset(ZoneOffset.UTC))
                    .addString(person.email())
                    .addString(person.name())
                    .addString(person.department())
                    .addArrayOfString(new String[] {person.role()})
                    .addString(passwordHash)
                    .addBuffer(Buffer.buffer(keyToSecret.get(person.key()))));
        }
        JsonObject detail = new JsonObject()
                .put("emails", new JsonArray(people.stream().map(Person::email).toList()));
        return conn.preparedQuery(STORE)
                .executeBatch(rows)
                .compose(stored ->
                        new AuditLog(clock).append(conn, PROGRAM, "officer.sample-created", "account", null, detail));
    }

    private JsonObject read() {
        try {
            return new JsonObject(Files.readString(file));
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be read", failure);
        }
    }

    private Path write(List<Person> people, String password, Map<String, byte[]> keyToSecret) {
        JsonObject credentials = new JsonObject();
        people.forEach(person -> credentials.put(
                person.key(),
                new JsonObject()
                        .put("email", person.email())
                        .put("password", password)
                        .put("totpSecret", base32(Buffer.buffer(keyToSecret.get(person.key()))))));
        try {
            Files.createDirectories(file.getParent());
            Path unfinished = Files.createTempFile(
                    file.getParent(),
                    "sample-accounts",
                    ".unfinished",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            return Files.writeString(unfinished, credentials.encodePrettily() + "\n");
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be written", failure);
        }
    }

    private void move(Path unfinished) {
        try {
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(file + " cannot be written", failure);
        }
    }

    private static String base32(Buffer secret) {
        return Base32.toBase32String(secret.getBytes()).replace("=", "");
    }

    private static String random(int bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(randomBytes(bytes));
    }

    private static byte[] randomBytes(int count) {
        byte[] bytes = new byte[count];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
