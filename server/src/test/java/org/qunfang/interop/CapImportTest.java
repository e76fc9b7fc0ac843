package org.qunfang.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.qunfang.testing.Answer;

/** Messages of other authorities, over HTTP: which are taken, which are refused, and why. */
class CapImportTest extends InteropFixture {
    @Test
    void aMessageOfATrustedSenderIsTakenAndListed() {
        trustTheOffice();
        CapText message = alert();

        JsonObject taken = taken(message);

        assertThat(taken.getBoolean("accepted")).isTrue();
        assertThat(taken.getString("identifier")).isEqualTo(message.identifier());
        assertThat(taken.getJsonArray("repairs")).isEmpty();
        assertThat(taken.getString("relaying")).isEqualTo("waiting");
        String path = "/v1/cap/imports/" + taken.getString("id");
        JsonObject whole = duty.get(path).json();
        assertThat(whole.getJsonObject("geometry").getString("type")).isEqualTo("MultiPolygon");
        assertThat(whole.getJsonObject("senderName").getString("en")).isEqualTo("Guangming Weather Office");
        assertThat(duty.get(path + "/xml").body().toString(StandardCharsets.UTF_8))
                .isEqualTo(message.xml());
        JsonObject first = duty.get("/v1/cap/imports?outcome=accepted&limit=1")
                .json()
                .getJsonArray("items")
                .getJsonObject(0);
        assertThat(first.getString("id")).isEqualTo(taken.getString("id"));
    }

