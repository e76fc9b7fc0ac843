package org.qunfang.volunteer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** Verification and suspension hold whatever the volunteer does, and withdrawing takes the contact data along. */
class VolunteerStandingTest {
    private static final String ME = "/v1/volunteers/me";

    @RegisterExtension
    static final TestApp app = new TestApp();

    private final TestClient resident = app.resident();
    private final TestClient verifier =
            app.officer("duty-office", Set.of("officer"), Set.of("volunteer.list", "volunteer.verify"));

    private static JsonObject registration(String name) {
        return new JsonObject()
                .put("name", name)
                .put("phone", "+86 138 0000 0000")
                .put("birthYear", 1990)
                .put("skills", new JsonArray().add("first-aid").add("cooking"))
                .put("languages", new JsonArray().add("zh-CN"))
                .put("availability", new JsonArray().add("weekday-evening"))
                .put("homeAreaCode", "440311")
                .put("home", new JsonObject().put("lat", 22.72).put("lon", 113.93))
                .put("travelRadiusMeters", 20_000)
                .put("consents", true)
                .put("consentVersion", "2026-11");
    }

    private JsonObject register(String name) {
        return resident.put(ME, registration(name)).json();
    }

    private Answer change(long version, JsonObject body) {
        return resident.with("If-Match", "\"" + version + "\"").put(ME, body);
    }

    private Answer verify(JsonObject read) {
        return step(read, "verify", new JsonObject().put("note", "急救证已核对"));
    }

    private Answer suspend(JsonObject read) {
        return step(read, "suspend", new JsonObject().put("reason", "多次未到场"));
    }

    private Answer step(JsonObject read, String step, JsonObject body) {
        return verifier.with("If-Match", "\"" + read.getLong("version") + "\"")
                .post("/v1/volunteers/" + read.getString("id") + "/" + step, body);
    }

    private JsonObject listed(String query, String id) {
        return verifier.get("/v1/volunteers?limit=200" + query).json().getJsonArray("items").stream()
                .map(JsonObject.class::cast)
                .filter(each -> each.getString("id").equals(id))
                .findFirst()
                .orElse(null);
    }

    @Test
    void officersVerifySuspendAndVerifyAgainAndTheLogSaysWhy() {
        JsonObject registered = register("韩梅");
        JsonObject verified = verify(registered).json();
        assertThat(verified.getString("status")).isEqualTo("verified");
        assertThat(verify(verified).problem()).isEqualTo("wrong-state");
        assertThat(step(verified, "suspend", new JsonObject()).status()).isEqualTo(400);

        JsonObject suspended = suspend(verified).json();
        assertThat(suspended.getString("status")).isEqualTo("suspended");
        assertThat(suspended.getJsonObject("suspension").getString("reason")).isEqualTo("多次未到场");
        JsonObject changed = change(3, registration("韩梅梅")).json();
        assertThat(changed.getString("status")).isEqualTo("suspended");
        assertThat(changed.fieldNames()).doesNotContain("suspension", "verifiedAs");
        JsonObject seen = listed("&status=suspended", registered.getString("id"));
        assertThat(seen.getJsonArray("changedSinceVerified")).containsExactly("name");

        JsonObject again = verify(seen).json();
        assertThat(again.getString("status")).isEqualTo("verified");
        assertThat(again.getJsonObject("suspension").getString("endedAt")).isNotBlank();
        assertThat(again.containsKey("changedSinceVerified")).isFalse();
        assertThat(logged(registered.getString("id"))).contains("急救证已核对", "多次未到场");
    }

    @Test
    void aSuspensionOutlivesWithdrawingAndRegisteringUnderAnotherName() {
        JsonObject registered = register("赵四");
        suspend(verify(registered).json());

        assertThat(resident.post(ME + "/withdraw").json().getString("status")).isEqualTo("withdrawn");
        JsonObject back = resident.put(ME, registration("钱五")).json();

        assertThat(back.getString("id")).isEqualTo(registered.getString("id"));
        assertThat(back.getString("status")).isEqualTo("suspended");
        JsonObject seen = listed("&status=suspended", registered.getString("id"));
        assertThat(seen.getString("name")).isEqualTo("钱五");
        assertThat(seen.getJsonObject("suspension").getString("reason")).isEqualTo("多次未到场");
        assertThat(seen.getJsonObject("suspension").getString("name"))
                .as("the name it was given under")
                .isEqualTo("赵四");
        assertThat(resident.post(ME + "/withdraw").json().getString("status")).isEqualTo("withdrawn");
        assertThat(listed("&status=withdrawn", registered.getString("id"))
                        .getJsonObject("suspension")
                        .getString("name"))
                .isEqualTo("赵四");
    }

