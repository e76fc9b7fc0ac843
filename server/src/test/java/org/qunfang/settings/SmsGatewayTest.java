package org.qunfang.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SmsGatewayTest {
    private static final String SECRET = "s3cret";

    private static JsonObject template() {
        return new JsonObject()
                .put("url", "https://sms.example/v1/messages")
                .put("headers", new JsonObject().put("Authorization", "Bearer {secret}"))
                .put("body", new JsonObject().put("to", "{number}").put("text", "{text}"));
    }

    @Test
    void aTemplateIsReadWithItsDefaults() {
        SmsGateway gateway = SmsGateway.parse(template().encode(), SECRET);

        assertThat(gateway.method()).isEqualTo("POST");
        assertThat(gateway.format()).isEqualTo(SmsGateway.Format.JSON);
        assertThat(gateway.prefixes()).containsExactly("+86");
        assertThat(gateway.segments()).isEqualTo(4);
        assertThat(gateway.perMinute()).isEqualTo(600);
        assertThat(gateway.toString()).isEqualTo("POST https://sms.example");
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refusal("no address", json -> json.remove("url"), "https"),
                refusal("without TLS", json -> json.put("url", "http://sms.example/"), "https"),
                refusal("a user's name", json -> json.put("url", "https://u:p@sms.example/"), "https"),
                refusal("no text", json -> json.getJsonObject("body").remove("text"), "{text}"),
                refusal("no number", json -> json.getJsonObject("body").remove("to"), "{number}"),
                refusal(
                        "an unknown placeholder",
                        json -> json.getJsonObject("body").put("x", "{phone}"),
                        "unknown placeholder {phone}"),
                refusal("an unknown member", json -> json.put("urls", "x"), "unknown member urls"),
                refusal(
                        "an unknown member inside",
                        json -> json.put("answer", new JsonObject().put("ok", "/x")),
                        "unknown member answer.ok"),
                refusal("another method", json -> json.put("method", "DELETE"), "method"),
                refusal("GET with a body", json -> json.put("method", "GET"), "query"),
                refusal(
                        "a number in a form",
                        json -> json.put("format", "form").getJsonObject("body").put("x", 1),
                        "no text"),
                refusal(
                        "a line break in a header",
                        json -> json.getJsonObject("headers").put("X", "a\r\nb"),
                        "header"),
                refusal("our own header", json -> json.getJsonObject("headers").put("Host", "x"), "header"),
                refusal(
                        "the number in a header",
                        json -> json.getJsonObject("headers").put("X", "{number}"),
                        "header"),
                refusal("the secret nowhere", json -> json.remove("headers"), "{secret}"),
                refusal("no pointer", json -> json.put("answer", new JsonObject().put("id", "id")), "pointer"),
                refusal(
                        "signs that are no list",
                        json -> json.put("answer", new JsonObject("{\"gone\":{\"/code\":\"21610\"}}")),
                        "answer"),
                refusal("too many segments", json -> json.put("segments", 11), "segments"),
                refusal("no prefix", json -> json.put("prefixes", new JsonArray()), "prefixes"));
    }

    private static Arguments refusal(String name, Consumer<JsonObject> spoil, String told) {
        return Arguments.of(name, spoil, told);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void whatCannotBeUsedIsRefusedByNameAndNeverQuotesTheSecret(String name, Consumer<JsonObject> spoil, String told) {
        JsonObject json = template();
        spoil.accept(json);

        assertThatThrownBy(() -> SmsGateway.parse(json.encode(), SECRET))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(told)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void aSecretThatIsAskedForAndMissingIsRefused() {
        assertThatThrownBy(() -> SmsGateway.parse(template().encode(), "")).hasMessageContaining("QUNFANG_SMS_SECRET");
    }
}
