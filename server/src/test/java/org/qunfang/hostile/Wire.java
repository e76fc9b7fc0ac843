package org.qunfang.hostile;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpRequest;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Sends requests as they are, a few at a time, and measures how long each answer takes. */
final class Wire {
    private static final int AT_ONCE = 4;
    private static final int PATIENCE_SECONDS = 30;

    private final WebClient client;
    private final int port;

    /** @param status 0 when there was no answer; the body then tells why */
    record Answered(int status, MultiMap headers, Buffer body, long millis) {}

    Wire(Vertx vertx, int port) {
        this.port = port;
        this.client = WebClient.create(
                vertx,
                new WebClientOptions().setFollowRedirects(false).setUserAgentEnabled(false),
                new PoolOptions().setHttp1MaxSize(AT_ONCE));
    }

    Answered send(Shot shot) {
        return send(List.of(shot)).get(0);
    }

    /** The answers in the order of the requests. */
    List<Answered> send(List<Shot> shots) {
        List<Answered> answers = new ArrayList<>();
        for (int from = 0; from < shots.size(); from += AT_ONCE) {
            List<Future<Answered>> some = shots.subList(from, Math.min(shots.size(), from + AT_ONCE)).stream()
                    .map(this::start)
                    .toList();
            some.forEach(answer -> answers.add(await(answer)));
        }
        return answers;
    }

    private Future<Answered> start(Shot shot) {
        HttpRequest<Buffer> request = client.request(HttpMethod.valueOf(shot.method()), port, "127.0.0.1", shot.uri());
        shot.headers().forEach(request::putHeader);
        long began = System.nanoTime();
        return (shot.body() == null ? request.send() : request.sendBuffer(shot.body()))
                .map(response -> answered(response, began))
                .otherwise(Wire::unanswered);
    }

    private static Answered await(Future<Answered> answer) {
        try {
            return answer.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException late) {
            return unanswered(late);
        }
    }

    private static Answered answered(HttpResponse<Buffer> response, long began) {
        Buffer body = response.body() == null ? Buffer.buffer() : response.body();
        return new Answered(response.statusCode(), response.headers(), body, (System.nanoTime() - began) / 1_000_000);
    }

    private static Answered unanswered(Throwable why) {
        return new Answered(0, MultiMap.caseInsensitiveMultiMap(), Buffer.buffer("no answer: " + why), 0);
    }
}
