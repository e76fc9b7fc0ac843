package org.qunfang.delivery;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.qunfang.App;
import org.qunfang.db.Schedule;
import org.qunfang.http.Admission;
import org.qunfang.http.Caller;
import org.qunfang.settings.Settings;

/**
 * What is measured, in a process of its own: the product, or a bare Vert.x handler that says hello. Tells its port, then
 * answers each line on its standard input with the bytes of heap in use and of memory held, and ends with it.
 */
final class BenchServer {
    static final String APP = "app";
    static final String HELLO = "hello";
    static final String AUTHOR = "author";
    static final String APPROVER = "approver";
    /** Hears the steps of warnings. */
    static final String PAGE = "page-";
    /** Hears nothing but the warnings for their own places. */
    static final String RESIDENT = "resident-";

    /** Its sample officers author and approve. */
    private static final String DEPARTMENT = "guangming-urban-management";

    private BenchServer() {}

    public static void main(String[] arguments) throws Exception {
        System.out.println("port " + (arguments[0].equals(HELLO) ? hello() : app()));
        BufferedReader asked = new BufferedReader(new InputStreamReader(System.in));
        while (asked.readLine() != null) {
            System.out.println("memory " + heap() + " " + resident());
        }
        System.exit(0);
    }

    private static int hello() {
        HttpServer server = Vertx.vertx()
                .createHttpServer()
                .requestHandler(request -> request.response().end("hello"))
                .listen(0, "127.0.0.1")
                .await();
        return server.actualPort();
    }

    private static int app() {
        Function<String, UUID>[] departments = new Function[1];
        Admission admission = token -> Future.succeededFuture(caller(token, departments[0]));
        App app = App.start(
                Settings.from(System.getenv()), Clock.systemUTC(), Schedule.LOOK_EVERY, verifying -> admission);
        departments[0] = code -> app.rooms()
                .registry()
                .matrix()
                .departmentByCode(code)
                .orElseThrow()
                .id();
        return app.port();
    }

    private static Caller caller(String token, Function<String, UUID> departments) {
        if (token == null) {
            return Caller.NOBODY;
        }
        if (token.startsWith(PAGE)) {
            return resident(token.substring(PAGE.length()), Set.of("device.register", "warning.read"));
        }
        if (token.startsWith(RESIDENT)) {
            return resident(token.substring(RESIDENT.length()), Set.of("device.register"));
        }
        Set<String> rights = token.equals(AUTHOR)
                ? Set.of("warning.read", "warning.draft")
                : Set.of("warning.read", "warning.approve");
        return new Caller(
                Caller.Kind.OFFICER,
                account(token),
                token,
                departments.apply(DEPARTMENT),
                Set.of("warning_" + token),
                rights,
                null);
    }

    private static Caller resident(String number, Set<String> rights) {
        UUID account = BenchCity.device(Integer.parseInt(number));
        return new Caller(Caller.Kind.RESIDENT, account, null, null, Set.of(), rights, null);
    }

    /** Of an officer. */
    static UUID account(String token) {
        return UUID.nameUUIDFromBytes(token.getBytes());
    }

    private static long heap() throws InterruptedException {
        for (int i = 0; i < 3; i++) {
            System.gc();
            Thread.sleep(200);
        }
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long resident() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                .findFirst()
                .orElse(0);
    }
}
