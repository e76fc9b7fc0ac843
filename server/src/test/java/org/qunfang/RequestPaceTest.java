package org.qunfang;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** How fast one phone and one address may bring what makes rows. Every test has addresses of its own. */
class RequestPaceTest {
    private static final MovableClock clock = new MovableClock().stop();

    @RegisterExtension
    static final TestApp app = new TestApp(clock).set("QUNFANG_TRUSTED_PROXIES", "127.0.0.1");

    private static final AtomicInteger registrations = new AtomicInteger();

    private static TestClient at(String address, TestClient who) {
        return who.with("X-Forwarded-For", address);
    }

    private static JsonObject report() {
        return new JsonObject()
                .put("category", "landfill-slope")
                .put("description", "坡脚渗水")
                .put("location", new JsonObject().put("lat", 22.7110).put("lon", 113.9340))
                .put("observedAt", "2026-11-23T08:15:00+08:00");
    }

    private static JsonObject volunteer() {
        return new JsonObject()
                .put("name", "王芳")
                .put("phone", "+86 138 0000 0000")
                .put("birthYear", 1990)
                .put("skills", new JsonArray().add("first-aid"))
                .put("languages", new JsonArray().add("zh-CN"))
                .put("availability", new JsonArray().add("weekday-evening"))
                .put("homeAreaCode", "440311-fenghuang")
                .put("travelRadiusMeters", 20_000)
                .put("consents", true)
                .put("consentVersion", "2026-11");
    }

    private static String newReport() {
        return "/v1/reports/" + TestClient.id();
    }

    private static int accepted(TestClient resident, int asked) {
        int accepted = 0;
        for (int n = 0; n < asked; n++) {
            Answer answer = resident.put(newReport(), report());
            assertThat(answer.status()).isIn(201, 429);
            accepted += answer.status() == 201 ? 1 : 0;
        }
        return accepted;
    }

    private static int retryAfter(Answer answer) {
        return Integer.parseInt(answer.headers().get("Retry-After"));
    }

    private static long reports() {
        return app.pool()
                .query("SELECT count(*) FROM reports")
                .execute()
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static Answer organisation(TestClient resident) {
        int n = registrations.incrementAndGet();
        JsonObject name = new JsonObject().put("zh-CN", "救援队 " + n).put("en", "Rescue team " + n);
        return resident.post(
                "/v1/organisations",
                new JsonObject()
                        .put("name", name)
                        .put("kind", "rescue-team")
                        .put("registrationNumber", "52440300-" + n)
                        .put("contact", new JsonObject().put("name", "赵强").put("phone", "13800000000")));
    }

    @Test
    void onePhoneFilesSixtyReportsAtOnceAndThenOneEveryThirtySeconds() {
        TestClient resident = at("192.0.2.10", app.resident());
        assertThat(accepted(resident, 62)).isEqualTo(60);

        Answer refused = resident.put(newReport(), report());
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.problem()).isEqualTo("too-many-requests");
        assertThat(retryAfter(refused)).isEqualTo(30);

        clock.advance(Duration.ofSeconds(retryAfter(refused)));
        assertThat(accepted(resident, 2)).isEqualTo(1);
        assertThat(accepted(at("192.0.2.10", app.resident()), 1)).isEqualTo(1);
    }

    @Test
    void whatIsRefusedNeitherAsksTheDatabaseNorLeavesARow() {
        TestClient resident = at("192.0.2.11", app.resident());
        accepted(resident, 61);
        long before = reports();
        SqlConnection blocker = app.pool().getConnection().await();
        Transaction transaction = blocker.begin().await();
        try {
            blocker.query("LOCK TABLE reports, cases, accounts IN ACCESS EXCLUSIVE MODE")
                    .execute()
                    .await();

            assertThat(resident.put(newReport(), report()).status()).isEqualTo(429);
        } finally {
            transaction.rollback().await();
            blocker.close().await();
        }
        assertThat(reports()).isEqualTo(before);
    }