    @Test
    void theNameOfASuspensionThatEndedGoesWithTheVolunteer() {
        JsonObject suspended = suspend(register("卫九")).json();
        assertThat(suspended.getJsonObject("suspension").getString("name")).isEqualTo("卫九");
        assertThatThrownBy(() -> sql(
                        "UPDATE volunteers SET suspended_as = '别人' WHERE id = $1",
                        UUID.fromString(suspended.getString("id"))))
                .hasMessageContaining("stays written");
        verify(suspended);

        resident.post(ME + "/withdraw");

        assertThat(stored(suspended.getString("id"))).doesNotContain("卫九");
        assertThat(listed("&status=withdrawn", suspended.getString("id"))
                        .getJsonObject("suspension")
                        .containsKey("name"))
                .isFalse();
    }

    @Test
    void aPhoneInFullWidthFiguresIsTakenAsTheSameNumber() {
        JsonObject guardian =
                new JsonObject().put("name", "吴强").put("phone", "１３９ ００００　００００").put("consents", true);
        Answer taken = resident.put(
                ME,
                registration("吴九")
                        .put("phone", "（＋８６）１３８ ００００ １２３４")
                        .put("birthYear", 2010)
                        .put("guardian", guardian));

        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(201);
        assertThat(taken.json().getString("phone")).isEqualTo("(+86)138 0000 1234");
        assertThat(taken.json().getJsonObject("guardian").getString("phone")).isEqualTo("139 0000 0000");
        assertThat(resident.put(ME, registration("吴九").put("phone", "没有")).status())
                .isEqualTo(400);
    }

    @Test
    void theDatabaseKeepsASuspensionUntilSomebodyIsVerified() {
        JsonObject registered = register("孙六");
        suspend(registered);
        UUID id = UUID.fromString(registered.getString("id"));

        assertThatThrownBy(() -> sql("UPDATE volunteers SET status = 'registered' WHERE id = $1", id))
                .hasMessageContaining("volunteers_suspension_stands");
        assertThatThrownBy(() -> sql(
                        "UPDATE volunteers SET status = 'registered', suspension_ended_at = now() WHERE id = $1", id))
                .hasMessageContaining("ends with a verification");
        assertThatThrownBy(() -> sql("""
                        UPDATE volunteers SET status = 'registered', suspended_at = NULL, suspended_because = NULL
                         WHERE id = $1
                        """, id)).hasMessageContaining("stays written");
    }

    @Test
    void whatWasVerifiedIsVerifiedAnewWhenItChanges() {
        JsonObject verified = verify(register("周七")).json();

        JsonObject free = registration("周七")
                .put("phone", "13900000000")
                .put("homeAreaCode", "440303")
                .put("availability", new JsonArray().add("weekend-night"))
                .put("skills", new JsonArray().add("first-aid").add("interpreting"));
        assertThat(change(2, free).json().getString("status")).isEqualTo("verified");

        JsonObject changed = change(3, free.put("name", "周八").put("skills", new JsonArray().add("boat")))
                .json();

        assertThat(changed.getString("status")).isEqualTo("registered");
        JsonObject seen = listed("&status=registered", verified.getString("id"));
        assertThat(seen.getJsonArray("changedSinceVerified")).containsExactly("name", "skills");
        assertThat(seen.getJsonObject("verifiedAs").getString("name")).isEqualTo("周七");
        assertThat(seen.getJsonObject("verifiedAs").getJsonArray("skills")).containsExactly("first-aid");
    }

    @Test
    void aVerifiedMinorIsNoAdultByChangingTheBirthYear() {
        JsonObject guardian =
                new JsonObject().put("name", "吴强").put("phone", "13900000000").put("consents", true);
        JsonObject minor = resident.put(
                        ME, registration("吴九").put("birthYear", 2010).put("guardian", guardian))
                .json();
        verify(minor);

        JsonObject changed = change(2, registration("吴九")).json();

        assertThat(changed.getString("status")).isEqualTo("registered");
        assertThat(listed("", minor.getString("id")).getJsonArray("changedSinceVerified"))
                .containsExactly("birthYear", "guardian");
    }

