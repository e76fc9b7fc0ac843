package org.qunfang.casework;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.audit.AuditLog;
import org.qunfang.http.Caller;
import org.qunfang.problem.Problem;
import org.qunfang.testing.TestApp;

/** The use that the report room makes of a case in its own transaction. */
class SenderVerdictTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static final Caller SENDER =
            new Caller(Caller.Kind.RESIDENT, UUID.randomUUID(), null, null, Set.of(), Set.of(), null);

    static CaseworkCity city;
    static CaseService cases;

    @BeforeAll
    static void settle() {
        city = new CaseworkCity(app);
        cases = new CaseService(
                app.pool(), new AuditLog(Clock.systemUTC()), Clock.systemUTC(), () -> Deadlines.BUILT_IN, () -> {});
    }

    private static String resolvedCase() {
        String id = city.mediumCase();
        List.of("acknowledge", "start", "resolve").forEach(step -> city.step(id, step));
        return id;
    }

    private static void verdict(String id, boolean fixed, String comment) {
        app.pool()
                .withTransaction(
                        conn -> cases.reporterVerdict(conn, SENDER, UUID.fromString(id), fixed, comment, false))
                .await();
    }

    @Test
    void notFixedReopensTheCaseAndSaysSoInPublic() {
        String id = resolvedCase();

        verdict(id, false, "还在掉土");

        JsonObject read = city.read(id);
        assertThat(read.getString("status")).isEqualTo("reopened");
        List<TimelineEntry> everybody = TimelineStore.read(
                        app.pool(), UUID.fromString(id), EnumSet.of(Visibility.PUBLIC))
                .await();
        assertThat(everybody.get(everybody.size() - 2).kind().publicText(null, new JsonObject().put("fixed", false)))
                .extracting(text -> text.zhCn())
                .isEqualTo("上报人的反馈：未解决");
        assertThat(everybody.get(everybody.size() - 1).kind()).isEqualTo(TimelineKind.REOPENED);
        assertThat(everybody).noneMatch(entry -> "还在掉土".equals(entry.text()));
        assertThat(read.getJsonArray("decisions").getJsonObject(2).getString("kind"))
                .isEqualTo("reopening");
        assertThat(read.getJsonArray("timeline").toString()).contains("还在掉土");
    }

    @Test
    void fixedIsNotedAndChangesNoState() {
        String id = resolvedCase();

        verdict(id, true, null);

        JsonObject read = city.read(id);
        assertThat(read.getString("status")).isEqualTo("resolved");
        assertThat(read.getJsonArray("timeline").toString()).contains("上报人的反馈：已解决");
    }

    @Test
    void thereIsNoVerdictBeforeTheDepartmentSaysItIsFixed() {
        String id = city.mediumCase();

        assertThatThrownBy(() -> verdict(id, false, null))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.type().slug()).isEqualTo("wrong-state"));
        assertThat(city.version(id)).isEqualTo(1);
    }

    @Test
    void theEventOfAChangeIsWrittenInItsTransactionAndTellsWhomItConcerns() {
        UUID id = UUID.fromString(resolvedCase());

        JsonObject data = app.pool()
                .withTransaction(conn -> cases.reporterVerdict(conn, SENDER, id, false, null, false)
                        .compose(done -> conn.preparedQuery(
                                        "SELECT data FROM events WHERE subject_id = $1 AND type = 'case.changed' AND data ->> 'status' = 'reopened'")
                                .execute(Tuple.of(id))))
                .await()
                .iterator()
                .next()
                .getJsonObject("data");

        assertThat(data.getString("caseId")).isEqualTo(id.toString());
        assertThat(data.getString("severity")).isEqualTo("medium");
        assertThat(data.getString("leadDepartmentId"))
                .isEqualTo(app.departmentId(CaseworkCity.LEAD).toString());
        assertThat(data.getJsonArray("supportDepartmentIds"))
                .contains(app.departmentId(CaseworkCity.SUPPORT).toString());
    }
}
