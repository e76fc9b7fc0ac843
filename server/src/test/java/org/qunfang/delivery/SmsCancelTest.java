package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.f4b6a3.uuid.UuidCreator;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.locationtech.jts.geom.MultiPolygon;
import org.qunfang.geo.CellDisk;
import org.qunfang.geo.Location;
import org.qunfang.testing.TestApp;

/** A gateway that takes twelve seconds for each text, and a warning to 100,000 numbers that is cancelled. */
class SmsCancelTest {
    private static final FakeSms GATEWAY = new FakeSms();
    private static final Vertx VERTX = Vertx.vertx();
    private static final MultiPolygon AREA = Shapes.square(22.49, 113.99, 0.02);

    @RegisterExtension
    static final TestApp app =
            new TestApp().set("QUNFANG_SMS_GATEWAY", GATEWAY.file()).set("QUNFANG_SMS_SECRET", FakeSms.SECRET);

    @AfterAll
    static void close() {
        GATEWAY.close();
        VERTX.close().await();
    }

    @Test
    void itsFirstTextIsHandedOverWithinFiveSeconds() {
        aHundredThousandNumbers();
        GATEWAY.answers(request -> VERTX.setTimer(12_000, late -> FakeSms.well().handle(request)));
        Message alert = message("Leave at once");
        app.app().rooms().messages().send(alert, AREA).await();
        await().atMost(Duration.ofSeconds(60)).until(() -> waiting(alert) == 100_000);
        await().atMost(Duration.ofSeconds(10)).until(() -> texts("Leave at once") >= SmsSender.IN_FLIGHT);
        Instant cancelled = Instant.now();

        app.app()
                .rooms()
                .messages()
                .stopAndTell(alert, AREA, message("It is over"))
                .await();

        await().atMost(Duration.ofSeconds(60)).until(() -> texts("It is over") > 0);
        assertThat(Duration.between(cancelled, Instant.now())).isLessThan(Duration.ofSeconds(5));
        assertThat(texts("Leave at once"))
                .as("no more at once than the gateway is meant to bear")
                .isEqualTo(SmsSender.IN_FLIGHT);
    }

    private static void aHundredThousandNumbers() {
        UUID account = UUID.randomUUID();
        app.pool()
                .preparedQuery("INSERT INTO accounts (id, kind, created_at) VALUES ($1, 'RESIDENT', now())")
                .execute(Tuple.of(account))
                .await();
        app.pool()
                .preparedQuery("""
                        WITH made AS (
                            INSERT INTO devices
                                (id, account_id, channel, token, language, minimum_severity, created_at, updated_at)
                            SELECT gen_random_uuid(), $1, 'sms', '+86138' || lpad(n::text, 8, '0'), 'en', 0, now(), now()
                              FROM generate_series(1, 100000) AS n
                            RETURNING id)
                        INSERT INTO device_places
                            (device_id, position, label, lat, lon, cell, channel, language, minimum_severity)
                        SELECT id, 0, 'home', 22.5, 114.0, $2, 'sms', 'en', 0 FROM made
                        """)
                .execute(Tuple.of(account, CellDisk.cellOf(Location.of(22.5, 114))))
                .await();
    }

    private static Message message(String title) {
        return new Message(
                UuidCreator.getTimeOrderedEpoch(),
                "warning",
                UUID.randomUUID(),
                Severity.EXTREME,
                new MessageText("预警", "预警"),
                new MessageText(title, "Guangming"),
                new JsonObject(),
                Instant.now().plusSeconds(600));
    }

    private static long waiting(Message message) {
        return app.pool()
                .preparedQuery("SELECT count(*) FROM deliveries WHERE message_id = $1")
                .execute(Tuple.of(message.id()))
                .await()
                .iterator()
                .next()
                .getLong(0);
    }

    private static long texts(String title) {
        return GATEWAY.got().stream()
                .filter(got -> got.json().getString("text").startsWith(title))
                .count();
    }
}