    @Test
    void theDatabaseKeepsVerifiedNamesAsVerified() {
        JsonObject verified = verify(register("郑十")).json();

        assertThatThrownBy(() -> sql(
                        "UPDATE volunteers SET name = '王十一' WHERE id = $1", UUID.fromString(verified.getString("id"))))
                .hasMessageContaining("what was verified");
    }

    @Test
    void changingNeedsTheVersionThatWasRead() {
        Answer first = resident.put(ME, registration("冯一"));
        JsonObject other = registration("冯二");

        assertThat(first.headers().get("ETag")).isEqualTo("\"1\"");
        assertThat(resident.get(ME).headers().get("ETag")).isEqualTo("\"1\"");
        assertThat(resident.put(ME, other).status()).isEqualTo(428);
        assertThat(change(99, other).status()).isEqualTo(412);
        assertThat(change(1, other).headers().get("ETag")).isEqualTo("\"2\"");
        assertThat(change(1, other).status()).as("the same again").isEqualTo(200);
        assertThat(app.resident().with("If-Match", "\"1\"").put(ME, other).status())
                .as("nothing to change")
                .isEqualTo(412);
    }

    @Test
    void nobodyVerifiesOrSuspendsWhatTheyDidNotRead() {
        JsonObject read = register("陈一");
        change(1, registration("陈二"));

        assertThat(verify(read).status()).isEqualTo(412);
        assertThat(suspend(read).status()).isEqualTo(412);
        assertThat(verifier.post("/v1/volunteers/" + read.getString("id") + "/verify")
                        .status())
                .isEqualTo(428);
        assertThat(resident.get(ME).json().getString("status")).isEqualTo("registered");
    }

    @Test
    void whoWithdrawsTakesTheContactDataAlong() {
        JsonObject verified = verify(register("褚一")).json();
        String id = verified.getString("id");

        JsonObject left = resident.post(ME + "/withdraw").json();

        assertThat(left.fieldNames()).doesNotContain("name", "phone", "birthYear", "home", "homeAreaCode", "guardian");
        assertThat(left.getJsonArray("skills")).isEmpty();
        assertThat(resident.get(ME).json()).isEqualTo(left);
        assertThat(listed("", id)).isNull();
        assertThat(listed("&status=withdrawn", id).fieldNames()).doesNotContain("name", "phone", "birthYear");
        assertThat(stored(id)).doesNotContain("褚一", "138 0000", "1990", "440311", "first-aid");
        assertThat(resident.post(ME + "/withdraw").problem()).isEqualTo("wrong-state");
        assertThat(verify(left).problem()).isEqualTo("wrong-state");
        assertThat(resident.put(ME, registration("褚一")).json().getString("status"))
                .isEqualTo("registered");
        assertThat(app.resident().post(ME + "/withdraw").status()).isEqualTo(404);
    }

    @Test
    void ofWhoWithdrawsSuspendedTheNameAndTheReasonStay() {
        JsonObject registered = register("卫一");
        suspend(registered);
        resident.post(ME + "/withdraw");

        JsonObject seen = listed("&status=withdrawn", registered.getString("id"));

        assertThat(seen.getString("name")).isEqualTo("卫一");
        assertThat(seen.getJsonObject("suspension").getString("reason")).isEqualTo("多次未到场");
        assertThat(seen.fieldNames()).doesNotContain("phone", "birthYear", "home");
        assertThat(stored(registered.getString("id"))).doesNotContain("138 0000");
    }

    @Test
    void skillsAndTermsThatThereAreNotAreNamed() {
        Answer refused = resident.put(
                ME,
                registration("蒋一")
                        .put("skills", new JsonArray().add("cooking").add("zzz"))
                        .put("consentVersion", "99"));

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.json().getJsonArray("errors"))
                .extracting(error -> ((JsonObject) error).getString("pointer"))
                .containsExactlyInAnyOrder("/skills/1", "/consentVersion");
        assertThat(resident.get(ME).status()).isEqualTo(404);
    }

    private static void sql(String sql, UUID id) {
        app.pool().preparedQuery(sql).execute(Tuple.of(id)).await();
    }

    private static String stored(String id) {
        return text("SELECT to_jsonb(v)::text AS told FROM volunteers AS v WHERE id = $1", id);
    }

    private static String logged(String id) {
        return text("SELECT string_agg(detail::text, ' ') AS told FROM audit_entries WHERE subject_id = $1", id);
    }

    private static String text(String sql, String id) {
        return app.pool()
                .preparedQuery(sql)
                .execute(Tuple.of(UUID.fromString(id)))
                .await()
                .iterator()
                .next()
                .getString("told");
    }
}
