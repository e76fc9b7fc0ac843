package org.qunfang.testing;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A page that listens to the live stream until the test's JVM ends. */
public final class OpenPage {

    private OpenPage() {}

    /** The lines heard so far, first the answer's status; grows. */
    public static List<String> of(TestApp app, TestClient client) {
        return of(app, client, null);
    }

    /** @param lastEventId the last event that the page saw before, or null */
    public static List<String> of(TestApp app, TestClient client, String lastEventId) {
        List<String> lines = new CopyOnWriteArrayList<>();
        Thread reader = new Thread(() -> read(app.port(), client, lastEventId, lines), "stream-reader");
        reader.setDaemon(true);
        reader.start();
        await().atMost(Duration.ofSeconds(10)).until(() -> !lines.isEmpty());
        return lines;
    }

    private static void read(int port, TestClient client, String lastEventId, List<String> lines) {
        try {
            HttpURLConnection connection = (HttpURLConnection)
                    URI.create("http://127.0.0.1:" + port + "/v1/live").toURL().openConnection();
            connection.setRequestProperty("Authorization", client.header("Authorization"));
            connection.setRequestProperty("Accept", "text/event-stream");
            if (lastEventId != null) {
                connection.setRequestProperty("Last-Event-ID", lastEventId);
            }
            lines.add("HTTP " + connection.getResponseCode() + " " + connection.getContentType());
            try (BufferedReader body =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                body.lines().forEach(lines::add);
            }
            lines.add("ended");
        } catch (IOException | UncheckedIOException broken) {
            lines.add("ended: " + broken.getMessage());
        }
    }
}
