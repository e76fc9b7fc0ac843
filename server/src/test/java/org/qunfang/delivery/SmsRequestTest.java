package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.qunfang.settings.SmsGateway;
import org.qunfang.settings.SmsGateway.Format;

class SmsRequestTest {
    private static final String HOSTILE = "撤离\",\"to\":\"+1\"} & to=+1\n{secret} {number} $1 \\";

    private static SmsRequest request(Format format, String url, JsonObject body) {
        return new SmsRequest(new SmsGateway(
                URI.create(url),
                "POST",
                Map.of("Authorization", "Bearer {secret}"),
                format,
                body,
                "s3cret",
                new SmsGateway.Answer(null, Map.of(), Map.of(), Map.of()),
                List.of("+86", "+852"),
                4,
                600));
    }

    @Test
    void noTextCanLeaveItsMemberOfAJsonBody() {
        JsonObject body = new JsonObject()
                .put(
                        "messages",
                        new JsonArray()
                                .add(new JsonObject().put("to", "{number}").put("text", "{text}")))
                .put("flash", true);

        SmsRequest.Filled filled =
                request(Format.JSON, "https://sms.example/v1", body).fill("+8613800138000", HOSTILE, "id-1", "zh-CN");

        JsonObject sent = filled.body().toJsonObject();
        assertThat(sent.fieldNames()).containsExactly("messages", "flash");
        JsonObject message = sent.getJsonArray("messages").getJsonObject(0);
        assertThat(message.getString("to")).isEqualTo("+8613800138000");
        assertThat(message.getString("text")).isEqualTo(HOSTILE);
        assertThat(filled.headers())
                .containsEntry("Authorization", "Bearer s3cret")
                .containsEntry("Content-Type", "application/json");
    }

    @Test
    void noTextCanLeaveItsMemberOfAForm() {
        JsonObject body = new JsonObject()
                .put("PhoneNumbers", "{local}")
                .put("Text", "{text}")
                .put("Key", "{secret}");

        SmsRequest.Filled filled =
                request(Format.FORM, "https://sms.example/v1", body).fill("+85251234567", "a&b=c+d 撤", "id-1", "zh-CN");

        assertThat(filled.body().toString())
                .isEqualTo("PhoneNumbers=51234567&Text=a%26b%3Dc%2Bd%20%E6%92%A4&Key=s3cret");
        assertThat(filled.headers()).containsEntry("Content-Type", "application/x-www-form-urlencoded");
    }

    @Test
    void aQueryGoesBehindWhatTheAddressHasAlready() {
        JsonObject body =
                new JsonObject().put("to", "{digits}").put("text", "{text}").put("ref", "{id}-{language}");

        SmsRequest.Filled filled =
                request(Format.QUERY, "https://sms.example/v1?k=1", body).fill("+8613800138000", "a#b", "id-1", "en");

        assertThat(filled.url()).isEqualTo("https://sms.example/v1?k=1&to=8613800138000&text=a%23b&ref=id-1-en");
        assertThat(filled.body()).isNull();
    }
}
