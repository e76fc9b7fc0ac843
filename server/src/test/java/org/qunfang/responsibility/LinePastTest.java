package org.qunfang.responsibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.time.LocalDate;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** A line stays as it was on days that are over; nobody was routed by it before the day on which it was entered. */
class LinePastTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static final LocalDate TODAY = LocalDate.now(Lookup.CITY);

    private static TestClient administrator;

    @BeforeAll
    static void signIn() {
        administrator = app.officer(
                "city-emergency", Set.of("administrator"), Set.of("responsibility.edit", "responsibility.read"));
        for (String code : new String[] {"typo", "typo-end", "settled-line", "followed", "told"}) {
            TestCategory.create(administrator, code);
        }
    }

    private static JsonObject line(String category, String department, String from) {
        return new JsonObject()
                .put("duty", "permit")
                .put("categoryCode", category)
                .put("areaCode", "440308")
                .put("departmentId", app.departmentId(department).toString())
                .put("role", "lead")
                .put("validFrom", from);
    }

    private static Answer entered(String category, String from) {
        Answer made = administrator.post("/v1/responsibilities", line(category, "city-emergency", from));
        assertThat(made.status()).as(made.body().toString()).isEqualTo(201);
        return made;
    }

    /** As one that was entered days ago. */
    private static String settled(String category) {
        UUID id = UUID.randomUUID();
        sql("""
                INSERT INTO responsibilities (id, duty, category_id, area_id, department_id, role, valid_from, entered_on)
                SELECT '%s', 'permit', c.id, a.id, d.id, 'lead', '2024-01-01', current_date - 9
                  FROM categories AS c, areas AS a, departments AS d
                 WHERE c.code = '%s' AND a.code = '440308' AND d.code = 'city-emergency'
                """.formatted(id, category));
        return id.toString();
    }

    private static void sql(String statement) {
        app.pool().query(statement).execute().await();
    }

    private static Answer put(String id, String etag, JsonObject line) {
        return administrator.with("If-Match", etag).put("/v1/responsibilities/" + id, line);
    }

    private static void assertRefused(Answer answer, String pointer) {
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(422);
        assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo(pointer);
    }

    @Test
    void onTheDayOfItsEntryALineMayStillBePutRight() {
        Answer typo = entered("typo", "2009-01-01");
        String id = typo.json().getString("id");

        Answer right = put(id, typo.etag(), line("typo", "city-housing", "2019-01-01"));

        assertThat(right.status()).as(right.body().toString()).isEqualTo(200);
        assertThat(right.json().getString("validFrom")).isEqualTo("2019-01-01");
        assertThat(put(id, right.etag(), line("typo", "city-housing", TODAY.toString()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onTheDayOfItsEntryALineMayEndBeforeToday() {
        Answer typo = entered("typo-end", "2009-01-01");
        String id = typo.json().getString("id");
        String yesterday = TODAY.minusDays(1).toString();

        Answer ended = put(
                id,
                typo.etag(),
                line("typo-end", "city-emergency", "2009-01-01").put("validTo", yesterday));

        assertThat(ended.status()).as(ended.body().toString()).isEqualTo(200);
        assertThat(administrator
                        .get("/v1/responsibilities/lookup?duty=permit&category=typo-end&lat=22.5960&lon=114.2500")
                        .json()
                        .getString("routing"))
                .isEqualTo("gap");
    }

    @Test
    void aLineThatWasEnteredBeforeTodayKeepsWhatItSaid() {
        String id = settled("settled-line");
        JsonObject known = line("settled-line", "city-emergency", "2024-01-01");
        String path = "\"1\"";

        assertRefused(put(id, path, known.copy().put("validTo", "2025-01-01")), "/validTo");
        assertRefused(put(id, path, known.copy().put("validFrom", "2023-01-01")), "/validFrom");
        assertRefused(put(id, path, line("settled-line", "city-housing", "2024-01-01")), "/departmentId");
        for (String change : new String[] {
            "role = 'support'", "valid_from = '2023-01-01'", "valid_to = '2025-01-01'", "entered_on = current_date"
        }) {
            assertThatThrownBy(() -> sql("UPDATE responsibilities SET " + change + " WHERE id = '" + id + "'"))
                    .as(change)
                    .hasMessageContaining("responsibility that holds already");
        }
        assertThat(put(id, path, known.copy().put("validTo", TODAY.toString())).status())
                .isEqualTo(200);
    }

    @Test
    void whatFollowsALineBeginsTodayOrLater() {
        String id = settled("followed");
        TestClient current = administrator.with("If-Match", "\"1\"");
        String path = "/v1/responsibilities/" + id + "/succession";

        assertRefused(
                current.post(
                        path,
                        line("followed", "city-housing", TODAY.minusDays(30).toString())),
                "/validFrom");
        assertThat(current.post(path, line("followed", "city-housing", TODAY.toString()))
                        .status())
                .isEqualTo(201);
    }

    @Test
    void theExplanationSaysWhenALineWasEnteredThatHoldsSinceLongBefore() {
        entered("told", "2009-01-01");

        assertThat(administrator
                        .get("/v1/responsibilities/lookup?duty=permit&category=told&lat=22.5960&lon=114.2500")
                        .json()
                        .getJsonArray("why")
                        .encode())
                .contains("since 2009-01-01 (entered " + TODAY + ")")
                .contains("自 2009-01-01 起（" + TODAY + " 录入）");
    }
}
