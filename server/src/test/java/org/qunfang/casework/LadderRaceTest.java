package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.AuditLog;
import org.qunfang.testing.Answer;
import org.qunfang.testing.MovableClock;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** What happens when the scheduler does not keep processes apart, and when telling fails. */
class LadderRaceTest {
    /** The server's own recurring work sees no time pass: only the services of the test do. */
    private static final MovableClock ahead = new MovableClock();

    @RegisterExtension
    static final TestApp app = new TestApp(Clock.systemUTC());

    private static CaseworkCity city;

    @BeforeAll
    static void staff() {
        city = new CaseworkCity(app);
        ahead.advance(Duration.ofHours(5));
    }

    private static LadderService service() {
        CaseService cases = new CaseService(app.pool(), new AuditLog(ahead), ahead, () -> Deadlines.BUILT_IN, () -> {});
        return new LadderService(app.pool(), cases, app.app().rooms().registry(), ahead);
    }

    private static long rungs(String id) {
        return city.count("SELECT count(*) FROM rungs WHERE case_id = $1", UUID.fromString(id));
    }

    @Test
    void fourAtOnceClimbOneRungOfEachCase() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.add(city.mediumCase());
        }
        List<Future<Void>> runs = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            runs.add(service().climb(notice -> Future.succeededFuture()));
        }
        Future.all(runs).await();

        assertThat(ids).allSatisfy(id -> assertThat(rungs(id)).isEqualTo(1));
        assertThat(ids)
                .allSatisfy(id -> assertThat(city.count(
                                "SELECT count(*) FROM timeline_entries WHERE case_id = $1 AND kind = 'overdue'",
                                UUID.fromString(id)))
                        .isEqualTo(1));
    }

    @Test
    void whoAcknowledgesAtTheSameMomentIsLateOnceOrNotAtAll() {
        for (int i = 0; i < 5; i++) {
            String id = city.mediumCase();
            Future<Void> climbing = service().climb(notice -> Future.succeededFuture());
            int status = city.lead
                    .with("If-Match", "\"1\"")
                    .post("/v1/cases/" + id + "/acknowledge", CaseworkCity.bodyFor("acknowledge"))
                    .status();
            climbing.await();

            if (status == 412) {
                assertThat(rungs(id)).isEqualTo(1);
                city.step(id, "acknowledge");
            }
            assertThat(status).isIn(200, 412);
            assertThat(city.count(
                            "SELECT count(*) FROM rungs WHERE case_id = $1 AND ended_at IS NULL", UUID.fromString(id)))
                    .as("nothing is left open")
                    .isZero();
        }
    }

    @Test
    void whoIsToldReadsTheCaseWithItsPhotosAndWithoutContactWhileTheSilenceLasts() {
        String id = city.caseOf(CaseworkCity.report()
                .put("contact", new JsonObject().put("name", "黄女士").put("phone", "13800000000")));
        String photo = TestClient.id();
        city.lead.put("/v1/cases/" + id + "/photos/" + photo, "image/jpeg", CasePhotoTest.jpeg(60));
        TestClient superior = city.named("上级", "guangming-government", "officer", CaseworkCity.OFFICER);

        assertThat(superior.get("/v1/photos/" + photo).status()).isEqualTo(404);
        service().climb(notice -> Future.succeededFuture()).await();
        ahead.advance(Duration.ofHours(5));
        service().climb(notice -> Future.succeededFuture()).await();

        assertThat(rungs(id)).isEqualTo(2);
        assertThat(superior.get("/v1/photos/" + photo).status()).isEqualTo(200);
        Answer read = superior.get("/v1/cases/" + id);
        assertThat(read.status()).isEqualTo(200);
        assertThat(read.body().toString()).doesNotContain("13800000000", "黄女士");
        assertThat(superior.post("/v1/cases/" + id + "/comment", CaseworkCity.bodyFor("comment"))
                        .status())
                .as("reads, does not take part")
                .isEqualTo(404);
        city.step(id, "acknowledge");
        assertThat(superior.get("/v1/photos/" + photo).status()).isEqualTo(404);
        assertThat(superior.get("/v1/cases/" + id).status()).isEqualTo(404);
    }

    @Test
    void aNoticeThatFailedIsToldAgainWithTheSameIdAndThenNeverMore() {
        String id = city.mediumCase();
        List<UUID> tried = new CopyOnWriteArrayList<>();

        service()
                .climb(notice -> {
                    tried.add(notice.id());
                    return Future.failedFuture("the mail server is down");
                })
                .await();
        assertThat(rungs(id)).as("telling never holds up climbing").isEqualTo(1);
        List<UUID> told = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 2; i++) {
            service()
                    .climb(notice -> {
                        told.add(notice.id());
                        return Future.succeededFuture();
                    })
                    .await();
        }

        assertThat(told).containsExactlyElementsOf(tried).isNotEmpty();
    }
}
