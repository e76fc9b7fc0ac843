package org.qunfang.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.qunfang.media.PlainText;
import org.qunfang.testing.Answer;
import org.qunfang.testing.SharedData;
import org.qunfang.testing.TestClient;

/** What an official reads is what a resident wrote: nothing in a text turns, hides or cuts another one. */
class HostileCharactersTest {
    @RegisterExtension
    static final HostileCity city = new HostileCity();

    /** To whoever reads it on a screen: "坝体稳定，无裂缝" turned around. */
    private static final String TURNED = "\uFEFF坝体\u202E缝裂\u202C\u0007 有水\r\n\u2067渗出\u2069\u0085完";

    private static final String SEEN = "坝体缝裂 有水\n渗出\n完";

    private static JsonObject report(String description) {
        return HostileCity.shot(HostileCity.target("submitReport"))
                .json()
                .put("description", description)
                .put("place", "A\u202Eb");
    }

    @Test
    void everybodyReadsWhatIsStored() {
        TestClient resident = HostileCity.app().resident();
        String path = "/v1/reports/" + TestClient.id();
        JsonObject sent = report(TURNED);

        Answer receipt = resident.put(path, sent);

        assertThat(receipt.status()).as(receipt.body().toString()).isEqualTo(201);
        assertThat(stored(receipt.json().getString("id"))).isEqualTo(SEEN);
        assertThat(resident.get(path).json().getString("description")).isEqualTo(SEEN);
        assertThat(resident.get(path).json().getString("place")).isEqualTo("Ab");
        TestClient duty = HostileCity.app()
                .officer("city-emergency", Set.of("duty_officer"), Set.of("case.read", "case.read-all"));
        String caseId = receipt.json().getJsonObject("case").getString("id");
        assertThat(resident.get("/v1/track/" + receipt.json().getString("trackingCode"))
                        .body()
                        .toString())
                .doesNotContain("\u202E", "\u2067", "\uFEFF");
        assertThat(duty.get("/v1/cases/" + caseId).body().toString()).doesNotContain("\u202E", "\u2067", "\uFEFF");
        // The phone sends the same again, or as it was shown to it.
        assertThat(resident.put(path, sent).status()).isEqualTo(200);
        assertThat(resident.put(path, sent.copy().put("description", SEEN).put("place", "Ab"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void noLineOfTheNaughtyOnesIsShownOtherwiseThanStored() throws IOException {
        TestClient resident = HostileCity.app().resident();
        String path = "/v1/reports/" + TestClient.id();
        resident.put(path, report("裂缝"));
        List<String> lines = new JsonArray(Files.readString(SharedData.path("hostile/strings/blns.json")))
                .stream()
                        .map(String.class::cast)
                        .filter(line -> line.matches("(?s).*[^\\x20-\\x7E].*") && PlainText.refused(line) < 0)
                        .toList();

        for (int from = 0; from < lines.size(); from += 10) {
            String text = String.join("\n", lines.subList(from, Math.min(lines.size(), from + 10)));
            Answer answer = resident.post(path + "/additions", new JsonObject().put("text", "x" + text));
            assertThat(answer.status()).as(text).isEqualTo(201);
        }

        String stored = HostileCity.app()
                .pool()
                .preparedQuery("SELECT string_agg(text, '') FROM report_additions WHERE report_id = $1")
                .execute(Tuple.of(UUID.fromString(path.substring("/v1/reports/".length()))))
                .await()
                .iterator()
                .next()
                .getString(0);
        assertThat(lines).hasSizeGreaterThan(80);
        assertThat(stored.codePoints()
                        .filter(c -> (c < ' ' && c != '\n' && c != '\t')
                                || (c >= 0x7F && c < 0xA0)
                                || (c >= 0x2028 && c <= 0x202E)
                                || (c >= 0x2066 && c <= 0x206F)
                                || c == 0xFEFF)
                        .mapToObj(c -> "U+%04X".formatted(c))
                        .collect(Collectors.toSet()))
                .isEmpty();
        assertThat(stored).contains("\u200D", "\uFE0F", "ثم نفس سقطت", "בְּרֵאשִׁית");
    }

    @Test
    void whatNoPhoneWritesIsRefusedByName() {
        for (String escape : List.of("\\u0000", "\\ud83d", "\\uffff", "\\ufdd0")) {
            Buffer body = Buffer.buffer(report("X").encode().replace("\"X\"", "\"裂" + escape + "缝\""));
            Answer answer = HostileCity.app()
                    .resident()
                    .send(HttpMethod.PUT, "/v1/reports/" + TestClient.id(), "application/json", body);

            assertThat(answer.status()).as(escape).isEqualTo(400);
            assertThat(answer.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                    .isEqualTo("/description");
        }
    }

    @Test
    void aSearchFindsWhatItsWordsLookLike() {
        TestClient anybody = HostileCity.app().nobody();

        assertThat(anybody.get("/v1/areas?q=%E5%85%89%E2%80%AE%E6%98%8E").json().getJsonArray("items"))
                .isEqualTo(anybody.get("/v1/areas?q=%E5%85%89%E6%98%8E").json().getJsonArray("items"))
                .isNotEmpty();
        Answer refused = anybody.get("/v1/areas?q=%EF%BF%BF");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().getJsonArray("errors").getJsonObject(0).getString("pointer"))
                .isEqualTo("/query/q");
    }

    private static String stored(String reportId) {
        return HostileCity.app()
                .pool()
                .preparedQuery("SELECT description FROM reports WHERE id = $1")
                .execute(Tuple.of(UUID.fromString(reportId)))
                .await()
                .iterator()
                .next()
                .getString(0);
    }
}
