package org.qunfang.delivery;

import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** Firebase Cloud Messaging by token, through firebase-admin, at most {@value #IN_FLIGHT} calls at once and {@value #KEPT} that cancel. */
public final class FcmChannel implements Channel, AutoCloseable {
    static final int IN_FLIGHT = 320;
    static final int KEPT = 16;

    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final String STAND_IN_PROJECT = "qunfang";

    private final FcmTransport transport;
    private final FirebaseApp app;
    private final FirebaseMessaging messaging;
    private final WorkerExecutor workers;
    private final WorkerExecutor ahead;
    private final FcmAnswer answers;
    private final Clock clock;

    private FcmChannel(
            Vertx vertx,
            GoogleCredentials credentials,
            String project,
            URI host,
            HttpVersion version,
            Duration deadline,
            Clock clock) {
        int millis = (int) deadline.toMillis();
        // The topics' calls go the same way.
        int calls = IN_FLIGHT + KEPT + FcmTopicChannel.IN_FLIGHT + FcmTopicChannel.KEPT;
        this.transport = new FcmTransport(vertx, host, version, deadline, calls);
        FirebaseOptions.Builder options = FirebaseOptions.builder()
                .setCredentials(credentials)
                .setHttpTransport(transport)
                .setConnectTimeout(millis)
                .setReadTimeout(millis)
                .setWriteTimeout(millis);
        if (project != null) {
            options.setProjectId(project); // else the credentials name it
        }
        // A name of its own: several servers in one process, as in tests, must not share an app.
        this.app = FirebaseApp.initializeApp(options.build(), "qunfang-" + UUID.randomUUID());
        this.messaging = FirebaseMessaging.getInstance(app);
        this.workers = vertx.createSharedWorkerExecutor("fcm-" + app.getName(), IN_FLIGHT);
        this.ahead = vertx.createSharedWorkerExecutor("fcm-ahead-" + app.getName(), KEPT);
        this.answers = new FcmAnswer(clock);
        this.clock = clock;
    }

    /**
     * The real FCM.
     *
     * @param serviceAccount Google's JSON key file
     * @throws IllegalArgumentException when the file cannot be used
     */
    public static FcmChannel withCredentials(Vertx vertx, Path serviceAccount, Clock clock) {
        return withCredentials(vertx, serviceAccount, null, clock);
    }

    /** @param host takes FCM's place, but signs in all the same; null for FCM itself */
    static FcmChannel withCredentials(Vertx vertx, Path serviceAccount, URI host, Clock clock) {
        try (InputStream key = Files.newInputStream(serviceAccount)) {
            return new FcmChannel(
                    vertx, GoogleCredentials.fromStream(key), null, host, HttpVersion.HTTP_1_1, DEADLINE, clock);
        } catch (IOException unusable) {
            throw new IllegalArgumentException(
                    "GOOGLE_APPLICATION_CREDENTIALS: " + serviceAccount + ": " + unusable.getMessage(), unusable);
        }
    }

    /** A server that stands in for FCM: plain HTTP/1.1, no sign-in, FCM's v1 paths, project {@code qunfang}. */
    public static FcmChannel toEmulator(Vertx vertx, URI host, Clock clock) {
        return toEmulator(vertx, host, DEADLINE, clock);
    }

    static FcmChannel toEmulator(Vertx vertx, URI host, Duration deadline, Clock clock) {
        return toEmulator(vertx, host, HttpVersion.HTTP_1_1, deadline, clock);
    }

    static FcmChannel toEmulator(Vertx vertx, URI host, HttpVersion version, Duration deadline, Clock clock) {
        return new FcmChannel(vertx, new NoSignIn(), STAND_IN_PROJECT, host, version, deadline, clock);
    }

    /** For a stand-in that asks nobody who they are. */
    private static final class NoSignIn extends GoogleCredentials {
        private static final long serialVersionUID = 1L;

        @Override
        public AccessToken refreshAccessToken() {
            return new AccessToken("emulator", Date.from(Instant.now().plus(Duration.ofDays(1))));
        }
    }

    @Override
    public String name() {
        return Device.FCM;
    }

    /** Twice what may be in flight, so that the next is at hand when one returns. */
    @Override
    public int limit() {
        return 2 * IN_FLIGHT;
    }

    @Override
    public int kept() {
        return KEPT;
    }

    @Override
    public Future<Outcome> send(Handover handover) {
        if (handover.token() == null) {
            return Future.succeededFuture(new Outcome.Unserved(LedgerState.GONE, "the device was deregistered"));
        }
        WorkerExecutor threads = handover.ahead() ? ahead : workers;
        return threads.executeBlocking(() -> sendNow(handover), false);
    }

    private Outcome sendNow(Handover handover) {
        if (handover.message().isExpired(clock.instant())) {
            return new Outcome.Unserved(LedgerState.EXPIRED, "expired while it waited for its turn");
        }
        return ask(FcmMessages.of(handover, clock.instant()));
    }

    /** One call; blocks. */
    Outcome ask(Message message) {
        try {
            return new Outcome.Delivered(messaging.send(message));
        } catch (FirebaseMessagingException refused) {
            return answers.outcome(refused);
        } catch (FcmTransport.NoAnswer noAnswer) {
            Duration wait = answers.retryAfter(noAnswer.headers());
            return new Outcome.RetryLater(wait, "FCM: " + noAnswer.getMessage());
        }
    }

    @Override
    public void close() {
        workers.close();
        ahead.close();
        app.delete();
        transport.close();
    }
}
