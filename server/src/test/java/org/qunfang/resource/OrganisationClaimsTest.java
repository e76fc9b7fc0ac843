package org.qunfang.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.Answer;
import org.qunfang.testing.TestApp;
import org.qunfang.testing.TestClient;

/** A registration number is whose an officer found it to be, not whose phone was first. */
class OrganisationClaimsTest {
    @RegisterExtension
    static final TestApp app = new TestApp();

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final JsonObject body = new JsonObject()
            .put("name", new JsonObject().put("zh-CN", "蓝海救援队"))
            .put("kind", "rescue-team")
            .put("registrationNumber", "52440300 claim " + NUMBERS.incrementAndGet())
            .put("contact", new JsonObject().put("name", "赵强").put("phone", "+86 139 0000 0000"))
            .put("serviceAreas", new JsonArray().add("440311"));

    @Test
    void whoWasFirstDoesNotKeepTheOwnerOut() {
        String squatter = claimed(app.resident(), body);
        String owner = claimed(app.resident(), lowerCase());

        assertThat(verify(owner).json().getString("status")).isEqualTo("verified");
        Answer second = verify(squatter);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.problem()).isEqualTo("already-exists");
        assertThat(second.json().getString("detail")).contains("核实");
    }

    @Test
    void underAVerifiedNumberNobodyElseIsRegistered() {
        verify(claimed(app.resident(), body));

        assertThat(app.resident().post("/v1/organisations", lowerCase()).problem())
                .isEqualTo("already-exists");
    }

    @Test
    void whatWasVerifiedWronglyMakesWayWhenItIsSuspended() {
        String squatter = claimed(app.resident(), body);
        verify(squatter);
        officer("organisation.verify")
                .with("If-Match", "\"2\"")
                .post("/v1/organisations/" + squatter + "/suspend", new JsonObject().put("reason", "冒名"));

        String owner = claimed(app.resident(), body);

        assertThat(verify(owner).status()).isEqualTo(200);
        assertThat(verify(squatter, 3).problem()).isEqualTo("already-exists");
    }

    @Test
    void aPhoneInFullWidthFiguresIsTakenAsTheSameNumber() {
        JsonObject contact = new JsonObject().put("name", "赵强").put("phone", "１３９-００００-００００");
        TestClient member = app.resident();

        Answer first = member.post("/v1/organisations", body.copy().put("contact", contact));

        assertThat(first.status()).as(first.body().toString()).isEqualTo(201);
        assertThat(first.json().getJsonObject("contact").getString("phone")).isEqualTo("139-0000-0000");
    }

    @Test
    void theSameFromTheSameAccountIsTheSame() {
        TestClient member = app.resident();
        Answer first = member.post("/v1/organisations", body);
        Answer again = member.post("/v1/organisations", lowerCase());

        assertThat(again.status()).isEqualTo(201);
        assertThat(again.json()).isEqualTo(first.json());
        assertThat(member.post("/v1/organisations", body.copy().put("kind", "company"))
                        .problem())
                .isEqualTo("already-exists");
        assertThat(member.get("/v1/organisations/mine").json().getJsonArray("items"))
                .hasSize(1);
    }

    @Test
    void officersSeeThatSeveralClaimTheNumber() {
        claimed(app.resident(), body);
        claimed(app.resident(), body);
        String third = claimed(app.resident(), body);

        JsonObject listed = officer("organisation.list")
                .get("/v1/organisations?q=claim&limit=1")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);

        assertThat(listed.getString("id")).isEqualTo(third);
        assertThat(listed.getInteger("otherClaims")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "同名救援队 %s a",
                "同名救援队%sA",
                "　同名 救援队 %s Ａ",
                "同名\u200b救援队 %sA ",
                "同名救援队\u00ad%sＡ",
                "同名\uDB40\uDC41救援队%s\uDB40\uDC7FA",
                "同名\uDB40\uDD00救援队%sA\uDB40\uDFFF",
                "同名\ufe00救援\ufe0f队%sA",
                "同名\u2800救援队%sA",
                "同名·救援队%s·A",
                "同名・救援队%s･A",
                "同名‧救援队%s•A"
            })
    void officersSeeThatAnotherNumberHasANameThatReadsTheSame(String pattern) {
        String mark = "s" + NUMBERS.incrementAndGet();
        body.put("name", new JsonObject().put("zh-CN", "同名救援队 " + mark + " A"));
        claimed(app.resident(), body);
        claimed(app.resident(), body);

        assertThat(sameName(new JsonObject().put("zh-CN", pattern.formatted(mark))))
                .isEqualTo(2);
    }

    @Test
    void anEnglishNameIsANameToo() {
        body.put("name", new JsonObject().put("zh-CN", "英文名救援队").put("en", "Blue Whale Rescue"));
        claimed(app.resident(), body);

        assertThat(sameName(new JsonObject().put("zh-CN", "蓝鲸").put("en", "blue  whale rescue")))
                .isEqualTo(1);
        assertThat(sameName(new JsonObject().put("zh-CN", "白鲸"))).isZero();
    }

    /** Of an organisation with this name and a number of its own. */
    private int sameName(JsonObject name) {
        String number = "52440300 other " + NUMBERS.incrementAndGet();
        String other = claimed(
                app.resident(), body.copy().put("registrationNumber", number).put("name", name));

        JsonObject listed = officer("organisation.list")
                .get("/v1/organisations?q=" + number.replace(" ", "") + "&limit=1")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);

        assertThat(listed.getString("id")).isEqualTo(other);
        assertThat(listed.getInteger("otherClaims")).isZero();
        return listed.getInteger("sameName");
    }

    private JsonObject lowerCase() {
        return body.copy()
                .put(
                        "registrationNumber",
                        body.getString("registrationNumber").toLowerCase().replace(" ", ""));
    }

    private static String claimed(TestClient member, JsonObject body) {
        Answer created = member.post("/v1/organisations", body);
        assertThat(created.status()).isEqualTo(201);
        return created.json().getString("id");
    }

    private static Answer verify(String id) {
        return verify(id, 1);
    }

    private static Answer verify(String id, long version) {
        return officer("organisation.verify")
                .with("If-Match", "\"" + version + "\"")
                .post("/v1/organisations/" + id + "/verify");
    }

    private static TestClient officer(String permission) {
        return app.officer("duty-office", Set.of("administrator"), Set.of(permission));
    }
}