    @Test
    void theSameMessageAgainIsTheSameAnswerWhateverEnvelopeItComesIn() {
        trustTheOffice();
        CapText message = alert();
        String id = taken(message).getString("id");

        Answer again = take(message);
        String bare = message.xml().substring(message.xml().indexOf("<alert"));
        Answer inAnEntry = take("<entry xmlns='http://www.w3.org/2005/Atom'><content>" + bare + "</content></entry>");

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().getString("id")).isEqualTo(id);
        assertThat(inAnEntry.status()).as(inAnEntry.body().toString()).isEqualTo(200);
        assertThat(inAnEntry.json().getString("id")).isEqualTo(id);
    }

    @Test
    void anIdentifierThatItsSenderUsedForOtherContentIsRefused() {
        trustTheOffice();
        CapText message = alert();
        taken(message);

        Answer refused = take(message.xml().replace("八十毫米", "两百毫米"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(reason(refused)).isEqualTo("reused-identifier");
    }

    @Test
    void whoIsNotTrustedIsRefusedAndTheRefusalIsKeptOnceHoweverOftenItComes() {
        Answer refused = take(alert().xml());
        assertThat(reason(refused)).isEqualTo("unknown-sender");

        CapText message = alert();
        take(message);
        String id = take(message).json().getString("importId");

        JsonObject kept = duty.get("/v1/cap/imports/" + id).json();
        assertThat(kept.getBoolean("accepted")).isFalse();
        assertThat(kept.getInteger("times")).isEqualTo(2);
        assertThat(kept.getString("sender")).isEqualTo(office);
        assertThat(kept.getJsonObject("reason").getString("path")).isEqualTo("/alert/sender");
        assertThat(kept.getJsonObject("reason").getJsonObject("text").getString("zh-CN"))
                .isEqualTo("发布方不在可信名单中。");
    }

    @Test
    void anAreaOutsideTheSendersAuthorityIsRefusedAndALittleOverspillIsCutOff() {
        trustTheOffice();
        String futian = "<polygon>22.53,114.05 22.55,114.05 22.55,114.07 22.53,114.07 22.53,114.05</polygon>";
        String everywhere = "<circle>22.71,113.93 300</circle>";

        assertThat(reason(take(alert().area(futian)))).isEqualTo("outside-authority");
        assertThat(reason(take(alert().area(everywhere)))).isEqualTo("outside-authority");
        assertThat(reason(take(alert().area("<geocode><valueName>GB2260</valueName><value>440304</value></geocode>"))))
                .isEqualTo("outside-authority");
        String overTheBorder =
                "<polygon>22.702,113.92 22.722,113.92 22.722,113.94 22.702,113.94 22.702,113.92</polygon>";
        JsonObject taken = taken(alert().area(overTheBorder));
        assertThat(codes(taken)).containsExactly("overspill");
        assertThat(duty.get("/v1/cap/imports/" + taken.getString("id"))
                        .json()
                        .getJsonObject("geometry")
                        .toString())
                .doesNotContain("[113.94,22.702]");
    }

    /** Twelve digits with zeros where a level is not named, or as many as there are levels. */
    @ParameterizedTest
    @ValueSource(strings = {"440311000000", "440311000", "440311"})
    void anAreaCodeIsTheDistrictHoweverItIsWritten(String code) {
        trustTheOffice();
        String geocode = "<geocode><valueName>行政区划代码</valueName><value>" + code + "</value></geocode>";

        JsonObject taken = taken(alert().area(geocode));

        assertThat(duty.get("/v1/cap/imports/" + taken.getString("id")).json().getJsonObject("geometry"))
                .isNotNull();
        assertThat(codes(taken)).isEmpty();
    }

    @Test
    void withoutAUsableAreaItIsListedAndReachesNobody() {
        trustTheOffice();

        JsonObject taken = taken(alert().area("<geocode><valueName>UGC</valueName><value>CAZ017</value></geocode>"));

        assertThat(taken.getString("relaying")).isEqualTo("no-area");
        assertThat(codes(taken)).containsExactly("unknown-geocode", "no-area");
        assertThat(approver.post("/v1/cap/imports/" + taken.getString("id") + "/relay")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void testsExercisesClosedCirclesAndWhatIsOverNeverReachThePublic() {
        trustTheOffice();

        assertThat(taken(alert().status("Test")).getString("relaying")).isEqualTo("not-actual");
        assertThat(taken(alert().status("Exercise")).getString("relaying")).isEqualTo("not-actual");
        assertThat(taken(alert().status("System")).getString("relaying")).isEqualTo("not-actual");
        assertThat(taken(alert().status("Draft")).getString("relaying")).isEqualTo("not-actual");
        assertThat(taken(alert().scope("Restricted")).getString("relaying")).isEqualTo("not-public");
        assertThat(taken(alert().scope("Private")).getString("relaying")).isEqualTo("not-public");
        assertThat(taken(alert().expires(CLOCK.instant().minusSeconds(1))).getString("relaying"))
                .isEqualTo("expired");
        assertThat(count("relayed_warnings")).isZero();
    }

    @Test
    void nobodyChangesTheMessageOfAnotherSender() {
        trustTheOffice();
        String other = "other-" + office;
        trust(other, "440311", true, null);
        CapText theirs = alert();
        taken(theirs);

        assertThat(reason(take(theirs.followedBy("Cancel", "x-1").sender(other))))
                .isEqualTo("foreign-reference");
        assertThat(reason(take(theirs.followedBy("Update", "x-2").sender(other))))
                .isEqualTo("foreign-reference");
    }

    @Test
    void referencesToTheFutureAndInACircleAreRefused() {
        trustTheOffice();
        CapText first = alert();
        CapText itself = first.references(first.reference());
        CapText later = first.sent(first.sent().plusSeconds(60));
        CapText backwards = first.references(later.reference().replace(first.identifier(), "later"));

        assertThat(reason(take(itself))).isEqualTo("circular-reference");
        assertThat(reason(take(backwards))).isEqualTo("future-reference");
        CapText one = alert().references(office + ",two-" + office + "," + CapText.time(first.sent()));
        taken(one);
        CapText two = new CapText(
                office,
                "two-" + office,
                first.sent(),
                "Actual",
                "Update",
                "Public",
                one.reference(),
                first.expires(),
                CapText.GUANGMING);
        assertThat(reason(take(two.sent(one.sent())))).isEqualTo("circular-reference");
        assertThat(reason(take(alert().sent(CLOCK.instant().plus(Duration.ofHours(1))))))
                .isEqualTo("sent-in-future");
    }

    @Test
    void anUpdateOfWhatNeverCameHereIsTakenAndSaysSo() {
        trustTheOffice();

        JsonObject taken = taken(alert().followedBy("Update", "u-" + office));

        assertThat(codes(taken)).containsExactly("unknown-reference");
    }

    @Test
    void hostileXmlIsRefusedByNameAndLeavesNothingButItsRefusal() {
        long before = count("cap_imports WHERE outcome = 'accepted'");
        String bomb = "<!DOCTYPE alert [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;'>]><alert>&b;</alert>";

        assertThat(reason(take(bomb))).isEqualTo("doctype");
        assertThat(reason(take("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"))).isEqualTo("doctype");
        assertThat(reason(take("<alert"))).isEqualTo("not-xml");
        assertThat(reason(take("{}"))).isEqualTo("not-xml");
        assertThat(reason(take("<alert>&unknown;</alert>"))).isEqualTo("not-xml");
        assertThat(reason(take("<a>".repeat(1_000) + "</a>".repeat(1_000)))).isEqualTo("not-xml");
        assertThat(reason(take("<alert/>"))).isEqualTo("wrong-namespace");
        assertThat(reason(take("<html/>"))).isEqualTo("not-an-alert");
        assertThat(reason(take("<feed xmlns='http://www.w3.org/2005/Atom'/>"))).isEqualTo("feed");
        assertThat(count("cap_imports WHERE outcome = 'accepted'")).isEqualTo(before);
    }

    @Test
    void shapesThatAreNoneAreRefusedByName() {
        trustTheOffice();
        String crossing = "<polygon>22.70,113.92 22.72,113.94 22.72,113.92 22.70,113.94 22.70,113.92</polygon>";
        String swapped = "<polygon>113.92,22.70 113.92,22.72 113.94,22.72 113.92,22.70</polygon>";
        String antimeridian = "<polygon>10,170 12,170 12,-170 10,-170 10,170</polygon>";

        assertThat(reason(take(alert().area(crossing)))).isEqualTo("self-crossing");
        assertThat(reason(take(alert().area(swapped)))).isEqualTo("swapped-coordinates");
        assertThat(reason(take(alert().area(antimeridian)))).isEqualTo("antimeridian");
        assertThat(reason(take(alert().area("<circle>0,180 10</circle>")))).isEqualTo("antimeridian");
        assertThat(reason(take(alert().area("<polygon>22.70,113.92 NaN,1 1,1e3 2,2</polygon>"))))
                .isEqualTo("bad-polygon");
        assertThat(reason(take(alert().area("<circle>22.70,113.92</circle>")))).isEqualTo("bad-circle");
        assertThat(reason(take(alert().area("<circle>1,1 1</circle>".repeat(501)))))
                .isEqualTo("too-many-polygons");
        assertThat(reason(take(alert().area("<polygon>" + "1,1 ".repeat(25_001) + "</polygon>"))))
                .isEqualTo("too-many-points");
    }

    @Test
    void timesWithoutOffsetAndUnknownWordsAreRefusedAtTheirElement() {
        trustTheOffice();
        String local = alert().xml().replaceFirst("<expires>[^<]*", "<expires>2026-11-26T10:00:00");
        Answer refused = take(local);
        assertThat(reason(refused)).isEqualTo("bad-time");
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/alert/info[1]/expires[1]");
        assertThat(reason(take(alert().status("Real")))).isEqualTo("unknown-word");
        assertThat(reason(take(alert().xml().replaceFirst("<sender>[^<]*</sender>", ""))))
                .isEqualTo("missing-element");
        assertThat(reason(take(alert().xml().replaceFirst("<sender>", "<sender>" + "x".repeat(300)))))
                .isEqualTo("too-long");
    }

    @Test
    void otherCharactersThanUtf8AreReadAsTheMessageSays() {
        trustTheOffice();
        String latin = alert().xml()
                .replace("UTF-8", "ISO-8859-1")
                .replaceAll("[\\u4e00-\\u9fff\\u3000-\\u303f]+", "Überschwemmung");

        Answer taken = take(Buffer.buffer(latin.getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(taken.status()).as(taken.body().toString()).isEqualTo(201);
        assertThat(taken.json().getString("event")).isEqualTo("Überschwemmung");
    }

    @Test
    void aRefusalIsForgottenAfterNinetyDaysAndAnAcceptedMessageIsNot() {
        trustTheOffice();
        String accepted = taken(alert()).getString("id");
        String refused = take(alert().sender("nobody@example.org")).json().getString("importId");

        CLOCK.advance(Duration.ofDays(91));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(duty.get("/v1/cap/imports/" + refused).status())
                                .isEqualTo(404));
        assertThat(duty.get("/v1/cap/imports/" + accepted).status()).isEqualTo(200);
    }

    @Test
    void onlyDutyOfficersAndAdministratorsBringMessagesInAndOnlyXml() {
        Buffer xml = Buffer.buffer(alert().xml());

        assertThat(app.resident()
                        .send(HttpMethod.POST, "/v1/cap/imports", "application/cap+xml", xml)
                        .status())
                .isEqualTo(403);
        assertThat(duty.send(HttpMethod.POST, "/v1/cap/imports", "text/plain", xml)
                        .status())
                .isEqualTo(415);
        Buffer large = Buffer.buffer(new byte[2 * 1024 * 1024 + 1]);
        assertThat(duty.send(HttpMethod.POST, "/v1/cap/imports", "application/xml", large)
                        .status())
                .isEqualTo(413);
    }
}
