package org.qunfang.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.http.Caller;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

class AuditApiTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private final AuditLog log = new AuditLog(Clock.systemUTC());
    private final Caller officer = caller(Caller.Kind.OFFICER);
    private final Caller resident = caller(Caller.Kind.RESIDENT);
    private final UUID subject = UUID.randomUUID();

    @Test
    void auditorsReadTheLogNewestFirst() {
        append(officer, "case.acknowledged");
        append(officer, "case.resolved");

        JsonArray items = list("subjectId=" + subject);
        assertThat(actions(items)).containsExactly("case.resolved", "case.acknowledged");
        JsonObject newest = items.getJsonObject(0);
        assertThat(newest.getJsonObject("actor").getString("kind")).isEqualTo("officer");
        assertThat(newest.getJsonObject("actor").getString("departmentId"))
                .isEqualTo(officer.departmentId().toString());
        assertThat(newest.getJsonObject("detail").getString("note")).isEqualTo("裂缝");
    }

    @Test
    void theLogIsSearchedByEveryField() {
        append(officer, "case.acknowledged");
        append(officer, "case.resolved");
        append(resident, "case.verdict-given");

        assertThat(list("accountId=" + officer.accountId())).hasSize(2);
        assertThat(list("action=case.resolved&subjectId=" + subject)).hasSize(1);
        assertThat(list("subjectType=warning&subjectId=" + subject)).isEmpty();
        assertThat(list("from=2026-01-01T00:00:00%2B08:00&subjectId=" + subject))
                .hasSize(3);
        assertThat(list("to=2026-01-01T00:00:00%2B08:00&subjectId=" + subject)).isEmpty();
    }

    @Test
    void anAccountThatSomethingWasDoneToIsNamed() {
        UUID account = UUID.randomUUID();
        app.pool()
                .preparedQuery("""
                        INSERT INTO accounts (id, kind, created_at, email, name, roles, password_hash, totp_secret)
                        VALUES ($1, 'OFFICER', now(), $2, '李敏', ARRAY['officer'], 'none', decode(repeat('00', 20), 'hex'))
                        """)
                .execute(Tuple.of(account, account + "@example.org"))
                .await();
        log.append(app.pool(), officer, "officer.reset", "account", account, new JsonObject())
                .await();

        assertThat(list("subjectId=" + account).getJsonObject(0).getString("subjectName"))
                .isEqualTo("李敏");
    }

    @Test
    void theLogIsReadPageByPage() {
        append(officer, "case.acknowledged");
        append(officer, "case.resolved");

        JsonObject first =
                auditor().get("/v1/audit?limit=1&subjectId=" + subject).json();
        JsonObject second = auditor()
                .get("/v1/audit?limit=1&subjectId=" + subject + "&cursor=" + first.getString("next"))
                .json();
        assertThat(actions(first.getJsonArray("items"))).containsExactly("case.resolved");
        assertThat(actions(second.getJsonArray("items"))).containsExactly("case.acknowledged");
        assertThat(second.getString("next")).isNull();
    }

    @Test
    void nobodyLearnsByTheLogWhichVolunteerReported() {
        String account = resident.accountId().toString();
        UUID volunteer = UUID.randomUUID();
        log.append(app.pool(), resident, "volunteer.registered", "volunteer", volunteer, new JsonObject())
                .await();
        log.append(app.pool(), resident, "report.submit", "report", subject, new JsonObject())
                .await();

        assertThat(list("subjectId=" + volunteer)
                        .getJsonObject(0)
                        .getJsonObject("actor")
                        .getString("accountId"))
                .isEqualTo(account);
        JsonObject reported = list("subjectId=" + subject).getJsonObject(0);
        assertThat(reported.encode()).doesNotContain(account);
        assertThat(reported.getJsonObject("actor").getString("kind")).isEqualTo("resident");
        assertThat(actions(list("accountId=" + account))).containsExactly("volunteer.registered");
        assertThat(list("accountId=" + account + "&subjectId=" + subject)).isEmpty();
    }

    @Test
    void norByTryingAccountsAgainstTheHashNorOfAnOfficer() {
        log.append(app.pool(), officer, "report.submit", "report", subject, new JsonObject())
                .await();
        append(officer, "case.acknowledged");
        await().untilAsserted(() -> assertThat(list("subjectId=" + subject + "&action=case.acknowledged")
                        .getJsonObject(0)
                        .getString("hash"))
                .hasSize(64));

        JsonObject reported =
                list("subjectId=" + subject + "&action=report.submit").getJsonObject(0);
        SealedEntry stored = ChainStore.sealedAfter(app.pool(), reported.getLong("position") - 1, 1)
                .await()
                .get(0);
        AuditEntry tried = withoutSalt(stored.entry());
        byte[] before = ChainStore.hashAt(app.pool(), reported.getLong("position") - 1)
                .await()
                .orElse(Seal.GENESIS.hash());
        assertThat(tried.accountId()).isEqualTo(officer.accountId());
        assertThat(stored.seal().hasHash(Seal.hashAfter(before, tried))).isFalse();
        assertThat(reported.encode()).doesNotContain(stored.entry().salt().toString());
        assertThat(reported.getJsonObject("actor").getMap()).containsOnlyKeys("kind");
        assertThat(actions(list("accountId=" + officer.accountId()))).containsExactly("case.acknowledged");
    }

    private static AuditEntry withoutSalt(AuditEntry entry) {
        return new AuditEntry(
                entry.id(),
                entry.at(),
                entry.accountId(),
                entry.actorKind(),
                entry.departmentId(),
                entry.action(),
                entry.subjectType(),
                entry.subjectId(),
                entry.detail(),
                entry.attempt(),
                null);
    }

    @Test
    void whatWasSealedBeforeThereWereSaltsIsProvenAndListedWithoutItsHash() {
        UUID id = UUID.fromString("01990000-0000-7000-8000-000000000000");
        app.pool().preparedQuery("""
                        WITH entry AS (
                            INSERT INTO audit_entries (id, at, actor_kind, action, subject_type, subject_id, salt)
                            VALUES ($1, now(), 'SERVICE', 'case.acknowledged', 'case', $2, NULL)
                            RETURNING id)
                        INSERT INTO audit_unsealed (entry_id) SELECT id FROM entry
                        """).execute(Tuple.of(id, subject)).await();
        await().untilAsserted(() -> {
            JsonObject verification = auditor().get("/v1/audit/verification").json();
            assertThat(verification.getBoolean("ok")).isTrue();
            assertThat(verification.getLong("waiting")).isZero();
        });
        assertThat(list("subjectId=" + subject).getJsonObject(0).containsKey("hash"))
                .isFalse();
    }

    @Test
    void auditorsProveTheLog() {
        append(officer, "case.acknowledged");

        // Entries are sealed shortly after they are committed.
        await().untilAsserted(() -> {
            JsonObject verification = auditor().get("/v1/audit/verification").json();
            assertThat(verification.getBoolean("ok")).isTrue();
            assertThat(verification.getLong("sealed")).isPositive();
        });
        assertThat(list("subjectId=" + subject).getJsonObject(0).getString("hash"))
                .hasSize(64);
    }

    @Test
    void onlyAuditorsDo() {
        for (String path : List.of("/v1/audit", "/v1/audit/verification")) {
            assertThat(app.nobody().get(path).status()).isEqualTo(401);
            assertThat(app.resident().get(path).status()).isEqualTo(403);
        }
    }

    @Test
    void aDayThatDoesNotExistAndAForeignCursorAreRefused() {
        Answer day = auditor().get("/v1/audit?from=2026-02-30T00:00:00Z");
        assertThat(day.status()).isEqualTo(400);
        assertThat(day.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/query/from");
        assertThat(auditor().get("/v1/audit?cursor=first").status()).isEqualTo(400);
    }

    @Test
    void aLonePercentSignIsText() {
        for (String query : List.of("action=%25", "cursor=%25", "from=%", "action=%zz")) {
            assertThat(auditor().get("/v1/audit?" + query).status()).isEqualTo(400);
        }
        assertThat(auditor()
                        .with("If-Match", "%")
                        .with("Accept-Language", "%")
                        .get("/v1/audit")
                        .status())
                .isEqualTo(200);
    }

    private static JsonArray list(String query) {
        Answer answer = auditor().get("/v1/audit?" + query);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.json().getJsonArray("items");
    }

    private static List<String> actions(JsonArray items) {
        return items.stream()
                .map(item -> ((JsonObject) item).getString("action"))
                .toList();
    }

    private void append(Caller actor, String action) {
        log.append(app.pool(), actor, action, "case", subject, new JsonObject().put("note", "裂缝"))
                .await();
    }

    private static TestClient auditor() {
        return app.as(new Caller(
                Caller.Kind.OFFICER, UUID.randomUUID(), "审计", null, Set.of("auditor"), Set.of("audit.read"), null));
    }

    private static Caller caller(Caller.Kind kind) {
        UUID department = kind == Caller.Kind.OFFICER ? UUID.randomUUID() : null;
        return new Caller(kind, UUID.randomUUID(), null, department, Set.of(), Set.of(), null);
    }
}
