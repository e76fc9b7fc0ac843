package org.qunfang.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a process had in hand when it was killed, or lost its database. */
class OrphansTest extends LedgerFixture {
    private final UUID killed = UUID.randomUUID();
    private final Orphans orphans = new Orphans(database.vertx(), database.pool(), () -> dispatcher.wake(), clock);
    private Message message;

    @BeforeEach
    void inHand() {
        database.pool().query("DELETE FROM channel_health").execute().await();
        phones().phone(22.5, 114, Severity.MINOR);
        message = message(Severity.EXTREME, 600);
        messages.tell(message, List.of(ACCOUNT)).await();
        DeliveryStore itsOwn = new DeliveryStore(database.pool(), killed);
        assertThat(itsOwn.claim("fcm", 10, false, clock.instant()).await()).hasSize(1);
        claimed(40);
    }

    private static void claimed(int secondsAgo) {
        database.pool()
                .preparedQuery("UPDATE deliveries SET claimed_until = now() + $1 * interval '1 second'")
                .execute(Tuple.of((int) DeliveryStore.LEASE.toSeconds() - secondsAgo))
                .await();
    }

    private void heardOf(UUID process, int secondsAgo) {
        database.pool()
                .preparedQuery("""
                        INSERT INTO channel_health
                            (channel, process, active, breaker, delivered, failed, refused, gone, started_at, updated_at,
                             seen_at)
                        VALUES ('fcm', $1, true, 'closed', 0, 0, 0, 0, now(), now(), now() - $2 * interval '1 second')
                        """)
                .execute(Tuple.of(process, secondsAgo))
                .await();
    }

    @Test
    void isHandedOverAgainSecondsAfterItsProcessWasLastHeardOf() {
        heardOf(killed, 12);
        heardOf(PROCESS, 1);
        dispatcher.start();
        orphans.start();

        await().during(Duration.ofMillis(1_000)).until(handed::isEmpty);
        await().atMost(Duration.ofSeconds(12)).until(() -> handed.size() == 1);
        orphans.stop();

        assertThat(handed.get(0).message().id()).isEqualTo(message.id());
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(counts(message).accepted()).isEqualTo(1));
    }

    @Test
    void staysWithAProcessThatIsThere() {
        heardOf(killed, 12);

        assertThat(orphans.release().await()).isZero();
    }

    @Test
    void isNotHandedOverTwiceAtOnceWhereOnlyTheConnectionWasLost() {
        heardOf(killed, 60);
        claimed(20);

        assertThat(orphans.release().await()).isZero();

        claimed(26);
        assertThat(orphans.release().await()).isEqualTo(1);
    }

    @Test
    void keepsItsLeaseWhereNobodyEverHeardOfTheProcessOrItIsMail() {
        assertThat(orphans.release().await()).isZero();

        heardOf(killed, 60);
        database.pool()
                .query("UPDATE deliveries SET channel = 'email'")
                .execute()
                .await();
        assertThat(orphans.release().await()).isZero();
    }

    @Test
    void staysWithWhoClaimedItSince() {
        heardOf(killed, 60);
        assertThat(orphans.release().await()).isEqualTo(1);
        assertThat(ledger.claim("fcm", 10, false, clock.instant().plusMillis(1)).await())
                .hasSize(1);

        assertThat(orphans.release().await()).isZero();
    }

    @Test
    void aProcessTellsTheDatabaseThatItIsThere() {
        Channel told = new Told();
        ChannelWatch watch = new ChannelWatch(
                database.vertx(),
                new ChannelHealthStore(database.pool()),
                List.of(Gate.before(told, clock)),
                killed,
                clock);
        heardOf(killed, 60);

        watch.summaries().await();

        assertThat(orphans.release().await()).isZero();
    }
}
