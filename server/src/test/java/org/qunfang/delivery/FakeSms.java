package org.qunfang.delivery;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An SMS gateway on this machine: takes every text unless told otherwise. */
public final class FakeSms implements AutoCloseable {
    public static final String SECRET = "s3cret-of-the-gateway";

    /** One request. */
    record Got(String uri, Map<String, String> headers, String body) {
        JsonObject json() {
            return new JsonObject(body);
        }
    }

    private final Vertx vertx = Vertx.vertx();
    private final List<Got> got = new CopyOnWriteArrayList<>();
    private volatile Handler<HttpServerRequest> answer = well();
    private final HttpServer server = vertx.createHttpServer()
            .requestHandler(request -> request.body().onSuccess(body -> {
                Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
                request.headers().forEach(each -> headers.put(each.getKey(), each.getValue()));
                got.add(new Got(request.uri(), headers, body.toString()));
                answer.handle(request);
            }))
            .listen(0, "127.0.0.1")
            .await();

    static Handler<HttpServerRequest> well() {
        return says(200, "application/json", "{\"code\":\"OK\",\"message\":{\"id\":\"sms-1\"}}");
    }

    static Handler<HttpServerRequest> says(int status, String type, String body, String... header) {
        return request -> {
            request.response().setStatusCode(status).putHeader("Content-Type", type);
            for (int i = 0; i < header.length; i += 2) {
                request.response().putHeader(header[i], header[i + 1]);
            }
            request.response().end(body);
        };
    }

    void answers(Handler<HttpServerRequest> next) {
        answer = next;
    }

    void forget() {
        got.clear();
        answer = well();
    }

    List<Got> got() {
        return List.copyOf(got);
    }

    String url() {
        return "http://127.0.0.1:" + server.actualPort() + "/send";
    }

    /** The code in the latest text. */
    public String code() {
        Matcher code = Pattern.compile("[0-9]{6}")
                .matcher(got.get(got.size() - 1).json().getString("text"));
        return code.find() ? code.group() : "";
    }

    JsonObject template() {
        return new JsonObject()
                .put("url", url())
                .put("headers", new JsonObject().put("Authorization", "Bearer {secret}"))
                .put(
                        "body",
                        new JsonObject()
                                .put("to", "{number}")
                                .put("text", "{text}")
                                .put("reference", "{id}")
                                .put("language", "{language}"))
                .put(
                        "answer",
                        new JsonObject("{\"id\":\"/message/id\",\"gone\":{\"/code\":[\"21610\"]},"
                                + "\"refused\":{\"/code\":[\"INVALID\"]},\"accepted\":{\"/code\":[\"OK\"]}}"));
    }

    /** Value for QUNFANG_SMS_GATEWAY. */
    public String file() {
        try {
            Path file = Files.createTempFile("sms-gateway", ".json");
            file.toFile().deleteOnExit();
            return Files.writeString(file, template().encode()).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
