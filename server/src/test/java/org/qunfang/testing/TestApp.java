package org.qunfang.testing;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.qunfang.App;
import org.qunfang.http.Admission;
import org.qunfang.http.Caller;
import org.qunfang.http.Contract;
import org.qunfang.settings.Settings;

/**
 * The whole server with the sample city, over HTTP, on a database of its own:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final TestApp app = new TestApp();
 *
 * app.resident().put("/v1/reports/" + TestClient.id(), body);
 * app.officer("guangming-urban-management", Set.of("officer"), Set.of("case.read", "case.work")).get("/v1/cases");
 * }</pre>
 *
 * <p>Residents and officers of these two methods come in by a token of the test's own, so that a test need not sign in;
 * every other token is verified as always.
 */
public final class TestApp implements BeforeAllCallback, AfterAllCallback {
    private static final Set<String> RESIDENT = Set.of(
            "report.submit",
            "device.register",
            "volunteer.register",
            "organisation.register",
            "resource.offer",
            "need.read",
            "allocation.work",
            "warning.feedback",
            "lesson.answer");

    /** Scheduled work that a moved clock made due is done soon. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    private final TestDatabase database;
    private final TestApp first;
    private final Map<String, String> environment = new HashMap<>();
    private final Map<String, Caller> tokenToCaller = new ConcurrentHashMap<>();
    private final Clock clock;
    private boolean throughLine;
    private DatabaseLine line;
    private App app;
    private Contract contract;
    private Path data;

    public TestApp() {
        this(Clock.systemUTC());
    }

    /** @param clock the time that every room sees */
    public TestApp(Clock clock) {
        this.clock = clock;
        this.database = new TestDatabase();
        this.first = null;
    }

    private TestApp(TestApp first) {
        this.clock = first.clock;
        this.database = first.database;
        this.first = first;
    }

    /** One more process on the same database and data folder; registered after this one. */
    public TestApp beside() {
        return new TestApp(this);
    }

    /** The server reaches its database over a line that the test may cut; the test's own pool does not. */
    public TestApp throughLine() {
        throughLine = true;
        return this;
    }

    /** Only with {@link #throughLine}. */
    public DatabaseLine line() {
        return line;
    }

    /** Sets an environment variable before the server starts. */
    public TestApp set(String name, String value) {
        environment.put(name, value);
        return this;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (first == null) {
            database.beforeAll(context);
            data = newFolder();
        } else {
            data = first.data;
        }
        Map<String, String> variables = new LinkedHashMap<>(Map.of(
                "DATABASE_URL", database.url().text(),
                "QUNFANG_PORT", "0",
                "QUNFANG_MANAGEMENT_PORT", "0",
                "QUNFANG_DATA", data.toString(),
                "QUNFANG_DATABASE_CONNECTIONS", "4",
                "QUNFANG_SAMPLE", "true"));
        if (throughLine) {
            line = new DatabaseLine(database.vertx(), database.url());
            variables.put("DATABASE_URL", line.url());
        }
        variables.putAll(environment);
        app = App.start(Settings.from(variables), clock, LOOK_EVERY, this::withTestTokens);
        contract = Contract.load(database.vertx()).await();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        app.close();
        // Test classes keep their TestApp to the end of the run: it must not keep a whole city each.
        app = null;
        contract = null;
        if (first == null) {
            database.afterAll(context);
        }
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("qunfang-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Admission withTestTokens(Admission verifying) {
        return token -> {
            Caller caller = token == null ? null : tokenToCaller.get(token);
            return caller == null ? verifying.admit(token) : Future.succeededFuture(caller);
        };
    }

    /** Somebody without a token. */
    public TestClient nobody() {
        return new TestClient(database.vertx(), app.port(), contract);
    }

    /** A new resident. */
    public TestClient resident() {
        return as(new Caller(Caller.Kind.RESIDENT, UUID.randomUUID(), null, null, Set.of("resident"), RESIDENT, null));
    }

    /** A new officer of the department with this code. */
    public TestClient officer(String departmentCode, Set<String> roles, Set<String> permissions) {
        UUID department = departmentId(departmentCode);
        return as(new Caller(
                Caller.Kind.OFFICER, UUID.randomUUID(), "Test officer", department, roles, permissions, null));
    }

    public TestClient as(Caller caller) {
        // Tables point at accounts: everybody who acts has one.
        pool().preparedQuery(
                        "INSERT INTO accounts (id, kind, created_at) VALUES ($1, 'RESIDENT', now()) ON CONFLICT DO NOTHING")
                .execute(Tuple.of(caller.accountId()))
                .await();
        String token = "test-" + UUID.randomUUID();
        tokenToCaller.put(token, caller);
        return nobody().with("Authorization", "Bearer " + token);
    }

    public UUID departmentId(String code) {
        return pool().preparedQuery("SELECT id FROM departments WHERE code = $1")
                .execute(Tuple.of(code))
                .await()
                .iterator()
                .next()
                .getUUID("id");
    }

    public Pool pool() {
        return database.pool();
    }

    public Vertx vertx() {
        return database.vertx();
    }

    public App app() {
        return app;
    }

    public Contract contract() {
        return contract;
    }

    public int port() {
        return app.port();
    }

    /** The server's data folder, where sample-accounts.json is. */
    public Path data() {
        return data;
    }
}
