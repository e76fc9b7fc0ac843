package org.qunfang.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import org.qunfang.http.Contract;

/** Speaks HTTP to the server and holds every answer against the contract. One for each signed-in person. */
public final class TestClient {
    private final WebClient web;
    private final int port;
    private final Contract contract;
    private final ResponseValidator validator;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    TestClient(Vertx vertx, int port, Contract contract) {
        this(
                WebClient.create(vertx, new WebClientOptions().setFollowRedirects(false)),
                port,
                contract,
                ResponseValidator.create(vertx, contract.adapted()));
    }

    private TestClient(WebClient web, int port, Contract contract, ResponseValidator validator) {
        this.web = web;
        this.port = port;
        this.contract = contract;
        this.validator = validator;
    }

    /** The same client with one header more, such as Authorization, If-Match or Idempotency-Key. */
    public TestClient with(String header, String value) {
        TestClient other = new TestClient(web, port, contract, validator);
        other.headers.putAll(headers);
        other.headers.put(header, value);
        return other;
    }

    /** A header this client sends, for those who speak HTTP by themselves, such as readers of a stream. */
    public String header(String name) {
        return headers.get(name);
    }

    public Answer get(String path) {
        return send(HttpMethod.GET, path, null, null);
    }

    public Answer put(String path, JsonObject body) {
        return send(HttpMethod.PUT, path, "application/json", body.toBuffer());
    }

    public Answer put(String path, String contentType, Buffer body) {
        return send(HttpMethod.PUT, path, contentType, body);
    }

    public Answer post(String path, JsonObject body) {
        return send(HttpMethod.POST, path, "application/json", body.toBuffer());
    }

    public Answer post(String path) {
        return send(HttpMethod.POST, path, null, null);
    }

    public Answer delete(String path) {
        return send(HttpMethod.DELETE, path, null, null);
    }

    /** Sends anything, also what breaks the contract; the answer must keep it all the same. */
    public Answer send(HttpMethod method, String path, String contentType, Buffer body) {
        HttpRequest<Buffer> request = web.request(method, port, "127.0.0.1", path);
        headers.forEach(request::putHeader);
        if (contentType != null) {
            request.putHeader("Content-Type", contentType);
        }
        HttpResponse<Buffer> response = (body == null ? request.send() : request.sendBuffer(body)).await();
        Buffer bytes = response.body() == null ? Buffer.buffer() : response.body();
        Answer answer = new Answer(response.statusCode(), response.headers(), bytes);
        holdAgainstContract(method, path, answer);
        return answer;
    }

    private void holdAgainstContract(HttpMethod method, String path, Answer answer) {
        assertThat(answer.status())
                .as("%s %s answers %s", method, path, answer.body())
                .isLessThan(500);
        Operation operation = operation(method, path.split("\\?")[0]);
        if (operation == null || answer.status() == 304 || answer.status() == 405) {
            return;
        }
        String type = answer.headers().get("Content-Type");
        boolean isJson = type != null && (type.startsWith("application/json") || type.contains("+json"));
        ValidatableResponse response = answer.body().length() == 0
                ? ValidatableResponse.create(answer.status(), headersOf(answer))
                : ValidatableResponse.create(
                        answer.status(),
                        headersOf(answer),
                        answer.body(),
                        isJson ? "application/json" : "application/octet-stream");
        try {
            validator.validate(response, operation.getOperationId()).await();
        } catch (RuntimeException broken) {
            throw new AssertionError(
                    operation.getOperationId() + " answered against the contract: " + answer.status() + " "
                            + answer.body() + "\n" + broken.getMessage(),
                    broken);
        }
    }

    private Operation operation(HttpMethod method, String path) {
        Operation literal = contract.adapted().operations().stream()
                .filter(each -> each.getHttpMethod().equals(method)
                        && each.getOpenAPIPath().equals(path))
                .findFirst()
                .orElse(null);
        return literal != null ? literal : contract.adapted().findOperation(path, method);
    }

    private static Map<String, String> headersOf(Answer answer) {
        Map<String, String> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        answer.headers().forEach(map::put);
        return map;
    }

    /** A UUID of version 7, as phones make them. */
    public static String id() {
        long time = System.currentTimeMillis();
        long random = ThreadLocalRandom.current().nextLong();
        long high = (time << 16) | 0x7000L | (random & 0x0fffL);
        long low = (ThreadLocalRandom.current().nextLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
        return new java.util.UUID(high, low).toString();
    }
}