    @Test
    void aPhoneThatLostAnAnswerLearnsItsTrackingCodeAlsoWhenItsPaceIsUsedUp() {
        TestClient resident = at("192.0.2.12", app.resident());
        String path = newReport();
        Answer first = resident.put(path, report());
        accepted(resident, 60);

        Answer again = resident.put(path, report());

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json()).isEqualTo(first.json());
    }

    @Test
    void repeatsHaveAPaceTooAndTakeNothingFromNewReports() {
        TestClient resident = at("192.0.2.13", app.resident());
        String path = newReport();
        resident.put(path, report());
        int answered = 0;
        Answer last = resident.put(path, report());
        while (last.status() == 200 && answered < 200) {
            answered++;
            last = resident.put(path, report());
        }

        assertThat(answered).isEqualTo(60);
        assertThat(last.status()).isEqualTo(429);
        assertThat(retryAfter(last)).isEqualTo(2);
        assertThat(accepted(resident, 1)).isEqualTo(1);
    }

    @Test
    void aReportThatWasRefusedIsTakenWhenItsTimeHasCome() {
        TestClient resident = at("192.0.2.14", app.resident());
        accepted(resident, 60);
        String path = newReport();
        Answer refused = resident.put(path, report());
        assertThat(refused.status()).isEqualTo(429);

        clock.advance(Duration.ofSeconds(retryAfter(refused)));

        assertThat(resident.put(path, report()).status()).isEqualTo(201);
        assertThat(resident.put(path, report()).status()).isEqualTo(200);
    }

    @Test
    void whoRegisteredAsOftenAsMayBeCanStillWithdraw() {
        TestClient resident = at("192.0.2.31", app.resident());
        Answer registered = resident.put("/v1/volunteers/me", volunteer());
        assertThat(registered.status()).as(registered.body().toString()).isEqualTo(201);
        int organisations = 0;
        while (organisation(resident).status() != 429) {
            assertThat(++organisations).isLessThan(30);
        }

        Answer withdrawn = resident.post("/v1/volunteers/me/withdraw", new JsonObject());

        assertThat(withdrawn.status()).as(withdrawn.body().toString()).isEqualTo(200);
    }

    @Test
    void whatBreaksTheContractIsNotCounted() {
        TestClient resident = at("192.0.2.15", app.resident());
        for (int n = 0; n < 100; n++) {
            assertThat(resident.put(newReport(), new JsonObject()).status()).isEqualTo(400);
        }

        assertThat(accepted(resident, 60)).isEqualTo(60);
    }

    @Test
    void officersAreNotPaced() {
        TestClient officer =
                at("192.0.2.16", app.officer("guangming-urban-management", Set.of("officer"), Set.of("report.submit")));
        assertThat(accepted(officer, 70)).isEqualTo(70);
    }

    @Test
    void manyAccountsOfOneAddressSharePaceAndOtherAddressesDoNotWait() {
        int made = 0;
        for (int phone = 0; phone < 16; phone++) {
            TestClient resident = at("192.0.2.17", app.resident());
            for (int n = 0; n < 20; n++) {
                made += organisation(resident).status() == 201 ? 1 : 0;
            }
        }
        assertThat(made).isEqualTo(300);

        TestClient late = app.resident();
        Answer refused = organisation(at("192.0.2.17", late));
        assertThat(refused.status()).isEqualTo(429);
        assertThat(retryAfter(refused)).isEqualTo(1);
        assertThat(refused.json().getString("detail")).contains("网络地址");
        for (int n = 0; n < 20; n++) {
            assertThat(organisation(at("192.0.2.18", late)).status())
                    .as("what the address was refused cost the account nothing")
                    .isEqualTo(201);
        }
    }

    @Test
    void anAddressBringsThreeHundredPhonesAtOnce() {
        TestClient nobody = at("192.0.2.19", app.nobody());
        int made = 0;
        for (int n = 0; n < 320; n++) {
            made += nobody.post("/v1/auth/anonymous", new JsonObject()).status() == 201 ? 1 : 0;
        }

        assertThat(made).isEqualTo(300);
        assertThat(at("192.0.2.20", app.nobody())
                        .post("/v1/auth/anonymous", new JsonObject())
                        .status())
                .isEqualTo(201);
    }

    @Test
    void wordsToAReportAreCountedApartFromReports() {
        TestClient resident = at("192.0.2.21", app.resident());
        String path = newReport();
        resident.put(path, report());
        accepted(resident, 60);
        JsonObject words = new JsonObject().put("text", "又宽了一些");
        int added = 0;
        Answer last = resident.post(path + "/additions", words);
        while (last.status() == 201 && added < 200) {
            added++;
            last = resident.post(path + "/additions", words);
        }

        assertThat(added).isEqualTo(60);
        assertThat(last.status()).isEqualTo(429);
        assertThat(retryAfter(last)).isEqualTo(10);
        assertThat(app.pool()
                        .preparedQuery("SELECT count(*) FROM report_additions")
                        .execute(Tuple.tuple())
                        .await()
                        .iterator()
                        .next()
                        .getLong(0))
                .isEqualTo(added);
    }

    @Test
    void operatorsSeeHowManyWereRefusedInWhichGroup() throws IOException, InterruptedException {
        double before = refused("reports", "account");
        accepted(at("192.0.2.22", app.resident()), 62);

        assertThat(refused("reports", "account")).isGreaterThanOrEqualTo(before + 2);
        assertThat(refused("photos", "address")).isZero();
    }

    private static double refused(String group, String limit) throws IOException, InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + app.app().managementPort() + "/metrics");
        String name = "qunfang_pace_refused_total{group=\"" + group + "\",limit=\"" + limit + "\"} ";
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }
}
